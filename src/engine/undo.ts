import { OperationError } from '../errors.ts';
import type { Entry, State } from '../journal/intent.ts';
import type { Journal } from '../journal/journal.ts';
import type { Operation } from '../operations/operation.ts';
import { isSame, type Snapshot } from '../operations/snapshot.ts';

const MINUTE_MS = 60_000;

/** A refusal by the bot itself, not by the vendor. */
export const refusal = (message: string): OperationError => new OperationError({ kind: 'input', message });

/** The reason why nothing is left to undo, by the state of the last attempt. */
const UNDO_STANDS: Partial<Record<State, string>> = {
  accepted: 'This is being undone',
  running: 'This is being undone',
  awaiting_approval: 'Undoing this waits for approval',
  succeeded: 'This was undone already',
  unknown: 'Nobody knows yet whether this was undone',
};

/** The reason why a later write to the same record prevents an undo, by its state. */
const STILL_OPEN: Partial<Record<State, string>> = { accepted: 'is not done yet', running: 'is not done yet' };
const LEFT_OPEN = 'may have been done, so putting the old values back could undo it too';

/** Throws when one of the later writes to the record is under way, or may have been done. */
function refuseOpen(newer: readonly Entry[]): void {
  const open = newer.find(({ state }) => state !== 'succeeded');
  if (!open) return;
  throw refusal(`${open.reference} for the same record came later and ${STILL_OPEN[open.state] ?? LEFT_OPEN}.`);
}

/** The input that would put everything back. Throws an OperationError that says why it cannot be undone. */
export async function undoInput(
  entry: Entry,
  operation: Operation,
  { journal, undoMinutes }: { journal: Journal; undoMinutes: number },
): Promise<Record<string, unknown>> {
  const { before, input, reference, endedAt = 0 } = entry;
  if (entry.state !== 'succeeded' || !operation.undo || !before) throw refusal('This cannot be undone.');
  if ((await journal.now()) - endedAt > undoMinutes * MINUTE_MS) {
    throw refusal(`This could be undone for ${undoMinutes} minutes, and that time is over.`);
  }
  refuseOpen(await journal.newerWrites(reference));
  const back = operation.undo({ input, before });
  if (!back) throw refusal('There is nothing to put back: it changed nothing.');
  const old = operation.input.safeParse(back).data as Record<string, unknown> | undefined;
  if (!old) throw refusal('The old values cannot be put back: the bot does not accept one of them.');
  return old;
}

/**
 * The key of an undo. Each attempt has one, so that a second press finds the first, and a failed attempt can be
 * repeated. Throws an OperationError when it is undone, or may be.
 */
export async function undoKey(reference: string, journal: Journal): Promise<string> {
  const last = await journal.lastUndoOf(reference);
  if (!last) return `undo:${reference}`;
  const why = UNDO_STANDS[last.state];
  if (why) throw refusal(`${why}: ${last.reference}.`);
  return last.state === 'proposed' ? last.key : `undo:${reference}:${last.reference}`;
}

/** True if the record still has every value that was sent. */
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
  const { input, reference } = undone;
  // A write that is still accepted waits in line behind this one.
  const newer = (await journal.newerWrites(reference)).filter(({ state }) => state !== 'accepted');
  refuseOpen(newer);
  if (operation.prefill) {
    if (!now || !stands(operation, input, now)) {
      throw refusal('Somebody changed the record since, so putting the old values back could undo their work too.');
    }
  } else if (newer.length > 0) {
    throw refusal('Something else was sent for this record since, so the old values may not be right any more.');
  }
}
