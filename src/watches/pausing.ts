import type { Work } from '../storage/group-commit.ts';
import { noLease } from '../storage/leases.ts';
import type { WatchNotice } from './notification.ts';
import { nextNumbers } from './sequence.ts';
import type { PauseReason, WatchPlace } from './watch.ts';

interface NoticeRow {
  watch: string;
  door: string;
  /** Empty: the owner alone. */
  place: string;
  notice: WatchNotice;
}

/** Puts notices into the outbox, due at once. */
async function addNotices(work: Work, notices: readonly NoticeRow[]): Promise<void> {
  let seq = notices.length > 0 ? await nextNumbers(work, notices.length) : 0;
  const { db, now } = work;
  for (const { notice, ...row } of notices) {
    const waiting = { state: 'waiting', attempts: 0, batch: null, address: null, posted_at: null } as const;
    const times = { critical: 1, at: now, due_at: now };
    const said = { kind: 'notice', subject: '', body: JSON.stringify(notice) } as const;
    await db
      .insertInto('watch_notification')
      .values({ seq: seq++, ...row, ...said, ...times, ...waiting })
      .execute();
  }
}

/** Pauses one watch and says so in its channel, unless it is no longer active. */
export async function pauseWatch(
  work: Work,
  watch: string,
  { reason, why }: { reason: PauseReason; why: string },
): Promise<boolean> {
  const paused = await work.db
    .updateTable('watch')
    .set({ state: 'paused', pause_reason: reason, pause_why: why, pause_until: null })
    .where('id', '=', watch)
    .where('state', '=', 'active')
    .returning(['door', 'place'])
    .executeTakeFirst();
  if (paused) await addNotices(work, [{ watch, ...paused, notice: { what: 'paused', why } }]);
  return paused !== undefined;
}

/**
 * Pauses every watch of a place that takes no message. Nothing can be said there, so each owner gets one direct message.
 * Returns how many watches were paused.
 */
export async function pausePlace(work: Work, place: WatchPlace, why: string): Promise<number> {
  const { door, address } = place;
  const paused = await work.db
    .updateTable('watch')
    .set({ state: 'paused', pause_reason: 'place', pause_why: why, pause_until: null })
    .where('door', '=', door)
    .where('place', '=', address)
    .where('state', '=', 'active')
    .returning(['id', 'owner_id'])
    .execute();
  const ofOwners = new Map<string, string[]>();
  for (const { id, owner_id } of paused) ofOwners.set(owner_id, [...(ofOwners.get(owner_id) ?? []), id]);
  await addNotices(
    work,
    [...ofOwners.values()].map((ids) => ({
      watch: [...ids].sort()[0] ?? '',
      door,
      place: '',
      notice: { what: 'paused', why, elsewhere: { place, watches: ids.length } },
    })),
  );
  await work.db
    .updateTable('watch_place')
    .set({ failures: 0, next_at: work.now, ...noLease })
    .where('door', '=', door)
    .where('place', '=', address)
    .execute();
  return paused.length;
}

/** Lets go on what a person paused for a while that is over. */
export async function resumeDue({ db, now }: Work): Promise<void> {
  await db
    .updateTable('watch')
    .set({ state: 'active', pause_reason: null, pause_why: null, pause_until: null })
    .where('state', '=', 'paused')
    .where('pause_until', '<=', now)
    .execute();
}
