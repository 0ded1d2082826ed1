import { WebAPIPlatformError, WebAPIRequestError } from '@slack/web-api';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import type { Context } from '../../handlers/context.ts';
import { createFormDrafts } from '../../handlers/forms/drafts.ts';
import { sweepForms } from '../../handlers/forms/open-form.ts';
import type { Drafts } from '../../src/storage/drafts.ts';

/** A sweep that finds one form whose person cannot be reached. Returns the keys that are owed no more. */
async function sweptWith(error: Error): Promise<string[]> {
  const shown: string[] = [];
  const origin = { door: 'command', team: 'T1', channel: 'C1', private: false };
  const draft = JSON.stringify({ operation: 'pmp.lead.add', values: {}, origin, actor: { id: 'U1', team: 'T1' } });
  const drafts = {
    claimExpired: async () => [{ key: 'owed', draft }],
    holdLease: () => {},
    releaseLease: () => {},
    markShown: async (key: string) => void shown.push(key),
  } as unknown as Drafts;
  const deliver = { toPerson: () => Promise.reject(error) };
  const formDrafts = createFormDrafts(drafts);
  await sweepForms({ formDrafts, deliver, log: pino({ level: 'silent' }) } as unknown as Context);
  return shown;
}

it('gives a form up that Slack refuses for good, and offers it again after a trouble that passes', async () => {
  expect(await sweptWith(new WebAPIPlatformError({ ok: false, error: 'user_disabled' } as never))).toEqual(['owed']);
  expect(await sweptWith(new WebAPIRequestError(new Error('connect') as never))).toEqual([]);
});
