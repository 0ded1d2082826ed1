import type { Kysely } from 'kysely';
import type { Actor } from '../journal/intent.ts';
import type { Tables } from '../storage/schema.ts';
import type { Storage } from '../storage/storage.ts';
import { waitingOf } from './health.ts';
import { watchOf } from './rows.ts';
import { keyOfSource } from './store.ts';
import type { Watch, WatchPlace } from './watch.ts';
import type { ListedWatch } from './watches.ts';

/** More are not read by anybody. */
const MOST = 100;

async function answersOf(db: Kysely<Tables>, watches: readonly Watch[]) {
  const keys = [...new Set(watches.map(({ source }) => keyOfSource(source)))];
  if (keys.length === 0) return new Map<string, never>();
  const rows = db.selectFrom('watch_query').select(['key', 'last_answer_at', 'failures']).where('key', 'in', keys);
  return new Map((await rows.execute()).map((row) => [row.key, row]));
}

/** The watches of a place and of a person that were not stopped, newest first, with how they are doing. */
export async function listWatches(
  storage: Pick<Storage, 'db' | 'now'>,
  place: WatchPlace | undefined,
  actor: Actor,
  titleOf: (watch: Watch) => string,
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
  const watches = rows.map(watchOf);
  const [answers, waiting] = await Promise.all([
    answersOf(storage.db, watches),
    waitingOf(
      storage.db,
      await storage.now(),
      watches.map(({ id }) => id),
    ),
  ]);
  return watches.map((watch) => {
    const query = answers.get(keyOfSource(watch.source));
    return {
      watch,
      title: titleOf(watch),
      failures: query?.failures ?? 0,
      ...(query?.last_answer_at ? { lastAnswerAt: query.last_answer_at } : {}),
      ...(waiting.get(watch.id) ?? { waiting: 0 }),
    };
  });
}
