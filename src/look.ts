import type { Facts } from './card.ts';
import type { Clients } from './clients.ts';
import { imageOf } from './image.ts';
import { changeFacts } from './input-facts.ts';
import type { Entry } from './intent.ts';
import type { Journal } from './journal/journal.ts';
import type { Operation } from './operation.ts';
import { previewOf } from './perform.ts';

/**
 * What the input of a wish does not say of what is about to happen: the record's name and each change as before -> after,
 * from the vendor, or from what the bot last sent there. Empty when neither tells.
 */
export async function lookAhead(
  entry: Entry,
  operation: Operation,
  parts: { clients: Clients; journal: Journal },
): Promise<Facts> {
  try {
    if (operation.preview) return await previewOf(parts.clients, operation, entry.input);
    const before = operation.undo && (await imageOf(operation, entry, parts));
    // What would put everything back names all that changes, and leaves out what cannot be taken back, like a message.
    const back = before && operation.undo?.({ input: entry.input, before });
    return back ? changeFacts(operation, back, entry.input) : {};
  } catch {
    return {};
  }
}
