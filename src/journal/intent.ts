import type { Failure } from '../errors.ts';
import type { Card, Facts } from '../operations/card.ts';

/** The way by which a person reached the bot. */
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
 * `proposed` waits for the person's own confirmation; `accepted` and `running` are under way; `awaiting_approval` waits
 * for the approval of others; all other states are final. `cancelled`: the person dropped it before confirming it.
 * `expired`: nobody approved in time. `unknown`: a write was sent and its answer was lost, and it must not be repeated
 * blindly.
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

/** The result that the person is notified of. The journal keeps no card of a read: it can be run again. */
export interface Outcome {
  /** A cancelled proposal has no outcome: nobody waits for it. */
  state: Exclude<State, 'proposed' | 'accepted' | 'running' | 'awaiting_approval' | 'cancelled'>;
  card?: Card;
  failure?: Failure;
  /** From the start of the vendor call to its answer, in milliseconds. */
  tookMs: number;
}

/** The approval that an intent needs. Times are milliseconds since 1970. */
export interface ApprovalRequest {
  /** Ids of the people and of the user groups that may approve. */
  users: string[];
  groups: string[];
  /** The number of approvals needed. */
  needed: number;
  /** The id of the place where they are asked, from the policy. */
  askedIn: string;
  expiresAt: number;
  /** The facts about the record and its changes at the time of asking. */
  facts?: Facts;
  /** Etag of the record as it was then. */
  etag?: string;
  /** The time of the reminder. */
  remindAt?: number;
}

/** One person's answer to an approval request. */
export interface Vote {
  actor: Actor;
  approve: boolean;
  reason?: string;
  at: number;
}

/** The purpose of a message: the result, the request for approval, or "working on it". */
export type MessagePurpose = 'result' | 'approval' | 'working';

/** The address of a message, as JSON that only the door that posted it can read. */
export type MessageAddress = unknown;

/** An intent on record. Times are milliseconds since 1970. */
export interface Entry extends Intent {
  /** Short, readable, unique: what a person quotes and the log carries. */
  reference: string;
  state: State;
  /** `vendor.resource/id` of the record touched, where the operation names one. */
  subject?: string;
  acceptedAt: number;
  /** The time when its outcome was recorded. */
  endedAt?: number;
  outcome?: Outcome;
  /** The newest request for approval; `votes` are the votes on it. */
  approval?: ApprovalRequest;
  votes?: readonly Vote[];
  /** The addresses of its messages, so that they can be edited after a restart. */
  messages?: Partial<Record<MessagePurpose, MessageAddress>>;
  /** The record as it was before the write, for undo. */
  before?: Record<string, unknown>;
  /** The number of times its lease expired and it was claimed, since it began or ended. */
  claims?: number;
  /** The number of failed attempts to notify its person since it ended. */
  attempts?: number;
  /** The time when notifying its person was abandoned. */
  undeliverableAt?: number;
}
