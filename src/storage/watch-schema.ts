import { type SqlBool, sql } from 'kysely';

/** A watch. JSON as text, times in milliseconds since 1970. */
export interface WatchRow {
  id: string;
  door: string;
  /** The place's address as its door wrote it. */
  place: string;
  owner_id: string;
  owner_team: string;
  source_kind: 'records' | 'journal' | 'webhook';
  /** Of records the key of their query; else the source as canonical JSON. Equal watches have equal ones. */
  source_key: string;
  source: string;
  settings: string;
  state: 'active' | 'paused' | 'stopped';
  pause_reason: string | null;
  pause_why: string | null;
  pause_until: number | null;
  created_at: number;
}

/** One question to a vendor, asked once for all watches that share it. */
export interface WatchQueryRow {
  key: string;
  operation: string;
  input: string;
  /** The shortest interval of its active watches. */
  every_ms: number;
  next_at: number;
  /** When all its records were first known; null: nothing is compared yet. */
  baseline_at: number | null;
  last_answer_at: number | null;
  failures: number;
  last_failure: string | null;
  lease_owner: string | null;
  lease_until: number | null;
}

/** A record as a query last saw it. `snapshot` holds no personal data; `hash` covers all that counts. */
export interface WatchRecordRow {
  query: string;
  id: string;
  hash: string;
  snapshot: string;
  /** In how many answers in a row it was missing: one may be a hiccup. */
  missed: number;
}

/** The outbox: one message, or part of one, that a place is owed. */
export interface WatchNotificationRow {
  /** The order of all; given in the transaction that noticed the event. */
  seq: number;
  watch: string;
  door: string;
  /** Empty: a notice for the owner alone, as a direct message. */
  place: string;
  kind: 'event' | 'notice' | 'test';
  subject: string;
  /** A `Notification` or a `WatchNotice`. */
  body: string;
  critical: number;
  at: number;
  /** When it may be posted: later than `at` for digests and quiet hours. */
  due_at: number;
  state: 'waiting' | 'posted' | 'dropped';
  attempts: number;
  /** Those that became one message share it. */
  batch: string | null;
  /** Where the message stands. */
  address: string | null;
  posted_at: number | null;
}

/** One channel: posts to it are made by one process at a time, a second apart. */
export interface WatchPlaceRow {
  door: string;
  place: string;
  next_at: number;
  failures: number;
  lease_owner: string | null;
  lease_until: number | null;
}

/** The message that shows the present state of one record, for watches in the mode `record`. */
export interface WatchRootRow {
  watch: string;
  subject: string;
  address: string;
  /** Since when it no longer shows the present state. */
  stale_at: number | null;
}

/** A delivery of a webhook, kept so that a repeated one is known. */
export interface WatchHookRow {
  hook: string;
  /** The sender's delivery id, or a hash of the raw body. */
  delivery: string;
  body: string;
  received_at: number;
  state: 'waiting' | 'done';
}

/** Counters: `journal` is the last event of the chain that was read, `notification` the last `seq` given. */
export interface WatchCounterRow {
  name: 'journal' | 'notification';
  value: number;
}

export interface WatchTables {
  watch: WatchRow;
  watch_query: WatchQueryRow;
  watch_record: WatchRecordRow;
  watch_notification: WatchNotificationRow;
  watch_place: WatchPlaceRow;
  watch_root: WatchRootRow;
  watch_hook: WatchHookRow;
  watch_counter: WatchCounterRow;
}

/** The condition of the partial indexes of what waits. A query has to say exactly this to use them. */
export const isWaiting = sql<SqlBool>`state = 'waiting'`;
