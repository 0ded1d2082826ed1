import { approvalMessage, notApprovedMessage, reminderMessage } from '../../blocks/approval.ts';
import { type CardContext, cardMessage, ROWS_PER_PAGE } from '../../blocks/card.ts';
import { errorMessage } from '../../blocks/error.ts';
import type { Message } from '../../blocks/message.ts';
import { unknownMessage } from '../../blocks/unknown.ts';
import type { Failure } from '../../src/errors.ts';
import type { ApprovalRequest, Entry, Outcome } from '../../src/journal/intent.ts';
import type { Card, Facts, Value } from '../../src/operations/card.ts';
import { operations, vendorOf } from '../../src/operations/catalog.ts';
import { dateFacts, inputFacts } from '../../src/operations/input-facts.ts';
import type { Operation } from '../../src/operations/operation.ts';
import type { Snapshots } from './list-pages.ts';

/** Ids of the operations whose buttons are red. */
export const DANGEROUS: ReadonlySet<string> = new Set(
  operations.filter(({ risk }) => risk === 'destructive').map(({ id }) => id),
);

/** What stands around a card. */
export const cardContextOf = (entry: Entry, operation: Operation, undo = false): CardContext => ({
  operation: operation.title,
  vendor: vendorOf(operation).name,
  actor: entry.actor.id,
  at: entry.acceptedAt,
  tookMs: entry.outcome?.tookMs ?? 0,
  reference: entry.reference,
  dangerous: DANGEROUS,
  undo,
  watch: operation.records?.isList === true,
});

/** "In 2 days" counts from when it was typed, and approval may take days. */
const DATES_SAID_FOR_MS = 60 * 60_000;

/** The card with how typed dates were read, which its own facts do not say. */
const withDates = (card: Card, { acceptedAt, interpretedDates = [] }: Entry): Card =>
  interpretedDates.length > 0 && Date.now() - acceptedAt < DATES_SAID_FOR_MS
    ? { ...card, notes: [...interpretedDates, ...(card.notes ?? [])] }
    : card;

/** The finished work; a long list keeps a snapshot to turn pages in. */
export function successMessage(
  entry: Entry,
  operation: Operation,
  ended: Card,
  { snapshots, undo }: { snapshots: Snapshots; undo: boolean },
): Message {
  const cardContext = cardContextOf(entry, operation, undo);
  const card = withDates(ended, entry);
  if ((card.rows?.length ?? 0) <= ROWS_PER_PAGE) return cardMessage(card, cardContext);
  snapshots.keep(entry.reference, { card, cardContext });
  return cardMessage(card, { ...cardContext, page: { number: 1, snapshot: entry.reference } });
}

/** What did not happen, with the way on: again where that is safe, the form where values can be changed. */
export function failureMessage(entry: Entry, operation: Operation, why: Failure): Message {
  const mayEdit = (why.kind === 'refused' || why.kind === 'input') && !entry.undoes;
  return errorMessage(why, {
    operation: operation.title,
    risk: operation.risk,
    vendor: vendorOf(operation).name,
    reference: entry.reference,
    retry: why.kind === 'unavailable' && !why.outcomeUnknown && !why.permanent,
    ...(mayEdit ? { edit: entry.reference } : {}),
  });
}

export const unknownCard = (entry: Entry, operation: Operation, why: string): Message =>
  unknownMessage({
    operation: operation.title,
    vendor: vendorOf(operation).name,
    actor: entry.actor.id,
    reference: entry.reference,
    why,
    sent: inputFacts(operation, entry.input),
    canLookUp: operation.verify !== undefined,
  });

const APPROVAL_STATES = {
  awaiting_approval: 'waiting',
  denied: 'denied',
  expired: 'expired',
  succeeded: 'done',
  refused: 'failed',
  failed: 'failed',
  unknown: 'unknown',
} as const;

const wordOf = (value: Value): unknown =>
  typeof value === 'object' && value !== null && 'code' in value ? value.code : value;

/** What was given, and what is known besides; the same thing once. */
function whole(given: Facts, known: Facts): Facts {
  const knownWords = new Set(Object.values(known).map(wordOf));
  return {
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => !knownWords.has(wordOf(value)))),
    ...known,
  };
}

/** The approvers' card as things stand. */
export function approvalCard(entry: Entry, operation: Operation): Message {
  const { approval, votes = [] } = entry;
  const warning = operation.confirm?.(entry.input)?.warning;
  return approvalMessage({
    operation: operation.title,
    vendor: vendorOf(operation).name,
    requester: entry.actor.id,
    reference: entry.reference,
    facts: {
      ...whole(inputFacts(operation, entry.input), approval?.facts ?? {}),
      ...dateFacts(entry.interpretedDates),
    },
    ...(warning ? { warning } : {}),
    users: approval?.users ?? [],
    groups: approval?.groups ?? [],
    needed: approval?.needed ?? 1,
    votes,
    expiresAt: approval?.expiresAt ?? 0,
    state: APPROVAL_STATES[entry.state as keyof typeof APPROVAL_STATES] ?? 'approved',
  });
}

export const reminder = (operation: Operation, { users, groups, expiresAt }: ApprovalRequest): Message =>
  reminderMessage({ operation: operation.title, vendor: vendorOf(operation).name, users, groups, expiresAt });

export const notApproved = (entry: Entry, operation: Operation, why: string): Message =>
  notApprovedMessage({
    operation: operation.title,
    vendor: vendorOf(operation).name,
    requester: entry.actor.id,
    reference: entry.reference,
    votes: entry.votes ?? [],
    why,
  });

/** How it ended, for everybody who saw it being worked on; undefined when that is for its person alone, or nothing at all. */
export function resultMessage(
  ended: Entry,
  operation: Operation,
  { state, card, failure }: Outcome,
  snapshots: Snapshots,
): Message | undefined {
  if (card) {
    const back = ended.before && operation.undo?.({ input: ended.input, before: ended.before });
    const undo = back !== undefined && state === 'succeeded' && !ended.undoes;
    return successMessage(ended, operation, card, { snapshots, undo });
  }
  if (!failure) return undefined;
  if (state === 'unknown') return unknownCard(ended, operation, failure.message);
  const isDecided = ended.approval && (state === 'denied' || state === 'expired');
  return isDecided ? notApproved(ended, operation, failure.message) : undefined;
}
