import type { Actor } from '../journal/intent.ts';
import type { Storage } from '../storage/storage.ts';
import { describeWatch } from './describe.ts';
import { watchOf } from './rows.ts';
import { keyOfSource } from './store.ts';
import type { Watch, WatchPlace } from './watch.ts';
import type { ListedWatch } from './watches.ts';

/** More are not read by anybody. */
const MOST = 100;

async function healthOf({ db }: Pick<Storage, 'db'>, watch: Watch): Promise<Omit<ListedWatch, 'watch' | 'title'>> {
  const query = await db
    .selectFrom('watch_query')
    .select(['last_answer_at', 'failures'])
    .where('key', '=', keyOfSource(watch.source))
    .executeTakeFirst();
  const owed = await db
    .selectFrom('watch_notification')
    .select((eb) => [eb.fn.countAll<number>().as('waiting'), eb.fn.min('due_at').as('oldest')])
    .where('watch', '=', watch.id)
    .where('state', '=', 'waiting')
    .where('kind', '=', 'event')
    .executeTakeFirstOrThrow();
  const waiting = Number(owed.waiting);
  return {
    failures: query?.failures ?? 0,
    waiting,
    ...(query?.last_answer_at ? { lastAnswerAt: query.last_answer_at } : {}),
    ...(waiting > 0 && owed.oldest !== null ? { oldestDueAt: Number(owed.oldest) } : {}),
  };
}

/** The watches of a place and of a person that were not stopped, newest first, with how they are doing. */
export async function listWatches(
  storage: Pick<Storage, 'db'>,
  place: WatchPlace | undefined,
  actor: Actor,
): Promise<ListedWatch[]> {
  const rows = await storage.db
    .selectFrom('watch')
    .selectAll()
    .where('state', '!=', 'stopped')
    .where((eb) =>
      eb.or([
        eb('owner_id', '=', actor.id),
        ...(place ? [eb.and([eb('door', '=', place.door), eb('place', '=', place.address)])] : []),
      ]),
    )
    .orderBy('created_at', 'desc')
    .limit(MOST)
    .execute();
  return Promise.all(
    rows.map(watchOf).map(async (watch) => ({
      watch,
      title: describeWatch(watch),
      ...(await healthOf(storage, watch)),
    })),
  );
}
