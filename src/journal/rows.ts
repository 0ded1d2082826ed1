import type { Lease } from '../storage/leases.ts';
import type { JournalRow, StoredState } from '../storage/schema.ts';
import type { ApprovalRequest, Entry, Intent, Origin, Outcome, State } from './intent.ts';

/** The columns by which history finds an operation together with its relatives. */
export function relativesOf(operation: string): { vendor: string; resource: string } {
  const [vendor = '', resource = ''] = operation.split('.');
  return { vendor, resource: `${vendor}.${resource}` };
}

/** Every word that rows have for a state. Older rows say `withdrawn` for `cancelled`, and stay so because hashes cover it. */
export const storedAs = (state: State): StoredState[] => (state === 'cancelled' ? [state, 'withdrawn'] : [state]);
/** The state that a row or an event means. */
export const fromStored = (state: StoredState): State => (state === 'withdrawn' ? 'cancelled' : state);

/** How many entries are in a state, from counts of rows. */
export function countsByState(rows: readonly { state: StoredState; count: number }[]): Partial<Record<State, number>> {
  const counts: Partial<Record<State, number>> = {};
  for (const { state, count } of rows) counts[fromStored(state)] = (counts[fromStored(state)] ?? 0) + Number(count);
  return counts;
}

/** The part of a row that says what was asked for; it never changes. */
export const toRow = (reference: string, intent: Intent, subject: string | undefined, does: 'read' | 'write') => ({
  reference,
  key: intent.key,
  operation: intent.operation,
  ...relativesOf(intent.operation),
  input: JSON.stringify(intent.input),
  actor_id: intent.actor.id,
  actor_team: intent.actor.team,
  origin: JSON.stringify(toStoredOrigin(intent)),
  subject: subject ?? null,
  line: (does === 'write' ? subject : undefined) ?? null,
  undoes: intent.undoes ?? null,
});

export const toEntry = (row: JournalRow): Entry => ({
  reference: row.reference,
  key: row.key,
  operation: row.operation,
  input: JSON.parse(row.input),
  actor: { id: row.actor_id, team: row.actor_team },
  ...readOrigin(JSON.parse(row.origin)),
  ...(row.undoes !== null && { undoes: row.undoes }),
  state: fromStored(row.state),
  ...(row.subject !== null && { subject: row.subject }),
  acceptedAt: row.accepted_at,
  ...(row.outcome !== null && { outcome: JSON.parse(row.outcome) }),
  ...(row.outcome !== null && row.ended_at !== null && { endedAt: row.ended_at }),
  ...(row.approval !== null && { approval: readApproval(row.approval) }),
  ...(row.votes !== null && { votes: JSON.parse(row.votes) }),
  ...(row.messages !== null && { messages: JSON.parse(row.messages) }),
  ...(row.before !== null && { before: JSON.parse(row.before) }),
  ...(row.claims > 0 && { claims: row.claims }),
  ...(row.attempts > 0 && { attempts: row.attempts }),
  ...(row.undeliverable_at !== null && { undeliverableAt: row.undeliverable_at }),
});

/** What the column `origin` holds: where the intent came from, and how its person saw the record and typed dates. */
export type StoredOrigin = Origin & Pick<Intent, 'etag' | 'interpretedDates'>;

type Part = Record<string, unknown>;

/** Where to answer: older versions stored it beside the door, not below `replyTo`. */
const replyToIn = ({ replyTo, ...older }: Part): unknown => replyTo ?? (Object.keys(older).length > 0 ? older : null);

/**
 * Reads a stored origin. Older versions stored Slack's places at its top level, the etag as `seen` and the dates as
 * `understood`.
 */
export function readOrigin(stored: unknown): { origin: Origin } & Pick<Intent, 'etag' | 'interpretedDates'> {
  const { door, private: isPrivate, seen, understood, ...rest } = stored as Part;
  const { etag = seen, interpretedDates = understood, ...place } = rest;
  return {
    origin: { door: door as Origin['door'], private: isPrivate === true, replyTo: replyToIn(place) },
    ...(typeof etag === 'string' && { etag }),
    ...(Array.isArray(interpretedDates) && { interpretedDates: interpretedDates.map(String) }),
  };
}

/** The parts of an intent that are stored as its origin. */
export const toStoredOrigin = ({ origin, etag, interpretedDates }: Intent): StoredOrigin => ({
  ...origin,
  ...(etag !== undefined && { etag }),
  ...(interpretedDates && { interpretedDates }),
});

/** Reads a stored approval request. Older versions called the place `channel` and the etag `seen`. */
export function readApproval(stored: string): ApprovalRequest {
  const { channel, seen, ...request } = JSON.parse(stored) as ApprovalRequest & { channel?: string; seen?: string };
  return { ...(channel !== undefined && { askedIn: channel }), ...(seen !== undefined && { etag: seen }), ...request };
}

/** Claims and attempts count anew from the start of an entry, and again from its outcome. */
export const noAttempts = { claims: 0, attempts: 0, undeliverable_at: null };

/** The columns of an entry that has its outcome. The lease is for notifying its person. */
export const ended = (outcome: Outcome, now: number, lease: Lease) => ({
  state: outcome.state,
  outcome: JSON.stringify(outcome),
  ended_at: now,
  due_at: null,
  ...lease,
  ...noAttempts,
});

/** The states that an outcome may end. A success needs no lease; every other outcome does. */
export const finishing = (outcome: Outcome, owner: string) =>
  outcome.state === 'succeeded'
    ? { from: ['accepted', 'running'] as const }
    : { from: ['proposed', 'accepted', 'running'] as const, owner };
