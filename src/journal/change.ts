import {
  type Expression,
  type ExpressionBuilder,
  type Kysely,
  PostgresAdapter,
  type RawBuilder,
  type SqlBool,
  sql,
} from 'kysely';
import type { Work } from '../storage/group-commit.ts';
import type { JournalRow, Tables } from '../storage/schema.ts';
import { statement } from '../storage/statement.ts';
import type { Actor, MessageAddress, MessagePurpose, State } from './intent.ts';

export type Condition = (row: ExpressionBuilder<Tables, 'journal'>) => Expression<SqlBool>;

export interface Change {
  from: readonly State[];
  /** Only for the process of this name, if it has the lease. */
  owner?: string | undefined;
  /** What must hold besides. */
  provided?: Condition;
  set: Partial<Omit<JournalRow, 'messages'>>;
  /** Where the message stands that says how it ended, to keep with the others. */
  result?: MessageAddress | undefined;
  now: number;
  /** The person who does it. Absent: the bot. */
  by?: Actor | 'its actor' | undefined;
}

/** One message's address as JSON for `withMessage`. */
export const addressed = (purpose: MessagePurpose, address: MessageAddress): string =>
  JSON.stringify({ [purpose]: address });

/** The column `messages` with one more address in it. Messages are not on the chain. */
export function withMessage(db: Kysely<Tables>, added: string): RawBuilder<string | null> {
  return db.getExecutor().adapter instanceof PostgresAdapter
    ? sql`(coalesce(messages, '{}')::jsonb || ${added}::jsonb)::text`
    : sql`json_patch(coalesce(messages, '{}'), ${added})`;
}

/** The values of one change: columns by their names, the others apart. */
type Values = Partial<JournalRow> & { $reference: string; $owner?: string; $message?: string };

const updated = (db: Work['db'], { $reference, $owner, $message, ...columns }: Values, from: readonly State[]) => {
  const messages = $message === undefined ? {} : { messages: withMessage(db, $message) };
  const due = db
    .updateTable('journal')
    .set({ ...columns, ...messages })
    .where('reference', '=', $reference)
    .where('state', 'in', from);
  return ($owner === undefined ? due : due.where('lease_owner', '=', $owner)).returningAll();
};

const update = statement<Values, JournalRow>((db, [values], from) => updated(db, values, from.split(' ') as State[]));

/** Changes one entry and appends it to the chain. Undefined when the conditions do not hold. */
export async function change(
  { db, ledger }: Work,
  reference: string,
  { from, owner, provided, set, result, now, by }: Change,
): Promise<JournalRow | undefined> {
  const values: Values = {
    ...set,
    event_seq: ledger.nextSeq,
    $reference: reference,
    ...(owner === undefined ? {} : { $owner: owner }),
    ...(result === undefined ? {} : { $message: addressed('result', result) }),
  };
  const [row] = provided
    ? await updated(db, values, from).where(provided).execute()
    : await update(db, [values], from.join(' '));
  if (row) ledger.append(row, now, by === 'its actor' ? { id: row.actor_id, team: row.actor_team } : by);
  return row;
}

/** Remembers where a message of an entry stands. */
export async function placeMessage(
  { db }: Work,
  { reference, purpose, address }: { reference: string; purpose: MessagePurpose; address: MessageAddress },
): Promise<void> {
  const messages = withMessage(db, addressed(purpose, address));
  await db.updateTable('journal').set({ messages }).where('reference', '=', reference).execute();
}
