import { setTimeout as wait } from 'node:timers/promises';
import { isTemporary, statedWaitMs } from './slack-errors.ts';

/** How often one post waits as long as Slack asks, before it is left to a later attempt. */
const MOST_STATED_WAITS = 20;
/** How long one post waits for a Slack that does not say when it will be well again. */
const PATIENCE_MS = 25_000;
const FIRST_PAUSE_MS = 300;
/** Short, so that a post leaves soon after Slack recovers. */
const LONGEST_PAUSE_MS = 4_000;

export type PostQueue = <T>(channel: string, post: () => Promise<T>) => Promise<T>;

/** Repeats a call until it succeeds, is refused for good, or the patience for one call is used up. */
export async function withRetriesUntilWell<T>(post: () => Promise<T>): Promise<T> {
  let until: number | undefined;
  let pause = FIRST_PAUSE_MS;
  for (let statedWaits = 0; ; ) {
    try {
      return await post();
    } catch (error) {
      if (!isTemporary(error)) throw error;
      const stated = statedWaitMs(error);
      if (stated !== undefined) {
        if (++statedWaits === MOST_STATED_WAITS) throw error;
        await wait(stated);
        continue;
      }
      until ??= Date.now() + PATIENCE_MS;
      if (Date.now() + pause > until) throw error;
      await wait(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }
}

/**
 * Slack takes about one message a second and channel. What goes to one channel leaves in the order it was asked for;
 * a rate limit or an ailing Slack holds up that channel alone and drops nothing.
 */
export function createPostQueue(): PostQueue {
  const last = new Map<string, Promise<unknown>>();
  return (channel, post) => {
    const mine = (last.get(channel) ?? Promise.resolve()).then(() => withRetriesUntilWell(post));
    const settled = mine.catch(() => {});
    last.set(channel, settled);
    void settled.then(() => last.get(channel) === settled && last.delete(channel));
    return mine;
  };
}
