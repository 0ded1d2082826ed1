import { pino } from 'pino';
import { expect, it } from 'vitest';
import { rememberSubmission } from '../../handlers/forms/resubmitted.ts';
import { NotRecordedError } from '../../src/errors.ts';
import type { Drafts } from '../../src/storage/drafts.ts';

it('a submission on record that cannot be remembered is not reported as not taken', async () => {
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(line) });
  const drafts = { keep: () => Promise.reject(new NotRecordedError()) } as unknown as Drafts;
  await rememberSubmission({ drafts, log }, { key: 'form:1' }, { reference: 'BH-7K3Q9F' });
  expect(lines.join('')).toContain('BH-7K3Q9F');
});
