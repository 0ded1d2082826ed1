import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createTurns } from '../../src/engine/turns.ts';

const SUBJECT = 'pmp.lead/17';

/** A journal with one record: who is in line for it, and how often each was tried. */
function oneRecord(places: Record<string, number>) {
  const waiting = new Map(Object.entries(places));
  const tries: string[] = [];
  let running: string | undefined;
  return {
    tries,
    end: () => {
      running = undefined;
    },
    lose: (reference: string) => waiting.delete(reference),
    async start(reference: string) {
      tries.push(reference);
      const place = waiting.get(reference);
      if (place === undefined || running || [...waiting.values()].some((other) => other < place)) return false;
      waiting.delete(reference);
      running = reference;
      return true;
    },
    placeInLine: async (reference: string) => waiting.get(reference),
  };
}

const start = (turns: ReturnType<typeof createTurns>, reference: string) =>
  turns.start({ reference, subject: SUBJECT });

it('starts in the order of places, also when the first in line comes last', async () => {
  const journal = oneRecord({ a: 1, b: 2, c: 3 });
  const turns = createTurns(journal);
  const started: string[] = [];
  const go = async (reference: string) => {
    if (await start(turns, reference)) started.push(reference);
  };
  const all = [go('c'), go('b')];
  await pause(150);
  all.push(go('a'));
  for (const expected of [['a'], ['a', 'b'], ['a', 'b', 'c']]) {
    await expect.poll(() => started).toEqual(expected);
    journal.end();
  }
  await Promise.all(all);
});

it('lets only the first in line ask the journal again and again', async () => {
  const journal = oneRecord({
    running: 0,
    ...Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`w${i}`, i + 1])),
  });
  const turns = createTurns(journal);
  expect(await start(turns, 'running')).toBe(true);
  const waiters = Array.from({ length: 10 }, (_, index) => start(turns, `w${index}`));
  await pause(400);
  const again = journal.tries.slice(11);
  expect(again.length).toBeGreaterThan(0);
  expect(again.length).toBeLessThan(10);
  expect(new Set(again)).toEqual(new Set(['w0']));
  for (let index = 0; index < 10; index++) journal.lose(`w${index}`);
  expect(await Promise.all(waiters)).toEqual(waiters.map(() => false));
});

it('lets the next one go when another process took the first', async () => {
  const journal = oneRecord({ running: 0, lost: 1, next: 2 });
  const turns = createTurns(journal);
  await start(turns, 'running');
  const [lost, next] = [start(turns, 'lost'), start(turns, 'next')];
  await pause(120);
  journal.lose('lost');
  expect(await lost).toBe(false);
  journal.end();
  expect(await next).toBe(true);
});

it('leaves to others what has to wait while the process stops', async () => {
  const journal = oneRecord({ dead: 0, ours: 1, later: 2 });
  const turns = createTurns(journal);
  const waiting = [start(turns, 'ours'), start(turns, 'later')];
  turns.stop();
  expect(await Promise.all(waiting)).toEqual([false, false]);
  expect(await journal.placeInLine('ours')).toBe(1);
});
