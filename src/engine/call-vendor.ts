import type { z } from 'zod';
import { type Failure, failureOf, OperationError } from '../errors.ts';
import type { Entry, Outcome } from '../journal/intent.ts';
import type { Card, Facts } from '../operations/card.ts';
import { type Call, type Choices, isRepeatable, type Operation, wordsOf } from '../operations/operation.ts';
import type { Clients } from '../vendors/clients.ts';
import { stopIfTakenOver, type VendorClient } from '../vendors/shared/adapter.ts';
import {
  ALL_SEEN,
  parseAs,
  readRows,
  rowSchemaOf,
  rowsIn,
  type Unseen,
  unexpectedResponse,
  unseenNotes,
} from '../vendors/shared/schema.ts';

type Input = Record<string, unknown>;

const STATE_OF: Record<Failure['kind'], Outcome['state']> = {
  input: 'refused',
  denied: 'denied',
  refused: 'refused',
  unavailable: 'failed',
  bug: 'failed',
};

function clientOf(clients: Clients, operation: Operation): VendorClient {
  const client = clients[wordsOf(operation.id).vendor];
  if (client) return client;
  const message = 'This vendor is not connected to the bot. The administrator of the bot can connect it.';
  throw new OperationError({ kind: 'unavailable', message, permanent: true });
}

/** A way to the vendor that can do no more than read. */
export function reading(clients: Clients, operation: Operation): Call {
  const client = clientOf(clients, operation);
  return async (request) => {
    if (request.method !== 'GET') throw new Error(`"${operation.id}" tried to write before it was confirmed.`);
    return client.call(request, { repeatable: true });
  };
}

/**
 * Reads the facts that only the vendor knows of an intent that was not sent yet. Throws an OperationError when it
 * cannot.
 */
export async function previewOf(clients: Clients, operation: Operation, input: Input): Promise<Facts> {
  const choices: Choices = (list) => clients[wordsOf(operation.id).vendor]?.choices(list) ?? [];
  return (await operation.preview?.({ input, call: reading(clients, operation), choices })) ?? {};
}

/** The answer to a read in the shape the operation promises, and how much of a list is not in it. */
export interface Read {
  result: unknown;
  unseen: Unseen;
}

/** A list is read row by row: one in an unknown form does not hide the others. */
async function readList(row: z.ZodType, answer: unknown): Promise<Read> {
  const { rows, ...unseen } = await readRows(row, answer);
  if (rows.length === 0 && unseen.odd > 0) throw unexpectedResponse([`${unseen.odd} rows`]);
  return { result: rows, unseen };
}

/** Calls the vendor and returns its answer in the shape the operation promises. */
async function ask(
  client: VendorClient,
  operation: Operation,
  { input, state }: Pick<Entry, 'input' | 'state'>,
  mayRepeat?: MayRepeat,
): Promise<Read> {
  const repeatable = operation.risk === 'read' || isRepeatable(operation, input);
  // An entry that is running already was claimed from a process that died.
  const mayHaveRun = state === 'running';
  const call: Call = async (request) => {
    // The reads of an operation may always be repeated.
    if (request.method === 'GET') return client.call(request, { repeatable: true, mayHaveRun });
    const options = { repeatable, mayHaveRun, ...(mayRepeat ? { mayRepeat } : {}) };
    // Reading the record or waiting for other calls may have taken longer than our lease lasts.
    await stopIfTakenOver(options);
    return client.call(request, options);
  };
  const answer = operation.request ? await call(operation.request(input)) : await operation.run({ input, call });
  const row = rowSchemaOf(operation.response);
  if (row) return readList(row, answer);
  const doubt = repeatable ? { maybeDone: true } : { outcomeUnknown: true };
  const result = parseAs(operation.response, answer, operation.risk === 'read' ? {} : doubt);
  return { result, unseen: ALL_SEEN };
}

/** The answer to a read that is no intent. Throws an OperationError when it fails. */
export async function readResult(clients: Clients, operation: Operation, input: Input): Promise<Read> {
  if (operation.risk !== 'read') throw new Error(`"${operation.id}" is not a read.`);
  return ask(clientOf(clients, operation), operation, { input, state: 'accepted' });
}

/** Asks a site what changed since a moment. Undefined where it cannot be asked; it throws an OperationError when it fails. */
export function feedOf(clients: Clients, operation: Operation): ((since: number) => Promise<boolean>) | undefined {
  const client = clientOf(clients, operation);
  const { changedSince } = operation;
  if (!changedSince || !client.changeFeed) return undefined;
  return async (since) => rowsIn(await client.call(changedSince(since), { repeatable: true })).length > 0;
}

/** Makes the card. A bug in it must not make a finished write look like a failed one. */
function draw(operation: Operation, { result, unseen }: Read, input: Input, onBug: (error: unknown) => void): Card {
  try {
    const card = operation.present(result, input, unseen);
    const notes = [...unseenNotes(unseen), ...(card.notes ?? [])];
    return notes.length > 0 ? { ...card, notes } : card;
  } catch (error) {
    if (operation.risk === 'read') throw error;
    onBug(error);
    return { headline: `${operation.title}: done`, notes: ['It was done, but the bot could not show the details.'] };
  }
}

export interface Called {
  outcome: Outcome;
  /** The cause of a failure, for the log. */
  error?: unknown;
}

/** The outcome that an error leads to. */
export function endedBy(error: unknown, tookMs = 0): Called {
  const failure = failureOf(error);
  const state = failure.outcomeUnknown ? 'unknown' : STATE_OF[failure.kind];
  return { outcome: { state, failure, tookMs }, error };
}

/** True while this process may send; false when another one went on with the entry. */
type MayRepeat = () => Promise<boolean>;

/** Calls the vendor and presents the answer. Never throws: whatever happens is an outcome. Times are milliseconds. */
export async function callVendor(
  entry: Entry,
  operation: Operation,
  clients: Clients,
  mayRepeat?: MayRepeat,
): Promise<Called> {
  const startedAt = performance.now();
  const tookMs = () => Math.round(performance.now() - startedAt);
  try {
    const answer = await ask(clientOf(clients, operation), operation, entry, mayRepeat);
    let bug: unknown;
    const card = draw(operation, answer, entry.input, (error) => {
      bug = error;
    });
    return { outcome: { state: 'succeeded', card, tookMs: tookMs() }, ...(bug === undefined ? {} : { error: bug }) };
  } catch (error) {
    return endedBy(error, tookMs());
  }
}
