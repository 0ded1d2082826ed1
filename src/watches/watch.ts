import type { Actor, State } from '../journal/intent.ts';
import type { Risk } from '../operations/operation.ts';

/** What a watch looks at. */
export type WatchSource =
  /** The records that a read of the catalog returns. */
  | { kind: 'records'; operation: string; input: Readonly<Record<string, unknown>> }
  /** What was done through the bot. All that is given must hold. */
  | { kind: 'journal'; filter: JournalFilter }
  /** What a system outside sends to `POST /hooks/<name>`. */
  | { kind: 'webhook'; name: string };

export interface JournalFilter {
  /** An id, or all of a resource or vendor: `pmp.lead.*`, `pmp.*`. Reads count only where the filter names `read`. */
  operation?: string;
  risk?: Risk;
  state?: State;
  /** Id of a person. */
  actor?: string;
}

/**
 * What can happen. Of a record: `new`, `changed`, `gone`; with a filter also `entered` and `left`. Of the journal and of
 * webhooks: `happened`.
 */
export type WatchEvent = 'new' | 'changed' | 'gone' | 'entered' | 'left' | 'happened';

/** One condition on a record: the name of one of its values, or the label of a fact, and what it must be. */
export interface RecordFilter {
  field: string;
  value: string;
}

/**
 * How a channel is notified: `message`: each event as a message of its own; `record`: one message per record that always
 * shows the present state, its history in its thread; `digest`: one message at given times.
 */
export type WatchMode = 'message' | 'record' | 'digest';

/** Times are `HH:mm` in `WatchSettings.zone`. */
export interface QuietHours {
  from: string;
  to: string;
}

export interface DigestTimes {
  /** `HH:mm`, in the order of the day. */
  at: readonly string[];
  /** 1 Monday ... 7 Sunday; empty: every day. */
  days: readonly number[];
}

/** What whoever set up a watch chose. */
export interface WatchSettings {
  events: readonly WatchEvent[];
  filters: readonly RecordFilter[];
  /** Labels of the facts whose changes count; empty: all. */
  fields: readonly string[];
  mode: WatchMode;
  digest?: DigestTimes;
  quiet?: QuietHours;
  /** IANA name: the zone of whoever set it up. */
  zone: string;
  /** How often the vendor is asked, in milliseconds; at least a minute. */
  everyMs: number;
  /** Who is mentioned: the id of a person or of a user group. Never taken from a vendor's text. */
  mention?: { kind: 'person' | 'group'; id: string };
  /** Shows facts that hold personal data (e-mail, phone). */
  personal: boolean;
  /** Ids of records that this watch says nothing about. */
  muted: readonly string[];
}

/** Where a watch posts, for one door to read. Two places are the same if their JSON is. */
export interface WatchPlace {
  door: string;
  /** As canonical JSON text. */
  address: string;
}

export type PauseReason =
  /** A person paused it. */
  | 'asked'
  /** The owner left, is deactivated, or may no longer run what it watches. */
  | 'owner'
  /** The channel cannot be posted in: archived, bot removed, posting restricted. */
  | 'place'
  /** The vendor failed ten times in a row, or refuses. */
  | 'vendor'
  /** What it asks no longer exists or no longer parses. */
  | 'broken';

/** A watch on record. Times are milliseconds since 1970. */
export interface Watch {
  /** Short and readable: `W-7K3Q9F`. */
  id: string;
  source: WatchSource;
  settings: WatchSettings;
  /** Whose rights count. */
  owner: Actor;
  place: WatchPlace;
  state: 'active' | 'paused' | 'stopped';
  /** While paused: why, and a sentence for people. */
  pause?: { reason: PauseReason; why: string; until?: number };
  createdAt: number;
}

/** How a watch is doing, for lists and the doctor. */
export interface WatchHealth {
  /** When the vendor last answered. */
  lastAnswerAt?: number;
  /** Failures in a row of its query. */
  failures: number;
  /** Notifications that are due and not yet posted, and when the oldest became due. */
  waiting: number;
  oldestDueAt?: number;
}
