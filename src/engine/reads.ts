import { OperationError } from '../errors.ts';
import type { Actor, Entry, Origin, Outcome } from '../journal/intent.ts';
import type { Operation } from '../operations/operation.ts';
import type { Clients } from '../vendors/clients.ts';
import { callVendor, reading } from './call-vendor.ts';
import { operationOf } from './intents.ts';
import type { Rights } from './rights.ts';

/** Reads that are not recorded, because they are part of something else. */
export const createReads = ({ clients, rights }: { clients: Clients; rights: Rights }) => ({
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
