import { sql, type UpdateResult } from 'kysely';
import type { Work } from '../storage/group-commit.ts';
import { noLease } from '../storage/leases.ts';
import type { JournalRow } from '../storage/schema.ts';
import { addressed, type Condition, withMessage } from './change.ts';
import type { MessageAddress, State } from './intent.ts';

/**
 * Releases the lease of an entry whose person knows this state, unless the state changed meanwhile. The address of the
 * message is kept in both cases.
 */
export async function markNotified(
  { db }: Work,
  { reference, state, result }: { reference: string; state: State; result: MessageAddress | undefined },
): Promise<void> {
  const messages = result === undefined ? {} : { messages: withMessage(db, addressed('result', result)) };
  const known = { ...noLease, ...messages };
  const entry = db.updateTable('journal').set(known).where('reference', '=', reference);
  const [{ numUpdatedRows }] = (await entry.where('state', '=', state).execute()) as [UpdateResult];
  if (numUpdatedRows === 0n && result !== undefined)
    await db.updateTable('journal').set(messages).where('reference', '=', reference).execute();
}

/** Counts one failed attempt to notify the person. Undefined when the entry is not in this state, or not `mine`. */
export const countAttempt = (
  { db }: Work,
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

/** Takes the lease away for good. Undefined when the entry is not in this state, or was marked before. */
export const markUndeliverable = (
  { db, now }: Work,
  reference: string,
  state: State,
): Promise<{ reference: string } | undefined> =>
  db
    .updateTable('journal')
    .set({ ...noLease, undeliverable_at: now })
    .where('reference', '=', reference)
    .where('state', '=', state)
    .where('undeliverable_at', 'is', null)
    .returning('reference')
    .executeTakeFirst();
