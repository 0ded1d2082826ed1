import type { Entry } from '../journal/intent.ts';
import type { Journal } from '../journal/journal.ts';
import type { Facts } from '../operations/card.ts';
import { changeFacts } from '../operations/input-facts.ts';
import type { Operation } from '../operations/operation.ts';
import { etagOf } from '../operations/snapshot.ts';
import type { Clients } from '../vendors/clients.ts';
import { previewOf } from './call-vendor.ts';
import { snapshotOf } from './snapshot.ts';

export interface Preview {
  /** The facts that the input does not hold: the record's name, and each change as before -> after. */
  facts?: Facts;
  /** Etag of the record as it was then. */
  etag?: string;
}

/**
 * Describes an intent for the people who decide on it, from the vendor or from what the bot last sent. Facts that
 * neither knows are left out.
 */
export async function previewFor(
  entry: Entry,
  operation: Operation,
  parts: { clients: Clients; journal: Journal },
): Promise<Preview> {
  const { input } = entry;
  const isKnown = operation.prefill || operation.recall;
  const snapshot = isKnown ? await snapshotOf(operation, entry, parts).catch(() => undefined) : undefined;
  // The undo input lists every reversible change; it lacks what cannot be undone, like a message.
  const back = snapshot && operation.undo?.({ input, before: snapshot });
  const facts = operation.preview
    ? await previewOf(parts.clients, operation, input).catch(() => undefined)
    : back && changeFacts(operation, back, input);
  const etag = entry.etag ?? (snapshot && etagOf(snapshot));
  return { ...(facts ? { facts } : {}), ...(etag ? { etag } : {}) };
}
