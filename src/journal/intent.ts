import type { Failure } from '../errors.ts';
import type { Card, Facts } from '../operations/card.ts';

/** A way in. */
export type DoorKind = 'command' | 'form' | 'button' | 'shortcut' | 'home' | 'mention' | 'terminal';

/** Who asked, by id: names change, ids do not. */
export interface Actor {
  id: string;
  team: string;
}

/** Where the intent came from and where its result belongs. */
export interface Origin {
  door: DoorKind;
  /** Answer only the person. */
  private: boolean;
  /** Where to answer, as JSON that only the door can read. */
  replyTo: unknown;
}

/** What one person asks for. */
export interface Intent {
  /** Made by the door; the same intent delivered twice carries the same key. */
  key: string;
  operation: string;
  /** Parsed and valid input of the operation. */
  input: Record<string, unknown>;
  actor: Actor;
  origin: Origin;
  /** Etag of the record as the person saw it. */
  etag?: string;
  /** How the dates that the person typed were read, a line each. */
  interpretedDates?: readonly string[];
  /** The reference of the intent that this one takes back. */
  undoes?: string;
}

/**
 * `proposed` waits for the person's own confirmation and has not been accepted yet; `accepted` and `running` are under
 * way; `awaiting_approval` was started and waits for others, who accept or deny it; the rest is final. `cancelled`: a
 * proposal that was dropped before it was confirmed. `expired`: nobody approved in time. `unknown`: a write may have left, nobody knows what
 * became of it, and it must not be repeated blindly.
 */
export type State =
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
  | 'cancelled';

/** How it ended, as the person is notified. Reads do not keep their card: they are simply run again. */
export interface Outcome {
  /** A cancelled proposal has no outcome: nobody waits for it. */
  state: Exclude<State, 'proposed' | 'accepted' | 'running' | 'awaiting_approval' | 'cancelled'>;
  card?: Card;
  failure?: Failure;
  /** From the start of the vendor call to its answer, in milliseconds. */
  tookMs: number;
}

/** Whose approval an intent needs. Times are milliseconds since 1970. */
export interface ApprovalRequest {
  /** Ids of the people and of the user groups that may approve. */
  users: string[];
  groups: string[];
  /** How many of them must. */
  needed: number;
  /** The place where they are asked, by the id that the policy gives. */
  askedIn: string;
  expiresAt: number;
  /** What was known of the record and its changes when they were asked. */
  facts?: Facts;
  /** Etag of the record as it was then. */
  etag?: string;
  /** When to ask them once more. */
  remindAt?: number;
}

/** What one person said to an approval request. */
export interface Vote {
  actor: Actor;
  approve: boolean;
  reason?: string;
  at: number;
}

/** What a message of an intent is for: how it ended, asking for approval, or that it is being worked on. */
export type MessagePurpose = 'result' | 'approval' | 'working';

/** Where a message stands, as JSON that only the door that posted it can read. */
export type MessageAddress = unknown;

/** An intent on record. Times are milliseconds since 1970. */
export interface Entry extends Intent {
  /** Short, readable, unique: what a person quotes and the log carries. */
  reference: string;
  state: State;
  /** `vendor.resource/id` of the record touched, where the operation names one. */
  subject?: string;
  acceptedAt: number;
  /** When its outcome came to be known. */
  endedAt?: number;
  outcome?: Outcome;
  /** The newest request for approval, and the votes on it so far. */
  approval?: ApprovalRequest;
  votes?: readonly Vote[];
  /** Where its messages stand, so that they can be edited after a restart. */
  messages?: Partial<Record<MessagePurpose, MessageAddress>>;
  /** The record as it was before the write, for undo. */
  before?: Record<string, unknown>;
  /** How often it was claimed after its lease ran out, since it began or ended. */
  claims?: number;
  /** How many attempts to notify its person failed since it ended. */
  attempts?: number;
  /** When the attempts to notify its person ended without success. */
  undeliverableAt?: number;
}
