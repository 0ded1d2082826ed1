import { type Kysely, PostgresAdapter, type RawBuilder, sql } from 'kysely';
import type { Work } from '../storage/group-commit.ts';
import type { Tables } from '../storage/schema.ts';
import type { MessageAddress, MessagePurpose } from './intent.ts';

/** One message's address as JSON for `withMessage`. */
export const addressed = (purpose: MessagePurpose, address: MessageAddress): string =>
  JSON.stringify({ [purpose]: address });

/** The column `messages` with one more address in it. Messages are not on the chain. */
export function withMessage(db: Kysely<Tables>, added: string): RawBuilder<string | null> {
  return db.getExecutor().adapter instanceof PostgresAdapter
    ? sql`(coalesce(messages, '{}')::jsonb || ${added}::jsonb)::text`
    : sql`json_patch(coalesce(messages, '{}'), ${added})`;
}

/** Remembers where a message of an entry stands. */
export async function placeMessage(
  { db }: Work,
  { reference, purpose, address }: { reference: string; purpose: MessagePurpose; address: MessageAddress },
): Promise<void> {
  const messages = withMessage(db, addressed(purpose, address));
  await db.updateTable('journal').set({ messages }).where('reference', '=', reference).execute();
}
