import { type Failure, OperationError } from '../errors.ts';
import type { Entry } from '../journal/intent.ts';
import type { Journal } from '../journal/journal.ts';
import type { Operation } from '../operations/operation.ts';
import { etagOf, type Snapshot } from '../operations/snapshot.ts';
import type { Clients } from '../vendors/clients.ts';
import { reading } from './call-vendor.ts';
import { checkUnchangedSince } from './undo.ts';

/**
 * The record an entry is about to change, as it is now: read from the vendor, or what the bot last sent where the
 * vendor cannot be read. Undefined when neither is known, also because nobody knows what became of the last write.
 * `reference`: of a write under way, so that those after it do not count. Throws an OperationError when reading fails.
 */
export async function snapshotOf(
  operation: Operation,
  { input, subject, reference }: Pick<Entry, 'input' | 'subject'> & { reference?: string },
  { clients, journal }: { clients: Clients; journal: Journal },
): Promise<Snapshot | undefined> {
  if (operation.prefill) return operation.prefill({ input, call: reading(clients, operation) });
  if (!operation.recall || subject === undefined) return undefined;
  const last = await journal.lastWrite(subject, reference);
  return last?.state === 'succeeded' ? last.input : undefined;
}

const CHANGED_MEANWHILE: Failure = {
  kind: 'input',
  message:
    'Somebody changed this record after you saw it, so nothing was sent. Open it again to see the present values.',
};

/** True if a process took the snapshot and died before or after the write. */
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
  // The write may be done, so the present values are not the ones from before.
  if (hasSnapshot(entry)) return entry;
  const snapshot = await snapshotOf(operation, entry, { clients, journal });
  await checkUnchangedSince(entry, operation, snapshot, journal);
  // An unknown snapshot counts as changed: a later write ended, and nobody knows how.
  if (etag !== undefined && (!snapshot || etagOf(snapshot) !== etag)) throw new OperationError(CHANGED_MEANWHILE);
  if (!snapshot) return entry;
  const kept = await journal.keepSnapshot(entry.reference, snapshot);
  return kept === 'kept' ? { ...entry, before: snapshot } : undefined;
}
