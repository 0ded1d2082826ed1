import type { JournalRow, StoredState } from '../storage/schema.ts';
import type { Entry, Intent, State } from './intent.ts';
import { readApproval, readOrigin, toStoredOrigin } from './origin.ts';

/** The columns by which history finds an operation together with its relatives. */
export function relativesOf(operation: string): { vendor: string; resource: string } {
  const [vendor = '', resource = ''] = operation.split('.');
  return { vendor, resource: `${vendor}.${resource}` };
}

/** Every word that rows have for a state. Older rows say `withdrawn` for `cancelled`, and stay so because hashes cover it. */
export const storedAs = (state: State): StoredState[] => (state === 'cancelled' ? [state, 'withdrawn'] : [state]);
const fromStored = (state: StoredState): State => (state === 'withdrawn' ? 'cancelled' : state);

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
