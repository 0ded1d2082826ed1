import type { Kysely } from 'kysely';
import type { Work } from '../storage/group-commit.ts';
import type { Tables } from '../storage/schema.ts';
import { describeWatch } from './describe.ts';
import type { Notification } from './notification.ts';
import { nextNumbers } from './sequence.ts';
import { findWatch } from './store.ts';
import type { Watch } from './watch.ts';

/** All that one message told of, in its order. Undefined after it was deleted. */
export async function batchOf(
  db: Kysely<Tables>,
  batch: string,
): Promise<{ watch: Watch; notifications: Notification[] } | undefined> {
  const rows = await db
    .selectFrom('watch_notification')
    .select(['watch', 'body'])
    .where('batch', '=', batch)
    .orderBy('seq')
    .limit(1_000)
    .execute();
  const watch = rows[0] && (await findWatch(db, rows[0].watch));
  if (!watch) return undefined;
  const own = rows.filter((row) => row.watch === watch.id);
  return { watch, notifications: own.map(({ body }) => JSON.parse(body) as Notification) };
}

/** What a test shows where there is nothing to take as an example. */
const nothingYet = (watch: Watch, at: number): Notification => ({
  event: 'happened',
  subject: watch.id,
  title: describeWatch(watch),
  card: { headline: `Nothing to show yet: ${describeWatch(watch)}` },
  changes: [],
  critical: false,
  at,
});

/** Puts an example into the outbox: from there it goes the way of every notification. */
export async function putTest(work: Work, watch: Watch, example: Notification | undefined): Promise<void> {
  const notification = { ...(example ?? nothingYet(watch, work.now)), at: work.now };
  await work.db
    .insertInto('watch_notification')
    .values({
      seq: await nextNumbers(work, 1),
      watch: watch.id,
      door: watch.place.door,
      place: watch.place.address,
      kind: 'test',
      subject: notification.subject,
      body: JSON.stringify(notification),
      critical: 1,
      at: work.now,
      due_at: work.now,
      state: 'waiting',
      attempts: 0,
      batch: null,
      address: null,
      posted_at: null,
    })
    .execute();
}
