import type { Card } from './card.ts';
import type { Failure } from './errors.ts';

/** A way in. */
export type Door = 'command' | 'form' | 'button' | 'option' | 'shortcut' | 'step' | 'home' | 'terminal' | 'watch';

/** Who asked, by id: names change, ids do not. */
export interface Actor {
  id: string;
  team: string;
}

/** Where the wish came from and where its result belongs. */
export interface Origin {
  door: Door;
  team: string;
  channel?: string;
  /** Reply under this message. */
  thread?: string;
  /** The message whose button was pressed. */
  message?: string;
  responseUrl?: string;
  /** Answer only the person. */
  private: boolean;
}

/** One wish of one person. */
export interface Intent {
  /** Made by the door; the same wish delivered twice carries the same key. */
  key: string;
  operation: string;
  /** Parsed and valid input of the operation. */
  input: Record<string, unknown>;
  actor: Actor;
  origin: Origin;
}

/**
 * `proposed` waits for the person's own confirmation and has not been accepted yet; `accepted` and `running` are under
 * way; the rest is final. `unknown`: a write left, its answer did not come, and it must not be repeated blindly.
 */
export type State = 'proposed' | 'accepted' | 'running' | 'succeeded' | 'denied' | 'refused' | 'failed' | 'unknown';

/** How it ended, as told to the person. Reads do not keep their card: they are simply run again. */
export interface Outcome {
  state: Exclude<State, 'proposed' | 'accepted' | 'running'>;
  card?: Card;
  failure?: Failure;
  /** From the start of the vendor call to its answer, in milliseconds. */
  tookMs: number;
}

/** An intent on record. Times are milliseconds since 1970. */
export interface Entry extends Intent {
  /** Short, readable, unique: what a person quotes and the log carries. */
  reference: string;
  state: State;
  /** `vendor.resource/id` of the record touched, where the operation names one. */
  subject?: string;
  acceptedAt: number;
  outcome?: Outcome;
}
