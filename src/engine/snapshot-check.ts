import { type Failure, OperationError } from '../errors.ts';
import type { Entry } from '../journal/intent.ts';
import type { Journal } from '../journal/journal.ts';
import type { Operation } from '../operations/operation.ts';
import type { Clients } from '../vendors/clients.ts';
import { etagOf, snapshotOf } from './snapshot.ts';
import { checkUnchangedSince } from './undo.ts';

const CHANGED_MEANWHILE: Failure = {
  kind: 'input',
  message:
    'Somebody changed this record after you saw it, so nothing was sent. Open it again to see the present values.',
};

/** Claimed from a process that took the snapshot and died before or after the write. */
const hasSnapshot = ({ state, before }: Entry): boolean => state === 'running' && before !== undefined;

/**
 * Keeps a snapshot of the record before the write, and rejects if the record is not as the person, or who approved it,
 * saw it. Undefined when another process claimed the entry and goes on with it.
 */
export async function takeSnapshot(
  entry: Entry,
  operation: Operation,
  { clients, journal }: { clients: Clients; journal: Journal },
): Promise<Entry | undefined> {
  const etag = entry.approval?.etag ?? entry.etag;
  if (!operation.undo && etag === undefined) return entry;
  // The write may be done: the record as it is now says nothing any more.
  if (hasSnapshot(entry)) return entry;
  const snapshot = await snapshotOf(operation, entry, { clients, journal });
  await checkUnchangedSince(entry, operation, snapshot, journal);
  // Known then and not known now: a later write ended, and nobody knows how.
  if (etag !== undefined && (!snapshot || etagOf(snapshot) !== etag)) throw new OperationError(CHANGED_MEANWHILE);
  if (!snapshot) return entry;
  const kept = await journal.keepSnapshot(entry.reference, snapshot);
  return kept === 'kept' ? { ...entry, before: snapshot } : undefined;
}
