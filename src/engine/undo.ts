import { OperationError } from '../errors.ts';
import type { Entry, State } from '../intent.ts';
import type { Journal } from '../journal/journal.ts';
import type { Operation } from '../operation.ts';
import { isSame, type Snapshot } from './snapshot.ts';

const MINUTE_MS = 60_000;

/** The bot says no, not the vendor. */
export const refusal = (message: string): OperationError => new OperationError({ kind: 'input', message });

/** Why there is nothing more to undo, by what became of the last attempt. */
const UNDO_STANDS: Partial<Record<State, string>> = {
  accepted: 'This is being undone',
  running: 'This is being undone',
  awaiting_approval: 'Undoing this waits for approval',
  succeeded: 'This was undone already',
  unknown: 'Nobody knows yet whether this was undone',
};

/** The input that would put everything back. Throws an OperationError that says why it cannot be undone. */
export function undoInput(entry: Entry, operation: Operation, undoMinutes: number): Record<string, unknown> {
  const { before, input, endedAt = 0 } = entry;
  if (entry.state !== 'succeeded' || !operation.undo || !before) throw refusal('This cannot be undone.');
  if (Date.now() - endedAt > undoMinutes * MINUTE_MS) {
    throw refusal(`This can be undone for ${undoMinutes} minutes only, and that time is over.`);
  }
  const back = operation.undo({ input, before });
  if (!back) throw refusal('There is nothing to put back: it changed nothing.');
  return operation.input.parse(back) as Record<string, unknown>;
}

/**
 * The key of an undo: one for each attempt, so that a second press finds the first, but what did not come about can be
 * tried once more. Throws an OperationError when it is undone, or may be.
 */
export async function undoKey(reference: string, journal: Journal): Promise<string> {
  const last = await journal.lastUndoOf(reference);
  if (!last) return `undo:${reference}`;
  const why = UNDO_STANDS[last.state];
  if (why) throw refusal(`${why}: ${last.reference}.`);
  return last.state === 'proposed' ? last.key : `undo:${reference}:${last.reference}`;
}

/** Whether every value that was sent still stands there. */
function stands(operation: Operation, sent: Snapshot, now: Snapshot): boolean {
  const emptied = operation.emptied === undefined ? [] : ((sent[operation.emptied] as string[] | undefined) ?? []);
  const wanted = { ...sent, ...Object.fromEntries(emptied.map((name) => [name, undefined])) };
  const own = new Set([operation.subject, operation.emptied]);
  return Object.entries(wanted).every(
    ([name, value]) => own.has(name) || !Object.hasOwn(now, name) || isSame(value, now[name]),
  );
}

/**
 * Rejects with an OperationError when somebody changed the record since the intent that `entry` takes back. `now`: the
 * record as it stands, where the vendor can be read.
 */
export async function checkUnchangedSince(
  { undoes }: Pick<Entry, 'undoes'>,
  operation: Operation,
  now: Snapshot | undefined,
  journal: Journal,
): Promise<void> {
  const undone = undoes === undefined ? undefined : await journal.find(undoes);
  if (!undone) return;
  const { input, reference, subject } = undone;
  if (operation.prefill) {
    if (!now || !stands(operation, input, now)) {
      throw refusal('Somebody changed the record since, so putting the old values back could undo their work too.');
    }
  } else if (subject && (await journal.lastSent(subject))?.reference !== reference) {
    throw refusal('Something else was sent for this record since, so the old values may not be right any more.');
  }
}
