import { hash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { newReference } from '../journal/reference.ts';
import type { Work } from '../storage/group-commit.ts';
import { noLease } from '../storage/leases.ts';
import type { Tables } from '../storage/schema.ts';
import { watchOf } from './rows.ts';
import { canonicalJson } from './values.ts';
import type { Watch, WatchSource } from './watch.ts';

type Db = Pick<Kysely<Tables>, 'selectFrom'>;

/** Equal for two sources that ask the same. Short, whatever is asked: it is indexed. */
export function keyOfSource(source: WatchSource): string {
  if (source.kind !== 'records') return canonicalJson(source);
  return `${source.operation} ${hash('sha1', canonicalJson(source.input)).slice(0, 20)}`;
}

/** The watch of this id, in whatever state. */
export async function findWatch(db: Db, id: string): Promise<Watch | undefined> {
  const row = await db.selectFrom('watch').selectAll().where('id', '=', id).executeTakeFirst();
  return row && watchOf(row);
}

/** The watches of a source that were not stopped: a paused one is owed what happens meanwhile. */
export async function watchesOf(db: Db, kind: WatchSource['kind'], key?: string): Promise<Watch[]> {
  let query = db.selectFrom('watch').selectAll().where('source_kind', '=', kind).where('state', '!=', 'stopped');
  if (key !== undefined) query = query.where('source_key', '=', key);
  return (await query.orderBy('created_at').execute()).map(watchOf);
}

const rowOf = (watch: Watch) => ({
  id: watch.id,
  door: watch.place.door,
  place: watch.place.address,
  owner_id: watch.owner.id,
  owner_team: watch.owner.team,
  source_kind: watch.source.kind,
  source_key: keyOfSource(watch.source),
  source: JSON.stringify(watch.source),
  settings: JSON.stringify(watch.settings),
  state: watch.state,
  pause_reason: watch.pause?.reason ?? null,
  pause_why: watch.pause?.why ?? null,
  pause_until: watch.pause?.until ?? null,
  created_at: watch.createdAt,
});

/** Puts a watch on record as it is given, in place of what it was. */
export async function putWatch({ db }: Work, watch: Watch): Promise<void> {
  const { id, ...row } = rowOf(watch);
  await db
    .insertInto('watch')
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

/** A short and readable id. */
export const newWatchId = (): string => newReference('W');

const activeOf = ({ db }: Work, key: string) =>
  db
    .selectFrom('watch')
    .selectAll()
    .where('source_kind', '=', 'records')
    .where('source_key', '=', key)
    .where('state', '=', 'active')
    .execute();

/**
 * Keeps the question of a watch as often asked as its watches want. `isHurried`: it is asked at once, from where a watch
 * that is new begins.
 */
export async function putQuery(work: Work, { source }: Watch, isHurried: boolean): Promise<void> {
  if (source.kind !== 'records') return;
  const key = keyOfSource(source);
  const active = (await activeOf(work, key)).map(watchOf);
  if (active.length === 0) return;
  const every_ms = Math.min(...active.map(({ settings }) => settings.everyMs));
  const { db, now } = work;
  const answers = { baseline_at: null, last_answer_at: null, failures: 0, last_failure: null };
  const row = { key, operation: source.operation, input: JSON.stringify(source.input), every_ms, next_at: now };
  await db
    .insertInto('watch_query')
    .values({ ...row, ...answers, ...noLease })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        every_ms,
        ...(isHurried
          ? { next_at: now, failures: 0 }
          : // A shorter interval counts from now on.
            {
              next_at: sql<number>`case when watch_query.next_at > ${now + every_ms} then ${now + every_ms} else watch_query.next_at end`,
            }),
      }),
    )
    .execute();
}

/** The first watch of the journal starts from what is on record now. Part of the write that makes it. */
export async function startJournalCounter(work: Work): Promise<void> {
  const watched = work.db.selectFrom('watch').select('id').where('source_kind', '=', 'journal');
  if (await watched.where('state', '!=', 'stopped').executeTakeFirst()) return;
  const value = work.ledger.nextSeq - 1;
  await work.db
    .insertInto('watch_counter')
    .values({ name: 'journal', value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}
