import { type SqlBool, sql } from 'kysely';
import type { Work } from '../storage/group-commit.ts';
import type { Storage } from '../storage/storage.ts';

const AT_ONCE = 500;

/** No watch that was not stopped asks it any more. `q` is the question. */
const isUnasked = sql<SqlBool>`not exists (
  select 1 from watch w where w.source_kind = 'records' and w.source_key = q.key and w.state <> 'stopped')`;

/** Deletes some records, or the question itself where none is left. Returns whether there is more to do. */
async function pruneSome({ db }: Work, key: string): Promise<boolean> {
  const unasked = db.selectFrom('watch_query as q').select('q.key').where('q.key', '=', key).where(isUnasked);
  if (!(await unasked.executeTakeFirst())) return false;
  const rows = db.selectFrom('watch_record').select('id').where('query', '=', key).limit(AT_ONCE);
  const ids = (await rows.execute()).map(({ id }) => id);
  if (ids.length > 0) await db.deleteFrom('watch_record').where('query', '=', key).where('id', 'in', ids).execute();
  else await db.deleteFrom('watch_query').where('key', '=', key).execute();
  return ids.length > 0;
}

/** Forgets the questions that nobody has any more, and their records. */
export async function pruneQueries(storage: Storage): Promise<void> {
  const unasked = storage.db.selectFrom('watch_query as q').select('q.key').where(isUnasked);
  for (const { key } of await unasked.execute()) while (await storage.write((work) => pruneSome(work, key)));
}
