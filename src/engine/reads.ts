import { OperationError } from '../errors.ts';
import type { Actor, Entry, Origin, Outcome } from '../journal/intent.ts';
import type { Operation } from '../operations/operation.ts';
import type { VendorRecord } from '../operations/records.ts';
import type { Clients } from '../vendors/clients.ts';
import type { Unseen } from '../vendors/shared/schema.ts';
import { callVendor, feedOf, reading, readResult } from './call-vendor.ts';
import { operationOf } from './intents.ts';
import type { Rights } from './rights.ts';
import type { SlotsOf, Urgency } from './slots.ts';

/** The records in one answer. They are made one at a time: a long list is never held as whole records. */
export interface RecordsRead {
  count: number;
  /** The record at a place in the list, made anew each time. */
  at(index: number): VendorRecord;
  /** What of the list could not be read. */
  unseen: Unseen;
}

function recordsIn(operation: Operation, result: unknown, unseen: Unseen): RecordsRead {
  const { records } = operation;
  if (!records) throw new Error(`"${operation.id}" answers with no records.`);
  const rows = Array.isArray(result) ? (result as readonly unknown[]) : undefined;
  const whole = rows ? undefined : records.read(result);
  return {
    count: rows?.length ?? whole?.length ?? 0,
    at(index) {
      const record = rows ? records.read([rows[index]])[0] : whole?.[index];
      if (!record) throw new RangeError(`There is no record ${index}.`);
      return record;
    },
    unseen,
  };
}

/** Reads that are not recorded, because they are part of something else. */
export const createReads = ({ clients, rights, slotsOf }: { clients: Clients; rights: Rights; slotsOf: SlotsOf }) => ({
  /** The records a read answers with; a poll waits until no person waits. Throws an OperationError when it fails. */
  async readRecords(
    operation: Operation,
    input: Record<string, unknown>,
    urgency: Urgency = 'poll',
  ): Promise<RecordsRead> {
    const release = await slotsOf(operation).acquire(urgency);
    try {
      const { result, unseen } = await readResult(clients, operation, input);
      return recordsIn(operation, result, unseen);
    } finally {
      release();
    }
  },

  /** False: the vendor says that nothing of this read changed since that moment. It goes behind people as a poll does. */
  async mayHaveChanged(operation: Operation, since: number): Promise<boolean> {
    const hasChanged = feedOf(clients, operation);
    if (!hasChanged) return true;
    const release = await slotsOf(operation).acquire('poll');
    try {
      return await hasChanged(since);
    } finally {
      release();
    }
  },

  /** The answer to a read once more. Throws an OperationError when it fails; `rights.mayRead` says for whom it is. */
  async readAgain({ outcome: _, ...entry }: Entry): Promise<Outcome> {
    const operation = operationOf(entry);
    if (operation.risk !== 'read') throw new Error(`"${operation.id}" is not a read.`);
    const { outcome, error } = await callVendor(entry, operation, clients);
    if (outcome.failure) throw new OperationError(outcome.failure, error);
    return outcome;
  },

  /** The present values of the record an input names. Throws an OperationError when it may not or cannot be read. */
  async prefill(
    operation: Operation,
    input: Record<string, unknown>,
    { actor, origin }: { actor: Actor; origin: Origin },
  ): Promise<Record<string, unknown>> {
    await rights.mayRun(operation, actor, origin);
    return (await operation.prefill?.({ input, call: reading(clients, operation) })) ?? {};
  },
});
