import { OperationError } from '../errors.ts';
import type { Entry, State } from '../journal/intent.ts';
import type { Journal } from '../journal/journal.ts';
import { dateFacts } from '../operations/input-facts.ts';
import type { Confirmation } from '../operations/operation.ts';
import type { Clients } from '../vendors/clients.ts';
import { previewOf } from './call-vendor.ts';
import { operationOf } from './intents.ts';
import type { Rights } from './rights.ts';
import { snapshotOf } from './snapshot.ts';
import { checkUnchangedSince } from './undo.ts';

const ENDED_WITHOUT_EFFECT: ReadonlySet<State> = new Set(['cancelled', 'denied', 'refused', 'failed', 'expired']);

/** Whether an intent was cancelled, or ended before anything was done. */
export const cameToNothing = ({ state, outcome }: Pick<Entry, 'state' | 'outcome'>): boolean =>
  ENDED_WITHOUT_EFFECT.has(state) && outcome?.failure?.maybeDone !== true;

/**
 * Makes the question of a proposed intent, with the facts that only the vendor knows. Throws an OperationError when the
 * person may not run it, or the vendor cannot be read.
 */
export async function questionOf(
  entry: Entry,
  parts: { clients: Clients; journal: Journal; rights: Rights },
): Promise<Confirmation> {
  const { clients, journal, rights } = parts;
  const { actor, input, interpretedDates, origin, undoes } = entry;
  const operation = operationOf(entry);
  await rights.mayRun(operation, actor, origin);
  const confirmation = operation.confirm?.(input);
  if (!confirmation) throw new OperationError({ kind: 'input', message: 'This needs no confirmation any more.' });
  if (undoes) await checkUnchangedSince(entry, operation, await snapshotOf(operation, entry, parts), journal);
  const facts = await previewOf(clients, operation, input);
  return { ...confirmation, facts: { ...confirmation.facts, ...facts, ...dateFacts(interpretedDates) } };
}
