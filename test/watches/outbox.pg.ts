import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { Chain } from '../../src/journal/chain.ts';
import { openStorage } from '../../src/storage/open.ts';
import type { Announcer } from '../../src/watches/announcer.ts';
import { createOutbox } from '../../src/watches/outbox.ts';
import type { Place } from '../journal/places.ts';
import { postgresPlace } from '../storage/postgres-place.ts';
import { outboxContract } from './contract-outbox.ts';
import { outboxTroubleContract } from './contract-outbox-trouble.ts';
import { lead, type OutboxWorld, outboxWorld } from './outbox-world.ts';

outboxContract('PostgreSQL', postgresPlace);
outboxTroubleContract('PostgreSQL', postgresPlace);

it('two processes keep a channel to one message a second by the clock of PostgreSQL, and post each once', async () => {
  const place = await postgresPlace();
  const world = await outboxWorld(place);
  const posted: { title: string; at: number }[] = [];
  const announcer: Announcer = {
    ...world.announcer,
    async post(_, said) {
      posted.push({ title: 'notification' in said ? said.notification.title : said.form, at: performance.now() });
      return { ts: posted.length };
    },
  };
  const processes = [await openReal(place, world, announcer, 'b'), await openReal(place, world, announcer, 'c')];
  await world.watch('W-1');
  await world.owe(
    'W-1',
    [1, 2, 3, 4].map((id) => lead(id)),
  );
  for (const until = performance.now() + 15_000; posted.length < 4 && performance.now() < until; await wait(50))
    for (const { outbox } of processes) void outbox.sweep();
  await wait(1_200);
  expect(posted.map(({ title }) => title)).toEqual(['Lead 1', 'Lead 2', 'Lead 3', 'Lead 4']);
  const gaps = posted.slice(1).map(({ at }, index) => at - (posted[index]?.at ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThan(990);
  for (const { outbox, storage } of processes) {
    outbox.stop();
    await storage.close();
  }
  await world.close();
  await place.remove();
}, 30_000);

/** A process that waits and reads the clock as a bot at work does. */
async function openReal({ where }: Place, world: OutboxWorld, announcer: Announcer, owner: string) {
  const storage = await openStorage({ ...where, owner, leaseMs: 5_000 }, Chain.lock);
  const policy = { exclusionOf: async () => undefined, decideAtAll: () => world.rights.decide() };
  const log = pino({ level: 'silent' });
  return { storage, outbox: createOutbox({ storage, announcers: [announcer], policy, titleOf: ({ id }) => id, log }) };
}
