import type { Insertable } from 'kysely';
import type { Work } from '../storage/group-commit.ts';
import type { Lease } from '../storage/leases.ts';
import type { JournalRow } from '../storage/schema.ts';
import { statement } from '../storage/statement.ts';
import type { Intent } from './intent.ts';
import { newReference } from './reference.ts';
import { noAttempts, toRow } from './rows.ts';

export interface NewEntry {
  intent: Intent;
  state: 'accepted' | 'proposed';
  subject: string | undefined;
  does: 'read' | 'write';
  lease: Lease;
}

const insertNew = statement<Insertable<JournalRow>, JournalRow>((db, [entry]) =>
  db
    .insertInto('journal')
    .values(entry)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll(),
);

/** Inserts an intent, or finds the row that an earlier delivery of it made. */
export async function insert(
  { db, ledger, now }: Work,
  { intent, state, subject, does, lease }: NewEntry,
): Promise<{ row: JournalRow; isNew: boolean }> {
  for (;;) {
    const entry = {
      ...toRow(newReference(), intent, subject, does),
      state,
      accepted_at: now,
      ended_at: state === 'accepted' ? null : now,
      ...lease,
      ...noAttempts,
      event_seq: ledger.nextSeq,
      place: ledger.nextSeq,
    };
    const [row] = await insertNew(db, [entry]);
    if (row) {
      ledger.append(row, now, intent.actor);
      return { row, isNew: true };
    }
    const known = await db.selectFrom('journal').selectAll().where('key', '=', intent.key).executeTakeFirst();
    if (known) return { row: known, isNew: false };
    // Neither inserted nor found: the reference was taken, so the next round draws another.
  }
}

const findHeld = statement<{ reference: string; owner: string }, unknown>((db, [{ reference, owner }]) =>
  db
    .selectFrom('journal')
    .select('reference')
    .where('reference', '=', reference)
    .where('state', 'in', ['accepted', 'running'])
    .where('lease_owner', '=', owner),
);

/** Whether an entry is under way and leased to this owner. */
export const isHeld = async (db: Work['db'], reference: string, owner: string): Promise<boolean> =>
  (await findHeld(db, [{ reference, owner }])).length > 0;
