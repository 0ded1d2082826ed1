import type { MessageAddress } from '../journal/intent.ts';
import type { Work } from '../storage/group-commit.ts';
import { HeldLeases, noLease } from '../storage/leases.ts';
import type { Storage } from '../storage/storage.ts';
import { at, claimPlaces, duePlaces, keyOf, ours, renewPlaces } from './outbox-places.ts';
import type { Root } from './outbox-rows.ts';
import { SPACING_MS } from './pacing.ts';
import { pausePlace, pauseWatch, resumeDue } from './pausing.ts';
import type { Hindrance } from './rights.ts';
import type { WatchPlace } from './watch.ts';

/** One statement takes only so many parameters. */
const AT_ONCE = 500;

/** What a message that was posted changes in the tables, all of it in one transaction. */
export interface Posted {
  place: WatchPlace;
  seqs: readonly number[];
  address?: MessageAddress;
  /** Their message is this one from now on. */
  roots?: readonly Pick<Root, 'watch' | 'subject'>[];
  /** Their message, if they have one, shows an old state from now on. */
  stale?: readonly Pick<Root, 'watch' | 'subject'>[];
  /** Their message shows the present state again; `isGone`: there is none any more. */
  edited?: { roots: readonly Root[]; isGone: boolean };
}

export type OutboxStore = ReturnType<typeof openOutboxStore>;

/** The places of the outbox, each leased to one process at a time, and what becomes of its notifications. */
export function openOutboxStore(storage: Storage) {
  const held = new HeldLeases();
  return {
    /** At most `limit` places that have something to post, now leased to this process. */
    async claim(doors: readonly string[], limit: number): Promise<WatchPlace[]> {
      const now = await storage.now();
      const due = await duePlaces(storage, doors, now, limit);
      if (due.length === 0) return [];
      // A lease of ours that ran out, on a busy machine, is not free for ourselves: the message under way would be posted twice.
      const free = () => due.filter((place) => !held.holds(keyOf(place)));
      const claimed = await storage.write((work) => claimPlaces(work, free(), storage));
      for (const place of claimed) held.hold(keyOf(place));
      return claimed;
    },

    /** Lets go on what was paused for a while that is over. */
    async resumeDue(): Promise<void> {
      const over = storage.db
        .selectFrom('watch')
        .select('id')
        .where('pause_until', '<=', await storage.now());
      if (await over.where('state', '=', 'paused').limit(1).executeTakeFirst()) await storage.write(resumeDue);
    },

    /** Leaves the place to any process. */
    async release(place: WatchPlace): Promise<void> {
      held.release(keyOf(place));
      await storage.write(async ({ db }) => {
        await ours(db.updateTable('watch_place').set(noLease), place, storage.owner).execute();
      });
    },

    /** When this place may be posted in, in milliseconds from now. Undefined: it is another process's by now. */
    async restOf(place: WatchPlace): Promise<number | undefined> {
      const now = await storage.now();
      const found = storage.db.selectFrom('watch_place').select('next_at').where('lease_until', '>', now);
      const row = await found
        .where('door', '=', place.door)
        .where('place', '=', place.address)
        .where('lease_owner', '=', storage.owner)
        .executeTakeFirst();
      return row && Math.max(0, row.next_at - now);
    },

    renewLeases: () => storage.write((work) => renewPlaces(work, held, storage)),

    /** These rows are one message from now on, whoever posts it. */
    markBatch: (seqs: readonly number[], batch: string) =>
      storage.write(async ({ db }) => {
        for (const some of slices(seqs)) {
          const rows = db.updateTable('watch_notification').set({ batch }).where('seq', 'in', some);
          await rows.where('state', '=', 'waiting').execute();
        }
      }),

    markPosted: (posted: Posted) => storage.write((work) => markPosted(work, posted)),

    /** They wait for another attempt, and their place rests. */
    markFailed: (place: WatchPlace, seqs: readonly number[], restMs: (failures: number) => number) =>
      storage.write(async ({ db, now }) => {
        for (const some of slices(seqs)) {
          const rows = db.updateTable('watch_notification').set((eb) => ({ attempts: eb('attempts', '+', 1) }));
          await rows.where('seq', 'in', some).execute();
        }
        const failed = db.updateTable('watch_place').set((eb) => ({ failures: eb('failures', '+', 1) }));
        const row = await at(failed, place).returning('failures').executeTakeFirst();
        const next_at = now + Math.round(restMs(row?.failures ?? 1));
        await at(db.updateTable('watch_place').set({ next_at }), place).execute();
      }),

    /** Nobody is to read them any more. */
    markDropped: (seqs: readonly number[]) =>
      storage.write(async ({ db }) => {
        for (const some of slices(seqs)) {
          const rows = db.updateTable('watch_notification').set({ state: 'dropped' }).where('seq', 'in', some);
          await rows.where('state', '=', 'waiting').execute();
        }
      }),

    /** Pauses one watch, and says so in its channel. */
    pauseWatch: (watch: string, hindrance: Hindrance) => storage.write((work) => pauseWatch(work, watch, hindrance)),

    /** Pauses every watch of a place that takes no message, and tells the owners. How many. */
    pausePlace: (place: WatchPlace, why: string) => storage.write((work) => pausePlace(work, place, why)),

    /** Deletes what was posted, or dropped, and noticed before this time. */
    prune: (before: number) =>
      storage.write(async ({ db }) => {
        const old = db.deleteFrom('watch_notification').where('state', 'in', ['posted', 'dropped']);
        await old.where('at', '<', before).execute();
      }),
  };
}

function* slices(seqs: readonly number[]): Generator<number[]> {
  for (let from = 0; from < seqs.length; from += AT_ONCE) yield seqs.slice(from, from + AT_ONCE);
}

async function markPosted({ db, now }: Work, posted: Posted): Promise<void> {
  const { place, seqs, address, roots = [], stale = [], edited } = posted;
  const stands = address === undefined ? null : JSON.stringify(address);
  for (const some of slices(seqs)) {
    const rows = db.updateTable('watch_notification').set({ state: 'posted', address: stands, posted_at: now });
    await rows.where('seq', 'in', some).where('state', '=', 'waiting').execute();
  }
  for (const { watch, subject } of stands === null ? [] : roots) {
    await db
      .insertInto('watch_root')
      .values({ watch, subject, address: stands ?? '', stale_at: null })
      .onConflict((conflict) =>
        conflict.columns(['watch', 'subject']).doUpdateSet({ address: stands ?? '', stale_at: null }),
      )
      .execute();
  }
  for (const { watch, subject } of stale) {
    const root = db.updateTable('watch_root').set({ stale_at: now }).where('watch', '=', watch);
    await root.where('subject', '=', subject).execute();
  }
  for (const { watch, subject } of edited?.roots ?? []) {
    const which = { watch, subject };
    if (edited?.isGone)
      await db
        .deleteFrom('watch_root')
        .where((eb) => eb.and(which))
        .execute();
    else
      await db
        .updateTable('watch_root')
        .set({ stale_at: null })
        .where((eb) => eb.and(which))
        .execute();
  }
  await at(db.updateTable('watch_place').set({ next_at: now + SPACING_MS, failures: 0 }), place).execute();
}
