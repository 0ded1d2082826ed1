import type { Kysely } from 'kysely';
import type { JournalTables } from './schema.ts';

/** Keeps a draft until a time, in place of an earlier one of that key. Not on the chain: it is nobody's wish yet. */
export async function keepDraft(db: Kysely<JournalTables>, key: string, draft: string, until: number): Promise<void> {
  await db
    .insertInto('journal_draft')
    .values({ key, draft, until })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ draft, until }))
    .execute();
}

export async function findDraft(db: Kysely<JournalTables>, key: string, now: number): Promise<string | undefined> {
  const row = await db
    .selectFrom('journal_draft')
    .select('draft')
    .where('key', '=', key)
    .where('until', '>', now)
    .executeTakeFirst();
  return row?.draft;
}

export async function dropOldDrafts(db: Kysely<JournalTables>, now: number): Promise<void> {
  await db.deleteFrom('journal_draft').where('until', '<=', now).execute();
}
