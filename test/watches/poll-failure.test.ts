import { expect, it } from 'vitest';
import { backOffMs, pausesFor } from '../../src/watches/poll-failure.ts';

const MINUTE = 60_000;
const failure = (more: object = {}) => ({ kind: 'unavailable' as const, message: 'PMP does not answer.', ...more });

it('a vendor that fails is asked half as often each time, but once an hour', () => {
  const pauses = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((failures) => backOffMs(MINUTE, failures, failure()) / MINUTE);
  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  expect(backOffMs(6 * 60 * MINUTE, 3, failure())).toBe(6 * 60 * MINUTE);
});

it('a vendor that says when is not asked before', () => {
  expect(backOffMs(MINUTE, 1, failure({ retryAfterSeconds: 600 }))).toBe(10 * MINUTE);
  expect(backOffMs(MINUTE, 1, failure({ retryAfterSeconds: 5 }))).toBe(MINUTE);
});

it('ten failures in a row pause a watch, and one that asking again cannot mend does so at once', () => {
  expect(pausesFor(failure(), 9)).toBeUndefined();
  expect(pausesFor(failure(), 10)?.reason).toBe('vendor');
  expect(pausesFor(failure(), 10)?.why).toContain('PMP does not answer.');
  for (const kind of ['denied', 'input'] as const)
    expect(pausesFor({ kind, message: 'No.' }, 1)?.reason).toBe('broken');
});
