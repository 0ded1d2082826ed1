import { type Kysely, sql } from 'kysely';
import type { Condition } from './change.ts';
import type { State } from './intent.ts';
import { noLease } from './leases.ts';
import type { JournalRow, JournalTables } from '../storage/schema.ts';

/** Counts one failed attempt to notify the person. Undefined when the entry is not in this state, or not `mine`. */
export const countAttempt = (
  db: Kysely<JournalTables>,
  reference: string,
  state: State,
  mine: Condition,
): Promise<JournalRow | undefined> =>
  db
    .updateTable('journal')
    .set({ attempts: sql<number>`attempts + 1` })
    .where('reference', '=', reference)
    .where('state', '=', state)
    .where(mine)
    .returningAll()
    .executeTakeFirst();

/** Takes the lease away for good. Undefined when the entry is not in this state, or was given up before. */
export const markUndeliverable = (
  db: Kysely<JournalTables>,
  reference: string,
  state: State,
  now: number,
): Promise<{ reference: string } | undefined> =>
  db
    .updateTable('journal')
    .set({ ...noLease, undeliverable_at: now })
    .where('reference', '=', reference)
    .where('state', '=', state)
    .where('undeliverable_at', 'is', null)
    .returning('reference')
    .executeTakeFirst();
