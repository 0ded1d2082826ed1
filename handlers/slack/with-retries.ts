import { setTimeout as wait } from 'node:timers/promises';
import { isTemporary, slackCode, statedWaitMs } from './slack-errors.ts';

/** A person waits in front of it, so these are short. Slack may need some 150 ms until it finds a view that is new. */
const PAUSES_MS = [100, 200, 300, 500, 1_000, 1_500];
const LONGEST_PAUSE_MS = 2_000;

/** Not there yet, or not any more: Slack says the same of both. */
export const NOT_FOUND = new Set(['not_found', 'view_not_found', 'view_closed']);
const MAY_PASS = new Set([...NOT_FOUND, 'hash_conflict']);

/** A few short tries of a call that a person waits for. Rejects with the last error. */
export async function withRetries<T>(show: () => Promise<T>): Promise<T> {
  for (const pause of PAUSES_MS) {
    try {
      return await show();
    } catch (error) {
      if (!isTemporary(error) && !MAY_PASS.has(slackCode(error))) throw error;
      await wait(Math.min(statedWaitMs(error) ?? pause, LONGEST_PAUSE_MS));
    }
  }
  return show();
}
