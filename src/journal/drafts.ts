import type { Kysely } from 'kysely';
import type { JournalTables } from './schema.ts';

/**
 * Keeps a draft until a time, in place of an earlier one of that key. `dueAt`: when the person is owed it, unless it was
 * shown by then. Not on the chain: nobody has asked for anything yet.
 */
export async function keepDraft(
  db: Kysely<JournalTables>,
  key: string,
  draft: string,
  times: { until: number; dueAt: number | null },
): Promise<void> {
  const row = { draft, until: times.until, due_at: times.dueAt };
  await db
    .insertInto('journal_draft')
    .values({ key, ...row })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
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

/** The person has seen it, or was offered it. */
export async function markDraftShown(db: Kysely<JournalTables>, key: string): Promise<void> {
  await db.updateTable('journal_draft').set({ due_at: null }).where('key', '=', key).execute();
}

/** Drafts that are due, at most `limit`; they are due again after `againInMs`, so whoever claims them may die. */
export async function claimDueDrafts(
  db: Kysely<JournalTables>,
  { limit, againInMs, now }: { limit: number; againInMs: number; now: number },
): Promise<{ key: string; draft: string }[]> {
  return db
    .updateTable('journal_draft')
    .set({ due_at: now + againInMs })
    .where('key', 'in', (due) =>
      due
        .selectFrom('journal_draft')
        .select('key')
        .where('due_at', '<=', now)
        .where('until', '>', now)
        .orderBy('due_at')
        .limit(limit),
    )
    .returning(['key', 'draft'])
    .execute();
}

export async function dropOldDrafts(db: Kysely<JournalTables>, now: number): Promise<void> {
  await db.deleteFrom('journal_draft').where('until', '<=', now).execute();
}
