import { Chain } from '../../../src/journal/chain.ts';
import { openStorage } from '../../../src/storage/open.ts';
import { keyOfSource, putWatch } from '../../../src/watches/store.ts';
import type { Watch, WatchSource } from '../../../src/watches/watch.ts';
import type { SeededWatch } from './events.ts';

/** The name of the hook, and the fact by which its watches are told apart. */
export const HOOK = 'faults';
export const TO = 'To';
const ASKED: WatchSource = { kind: 'records', operation: 'pmp.ticket.list', input: {} };
/** Far below what a person can choose, so that much happens in a minute. */
const EVERY_MS = 500;

const watchOf = ({ id, channel, mode, about }: SeededWatch, owner: Watch['owner']): Watch => ({
  id,
  source: about.kind === 'ticket' ? ASKED : { kind: 'webhook', name: HOOK },
  settings: {
    events: ['new', 'changed', 'gone', 'entered', 'left', 'happened'],
    filters: [about.kind === 'ticket' ? { field: 'ticketid', value: about.id } : { field: TO, value: about.to }],
    fields: [],
    mode,
    zone: 'Europe/London',
    everyMs: EVERY_MS,
    personal: false,
    muted: [],
  },
  owner,
  place: { door: 'slack', address: JSON.stringify({ team: owner.team, channel }) },
  state: 'active',
  createdAt: 0,
});

/** Makes the tables, and puts the watches and their one question into them. */
export async function seedWatches(
  where: { dataDir: string; databaseUrl?: string },
  watches: readonly SeededWatch[],
  owner: Watch['owner'],
): Promise<void> {
  const storage = await openStorage(where, Chain.lock);
  await storage.write(async (work) => {
    for (const one of watches) await putWatch(work, watchOf(one, owner));
    const key = keyOfSource(ASKED);
    const nothing = {
      baseline_at: null,
      last_answer_at: null,
      last_failure: null,
      lease_owner: null,
      lease_until: null,
    };
    await work.db
      .insertInto('watch_query')
      .values({
        key,
        operation: 'pmp.ticket.list',
        input: '{}',
        every_ms: EVERY_MS,
        next_at: 0,
        failures: 0,
        ...nothing,
      })
      .execute();
  });
  await storage.close();
}
