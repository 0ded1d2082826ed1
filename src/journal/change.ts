import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Work } from '../storage/group-commit.ts';
import type { Actor, State } from './intent.ts';
import type { JournalRow, JournalTables } from '../storage/schema.ts';

export type Condition = (row: ExpressionBuilder<JournalTables, 'journal'>) => Expression<SqlBool>;

export interface Change {
  from: readonly State[];
  /** What must hold besides. */
  provided?: Condition;
  set: Partial<JournalRow>;
  now: number;
  /** The person who does it. Absent: the bot. */
  by?: Actor | 'its actor' | undefined;
}

/** Changes one entry and puts it on the chain. Undefined when the conditions do not hold. */
export async function change(
  { db, chain }: Work,
  reference: string,
  { from, provided, set, now, by }: Change,
): Promise<JournalRow | undefined> {
  const due = db
    .updateTable('journal')
    .set({ ...set, event_seq: chain.nextSeq })
    .where('reference', '=', reference)
    .where('state', 'in', from);
  const row = await (provided ? due.where(provided) : due).returningAll().executeTakeFirst();
  if (row) chain.append(row, now, by === 'its actor' ? { id: row.actor_id, team: row.actor_team } : by);
  return row;
}
