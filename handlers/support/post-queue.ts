import { setTimeout as wait } from 'node:timers/promises';
import { WebAPIRateLimitedError } from '@slack/web-api';

/** How often one post waits out a rate limit before it is given up and told again by the next sweep. */
const PATIENCE = 20;

export type PostQueue = <T>(channel: string, post: () => Promise<T>) => Promise<T>;

async function patiently<T>(post: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await post();
    } catch (error) {
      if (!(error instanceof WebAPIRateLimitedError) || attempt === PATIENCE) throw error;
      await wait(error.retryAfter * 1000);
    }
  }
}

/**
 * Slack takes about one message a second and channel. What goes to one channel leaves in the order it was asked for;
 * a rate limit holds up that channel alone and drops nothing.
 */
export function createPostQueue(): PostQueue {
  const last = new Map<string, Promise<unknown>>();
  return (channel, post) => {
    const mine = (last.get(channel) ?? Promise.resolve()).then(() => patiently(post));
    const settled = mine.catch(() => {});
    last.set(channel, settled);
    void settled.then(() => last.get(channel) === settled && last.delete(channel));
    return mine;
  };
}
