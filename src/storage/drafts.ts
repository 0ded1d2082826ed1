import type { Kysely } from 'kysely';
import { type Lease, noLease } from '../journal/leases.ts';
import type { DraftRow, JournalTables } from './schema.ts';

/** Keeps a draft, in place of an earlier one of that key. Not on the chain: it is nobody's intent yet. With a lease, its form is owed to its person. */
export async function keepDraft(
  db: Kysely<JournalTables>,
  draft: Pick<DraftRow, 'key' | 'draft' | 'until'>,
  lease: Lease = noLease,
): Promise<void> {
  const { key, ...row } = { ...draft, ...lease };
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

export async function markShown(db: Kysely<JournalTables>, key: string): Promise<void> {
  await db.updateTable('journal_draft').set(noLease).where('key', '=', key).execute();
}

/** Gives the caller the forms whose leases ran out; none is believed for longer than a lease, see `Leases`. */
export async function takeOverDrafts(
  db: Kysely<JournalTables>,
  { limit, now, lease }: { limit: number; now: number; lease: Lease },
): Promise<{ key: string; draft: string }[]> {
  const latest = lease.lease_until ?? now;
  await db.updateTable('journal_draft').set({ lease_until: latest }).where('lease_until', '>', latest).execute();
  return db
    .updateTable('journal_draft')
    .set(lease)
    .where('key', 'in', (due) =>
      due.selectFrom('journal_draft').select('key').where('lease_until', '<=', now).orderBy('until').limit(limit),
    )
    .returning(['key', 'draft'])
    .execute();
}

export async function dropOldDrafts(db: Kysely<JournalTables>, now: number): Promise<void> {
  await db.deleteFrom('journal_draft').where('until', '<=', now).execute();
}
