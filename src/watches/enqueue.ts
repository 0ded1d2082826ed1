import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Work } from '../storage/group-commit.ts';
import type { WatchNotificationRow } from '../storage/watch-schema.ts';
import { dueAt } from './due.ts';
import type { Notification, WatchNotice } from './notification.ts';
import { nextNumbers } from './sequence.ts';
import type { Watch } from './watch.ts';

/** One statement takes only so many parameters, and on SQLite each one stops the event loop. */
const ROWS_AT_ONCE = 50;

/** What is owed to the place of one watch. */
export interface Owed {
  watch: Pick<Watch, 'id' | 'place' | 'settings'>;
  kind: 'event' | 'test';
  subject: string;
  /** A `Notification` as JSON. */
  body: string;
  critical: boolean;
  at: number;
  /** Nobody is notified: it only is what the message of the record, if there is one, has to show from now on. */
  onlyShows?: boolean;
}

type Row = Omit<WatchNotificationRow, 'seq'>;

const unposted = { attempts: 0, batch: null, address: null, posted_at: null } as const;

const owedRow = ({ watch, onlyShows, critical, ...rest }: Owed, now: number): Row => ({
  watch: watch.id,
  door: watch.place.door,
  place: watch.place.address,
  ...rest,
  critical: critical ? 1 : 0,
  due_at: rest.kind === 'test' ? now : dueAt(watch.settings, now, critical),
  ...unposted,
  ...(onlyShows ? { state: 'posted', posted_at: now } : { state: 'waiting' }),
});

async function insertAll(work: Work, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const first = await nextNumbers(work, rows.length);
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    if (from > 0) await nextTurn();
    const some = rows.slice(from, from + ROWS_AT_ONCE).map((row, index) => ({ ...row, seq: first + from + index }));
    await work.db.insertInto('watch_notification').values(some).execute();
  }
}

/** False: there is no message of the record that could show it. */
async function hasStaleRoot({ db, now }: Work, { watch, subject }: Owed): Promise<boolean> {
  const root = db.updateTable('watch_root').set({ stale_at: now }).where('watch', '=', watch.id);
  return (await root.where('subject', '=', subject).returning('watch').executeTakeFirst()) !== undefined;
}

/** Puts notifications into the outbox. Part of the write that noticed what they are about. */
export async function enqueue(work: Work, owed: readonly Owed[]): Promise<void> {
  const rows: Row[] = [];
  for (const one of owed) if (!one.onlyShows || (await hasStaleRoot(work, one))) rows.push(owedRow(one, work.now));
  await insertAll(work, rows);
}

/** The body of an outbox row. */
export const bodyOf = (said: Notification | WatchNotice): string => JSON.stringify(said);

/** Puts a notice about each watch into the outbox, due at once. Part of the write that changed them. */
export const enqueueNotices = (
  work: Work,
  notices: readonly { watch: Pick<Watch, 'id' | 'place'>; notice: WatchNotice }[],
): Promise<void> =>
  insertAll(
    work,
    notices.map(({ watch, notice }) => ({
      watch: watch.id,
      door: watch.place.door,
      place: watch.place.address,
      kind: 'notice',
      subject: '',
      body: bodyOf(notice),
      // What is said of a watch comes before what it has to say.
      critical: 1,
      at: work.now,
      due_at: work.now,
      ...unposted,
      state: 'waiting',
    })),
  );
