import { type GeneratedAlways, type SqlBool, sql } from 'kysely';
import type { WatchTables } from './watch-schema.ts';

/** The state of an intent as text. `withdrawn` is what older versions stored for `cancelled`. */
export type StoredState =
  | 'proposed'
  | 'accepted'
  | 'running'
  | 'awaiting_approval'
  | 'succeeded'
  | 'denied'
  | 'refused'
  | 'failed'
  | 'unknown'
  | 'expired'
  | 'cancelled'
  | 'withdrawn';

/** One intent as a row. Both databases hold the same: text, whole milliseconds since 1970, and JSON as text. */
export interface JournalRow {
  reference: string;
  key: string;
  operation: string;
  /** The first word and the first two words of the operation, so that history finds either by an index. */
  vendor: string;
  resource: string;
  input: string;
  actor_id: string;
  actor_team: string;
  origin: string;
  subject: string | null;
  /** The subject, where it is a write: of the writes in one line only one is under way. */
  line: string | null;
  /** The number of the event by which it was recorded, confirmed or approved: the order of lines, whatever clocks say. */
  place: number;
  undoes: string | null;
  state: StoredState;
  outcome: string | null;
  approval: string | null;
  votes: string | null;
  before: string | null;
  accepted_at: number;
  /** Null while under way. A proposal counts as ended until it is confirmed, so that one condition prunes both. */
  ended_at: number | null;
  /** The event that put the row as it is on the chain. */
  event_seq: number;
  messages: string | null;
  /** While approval is awaited: when to remind the approvers or, after that, to expire. */
  due_at: number | null;
  /** How often it was claimed after its lease ran out, since it began or ended. Like the lease it is not on the chain. */
  claims: number;
  /** How many attempts to notify its person failed since it ended. Not on the chain either. */
  attempts: number;
  /** When the attempts to notify its person ended without success. Such an entry has no lease. */
  undeliverable_at: number | null;
  lease_owner: string | null;
  /** An entry has a lease exactly as long as the bot still owes something: a question, a run, an outcome, or its notice. */
  lease_until: number | null;
}

/** One change of an entry, or one pruning. Only ever appended, and removed from the front by pruning. */
export interface EventRow {
  /** 1, 2, 3, ... without a gap. */
  seq: number;
  /** Empty for a pruning. */
  reference: string;
  state: StoredState | 'pruned';
  /** When; for a pruning, everything that had ended before this time went. */
  at: number;
  /** `team/id` of the person who did it. Null: the bot. */
  actor: string | null;
  /** Of the entry's row after the change; for a pruning, the hash of the last event that went. */
  digest: string;
  /** Of this event and, through the hash of the one before, of all before it. */
  hash: string;
}

/** The newest event, in the one row of its table. Whoever changes the journal locks it first. */
export interface ChainRow {
  id: 1;
  seq: number;
  hash: string;
}

/** What somebody is about to ask for, as JSON. */
export interface DraftRow {
  key: string;
  draft: string;
  until: number;
  /** As long as its form is owed to its person: a crash or Slack may have swallowed it. */
  lease_owner: string | null;
  lease_until: number | null;
}

/** All tables of the one database, whoever they belong to. */
export interface Tables extends WatchTables {
  /** The database computes `door` from the origin, also for rows that an older version of the bot writes. */
  journal: JournalRow & { door: GeneratedAlways<string | null> };
  journal_event: EventRow;
  journal_chain: ChainRow;
  journal_draft: DraftRow;
}

/** The condition of the partial index `journal_uncommon`: few entries are in these states. To change it takes a migration. */
export const isUncommon = sql<SqlBool>`state not in ('accepted', 'running', 'succeeded')`;

/** The condition of the partial index `journal_event_pruned`. To change it takes a migration. */
export const isPruning = sql<SqlBool>`state = 'pruned'`;
