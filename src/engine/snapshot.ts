import { createHash } from 'node:crypto';
import type { Entry } from '../journal/intent.ts';
import type { Journal } from '../journal/journal.ts';
import type { Operation } from '../operations/operation.ts';
import type { Clients } from '../vendors/clients.ts';
import { reading } from './call-vendor.ts';

/** A record as it is, by field name. */
export type Snapshot = Readonly<Record<string, unknown>>;

/** Whether two values of a field are the same to a person: what is empty is empty, a number is its digits. */
export const isSame = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

const canonical = (value: unknown): string => {
  if (value === undefined || value === null || value === '' || value === false) return '';
  return Array.isArray(value) ? JSON.stringify(value.map(String)) : String(value);
};

/** The etag of a snapshot: equal values give the same one, whatever the order of the fields. */
export function etagOf(snapshot: Snapshot): string {
  const cells = Object.keys(snapshot)
    .sort()
    .map((name) => [name, canonical(snapshot[name])]);
  return createHash('sha256').update(JSON.stringify(cells)).digest('base64url').slice(0, 22);
}

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
