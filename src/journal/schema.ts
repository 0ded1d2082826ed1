import type { State } from '../intent.ts';

/** One intent as a row. Both engines hold the same: text, whole milliseconds since 1970, and JSON as text. */
export interface JournalRow {
  reference: string;
  key: string;
  operation: string;
  input: string;
  actor_id: string;
  actor_team: string;
  origin: string;
  subject: string | null;
  state: State;
  outcome: string | null;
  accepted_at: number;
  /** Null while under way. A proposal counts as ended until it is confirmed, so that one condition prunes both. */
  ended_at: number | null;
  lease_owner: string | null;
  /** An entry has a lease exactly as long as the bot still owes it something: a run, an end, or telling the person. */
  lease_until: number | null;
}

export interface JournalTables {
  journal: JournalRow;
}
