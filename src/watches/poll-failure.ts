import { type Failure, OperationError } from '../errors.ts';

/** So many failures in a row pause the watches. */
const MOST_FAILURES = 10;
const LONGEST_MS = 60 * 60_000;

/** What a watch asks no longer exists, or its values no longer fit. */
export const brokenError = (): OperationError =>
  new OperationError({ kind: 'input', message: 'What this watch asks for no longer exists in this form.' });

/** When to ask again after so many failures in a row: each time twice as late, up to an hour, and not before the vendor said. */
export function backOffMs(everyMs: number, failures: number, { retryAfterSeconds = 0 }: Failure): number {
  const doubled = Math.min(everyMs * 2 ** Math.min(failures - 1, 20), Math.max(LONGEST_MS, everyMs));
  return Math.max(doubled, retryAfterSeconds * 1000);
}

/** Why a failure pauses the watches, if it does: at once where asking again cannot help, else after ten in a row. */
export function pausesFor(
  { kind, message }: Failure,
  failures: number,
): { reason: 'vendor' | 'broken'; why: string } | undefined {
  if (kind === 'input' || kind === 'denied') return { reason: 'broken', why: message };
  if (failures < MOST_FAILURES) return undefined;
  return { reason: 'vendor', why: `There was no answer ${MOST_FAILURES} times in a row. The last reason: ${message}` };
}
