import type { Entry, Outcome } from './intent.ts';
import type { Journal } from './journal/journal.ts';
import type { Operation } from './operation.ts';
import { isRepeatable } from './operation.ts';

/** How a write ends that a dead process may have sent, and that must not be sent again. */
export const interrupted = (newer?: Entry): Outcome => ({
  state: 'unknown',
  tookMs: 0,
  failure: {
    kind: 'unavailable',
    message: newer
      ? `The bot was interrupted while it was doing this. It was not sent again, because ${newer.reference} for the same record came later.`
      : 'The bot was interrupted while it was doing this.',
    outcomeUnknown: true,
  },
});

/** How an entry ends whose operation another version of the bot knew: what never started was certainly not done. */
export function unknownOperation({ state, operation }: Pick<Entry, 'state' | 'operation'>): Outcome {
  const message = `This version of the bot does not know "${operation}".`;
  if (state === 'accepted') return { state: 'failed', tookMs: 0, failure: { kind: 'bug', message } };
  return { state: 'unknown', tookMs: 0, failure: { kind: 'bug', message, outcomeUnknown: true } };
}

/**
 * The reason not to send an entry again that may be done already: it could overwrite a later write. Undefined when there
 * is none. What adds something overwrites nothing, and is never repeatable.
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
