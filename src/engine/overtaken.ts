import type { Entry } from '../journal/intent.ts';
import type { Journal } from '../journal/journal.ts';
import type { Operation } from '../operations/operation.ts';
import { isRepeatable } from '../operations/operation.ts';

/**
 * Says why an entry that may be done must not be sent again: it could overwrite a later write. Undefined when it can be
 * sent. Operations that add something are never repeatable and overwrite nothing.
 */
export async function whyNotAgain(
  journal: Pick<Journal, 'newerWrites'>,
  operation: Operation,
  { reference, input }: Pick<Entry, 'reference' | 'input'>,
): Promise<string | undefined> {
  if (operation.risk === 'read' || !isRepeatable(operation, input)) return undefined;
  const [newer] = await journal.newerWrites(reference);
  return (
    newer &&
    `${newer.reference} for the same record came later, and sending ${reference} again could overwrite it. If you want that, type the command.`
  );
}
