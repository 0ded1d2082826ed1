import type { Entry, Intent } from '../intent.ts';
import type { JournalRow } from './schema.ts';

/** The part of a row that says what was wished; it never changes. */
export const toRow = (reference: string, intent: Intent, subject: string | undefined) => ({
  reference,
  key: intent.key,
  operation: intent.operation,
  input: JSON.stringify(intent.input),
  actor_id: intent.actor.id,
  actor_team: intent.actor.team,
  origin: JSON.stringify(intent.origin),
  subject: subject ?? null,
});

export const toEntry = (row: JournalRow): Entry => ({
  reference: row.reference,
  key: row.key,
  operation: row.operation,
  input: JSON.parse(row.input),
  actor: { id: row.actor_id, team: row.actor_team },
  origin: JSON.parse(row.origin),
  state: row.state,
  ...(row.subject !== null && { subject: row.subject }),
  acceptedAt: row.accepted_at,
  ...(row.outcome !== null && { outcome: JSON.parse(row.outcome) }),
});
