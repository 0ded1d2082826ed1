import type { Expression, ExpressionBuilder, RawBuilder, SqlBool } from 'kysely';
import type { Work } from '../storage/group-commit.ts';
import type { JournalRow, Tables } from '../storage/schema.ts';
import type { Actor, State } from './intent.ts';

export type Condition = (row: ExpressionBuilder<Tables, 'journal'>) => Expression<SqlBool>;

export interface Change {
  from: readonly State[];
  /** A further condition on the row. */
  provided?: Condition;
  set: Partial<Omit<JournalRow, 'messages'>> & { messages?: string | null | RawBuilder<string | null> };
  now: number;
  /** The person who does it. Absent: the bot. */
  by?: Actor | 'its actor' | undefined;
}

/** Changes one entry and appends it to the chain. Undefined when the conditions do not hold. */
export async function change(
  { db, ledger }: Work,
  reference: string,
  { from, provided, set, now, by }: Change,
): Promise<JournalRow | undefined> {
  const due = db
    .updateTable('journal')
    .set({ ...set, event_seq: ledger.nextSeq })
    .where('reference', '=', reference)
    .where('state', 'in', from);
  const row = await (provided ? due.where(provided) : due).returningAll().executeTakeFirst();
  if (row) ledger.append(row, now, by === 'its actor' ? { id: row.actor_id, team: row.actor_team } : by);
  return row;
}
