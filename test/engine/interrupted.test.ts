import { expect, it } from 'vitest';
import { unknownOperation } from '../../src/engine/interrupted.ts';

it.each([
  ['proposed', 'failed'],
  ['accepted', 'failed'],
  ['running', 'unknown'],
] as const)('what another version left %s ends as %s', (state, end) => {
  const { failure, ...outcome } = unknownOperation({ state, operation: 'pmp.lead.paint' });
  expect(outcome.state).toBe(end);
  expect(failure?.outcomeUnknown === true).toBe(end === 'unknown');
});
