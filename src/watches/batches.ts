import type { Kysely } from 'kysely';
import type { Work } from '../storage/group-commit.ts';
import type { Tables } from '../storage/schema.ts';
import { describeWatch } from './describe.ts';
import { bodyOf, enqueue } from './enqueue.ts';
import type { Notification } from './notification.ts';
import { findWatch } from './store.ts';
import type { Watch } from './watch.ts';

/** All notifications of one message, in their order. Undefined after it was deleted. */
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
  const said = { ...(example ?? nothingYet(watch, work.now)), at: work.now };
  const { subject, critical, at } = said;
  await enqueue(work, [{ watch, kind: 'test', subject, body: bodyOf(said), critical, at }]);
}
