import type { Work } from '../storage/group-commit.ts';
import type { MessageAddress, MessagePurpose } from './intent.ts';

/** Remembers where a message of an entry stands. Messages are not on the chain. */
export async function placeMessage(
  { db }: Work,
  { reference, purpose, address }: { reference: string; purpose: MessagePurpose; address: MessageAddress },
): Promise<void> {
  const entry = db.selectFrom('journal').select('messages').where('reference', '=', reference);
  const placed = (await entry.executeTakeFirst())?.messages ?? '{}';
  const messages = JSON.stringify({ ...JSON.parse(placed), [purpose]: address });
  await db.updateTable('journal').set({ messages }).where('reference', '=', reference).execute();
}
