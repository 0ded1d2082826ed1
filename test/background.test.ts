import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createBackground } from '../src/background.ts';

const HOUR_MS = 60 * 60_000;
const background = () => createBackground(pino({ level: 'silent' }));

it('does at once what recurs when it is woken, and nothing any more once that is cleared', async () => {
  const { every, wake, clear, idle } = background();
  const done: string[] = [];
  every(HOUR_MS, async () => done.push('one'), 'one');
  every(HOUR_MS, async () => done.push('other'), 'other');
  expect(done).toEqual([]);
  wake();
  await idle();
  expect(done).toEqual(['one', 'other']);
  clear();
  wake();
  await idle();
  expect(done).toHaveLength(2);
});

it('goes on after work that failed', async () => {
  const { every, wake, clear, idle } = background();
  let count = 0;
  every(HOUR_MS, () => Promise.reject(new Error(`failure ${++count}`)), 'what fails');
  wake();
  wake();
  await idle();
  expect(count).toBe(2);
  clear();
});
