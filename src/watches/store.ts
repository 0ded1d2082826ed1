import type { Kysely } from 'kysely';
import { newReference } from '../journal/reference.ts';
import type { Work } from '../storage/group-commit.ts';
import type { Tables } from '../storage/schema.ts';
import type { WatchNotice } from './notification.ts';
import { watchOf } from './rows.ts';
import { nextNumbers } from './sequence.ts';
import { canonicalJson } from './values.ts';
import type { Watch, WatchSource } from './watch.ts';

type Db = Pick<Kysely<Tables>, 'selectFrom'>;

/** Equal for two sources that ask the same. */
export const keyOfSource = (source: WatchSource): string =>
  source.kind === 'records' ? `${source.operation} ${canonicalJson(source.input)}` : canonicalJson(source);

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

export const newWatchId = (): string => newReference('W');

/** Says something about a watch in its channel, in the order of its notifications. */
export async function putNotice(work: Work, watch: Watch, notice: WatchNotice): Promise<void> {
  await work.db
    .insertInto('watch_notification')
    .values({
      seq: await nextNumbers(work, 1),
      watch: watch.id,
      door: watch.place.door,
      place: watch.place.address,
      kind: 'notice',
      subject: watch.id,
      body: JSON.stringify(notice),
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

/** Keeps the query of a watch as often asked as its watches want; a new one, or one that was resumed, is asked at once. */
export async function putQuery({ db, now }: Work, { source }: Watch, isHurried: boolean): Promise<void> {
  if (source.kind !== 'records') return;
  const key = keyOfSource(source);
  const active = (
    await db
      .selectFrom('watch')
      .selectAll()
      .where('source_kind', '=', 'records')
      .where('source_key', '=', key)
      .where('state', '=', 'active')
      .execute()
  ).map(watchOf);
  if (active.length === 0) return;
  const every = Math.min(...active.map(({ settings }) => settings.everyMs));
  await db
    .insertInto('watch_query')
    .values({
      key,
      operation: source.operation,
      input: JSON.stringify(source.input),
      every_ms: every,
      next_at: now,
      baseline_at: null,
      last_answer_at: null,
      failures: 0,
      last_failure: null,
      lease_owner: null,
      lease_until: null,
    })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({ every_ms: every, ...(isHurried ? { next_at: now, failures: 0 } : {}) }),
    )
    .execute();
}
/** The first watch of the journal starts from what is on record now. */
export async function startJournalCounter({ db }: Work): Promise<void> {
  const chain = await db.selectFrom('journal_chain').select('seq').executeTakeFirst();
  await db
    .insertInto('watch_counter')
    .values({ name: 'journal', value: chain?.seq ?? 0 })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
}
