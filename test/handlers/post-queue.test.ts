import { WebAPIRateLimitedError } from '@slack/web-api';
import { expect, it } from 'vitest';
import { createPostQueue } from '../../handlers/slack/post-queue.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const limited = (seconds: number) => new WebAPIRateLimitedError(seconds);

it('keeps the order of a channel through a rate limit, drops nothing, and holds up no other channel', async () => {
  const queue = createPostQueue();
  const posted: string[] = [];
  let refusals = 2;
  const post = (text: string) => async () => {
    if (text === 'first' && refusals-- > 0) throw limited(1);
    await pause(5);
    posted.push(text);
    return text;
  };
  const all = [queue('C1', post('first')), queue('C1', post('second')), queue('C2', post('elsewhere'))];
  expect(await Promise.all(all)).toEqual(['first', 'second', 'elsewhere']);
  expect(posted).toEqual(['elsewhere', 'first', 'second']);
});

it('goes on after a post that fails, and tells who asked for it', async () => {
  const queue = createPostQueue();
  const failing = queue('C1', async () => {
    throw new Error('channel_not_found');
  });
  const after = queue('C1', async () => 'fine');
  await expect(failing).rejects.toThrow('channel_not_found');
  expect(await after).toBe('fine');
});
