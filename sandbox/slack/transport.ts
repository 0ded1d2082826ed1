import type { Dictionary } from './validate/check.ts';

/** Something Slack sends to the bot. */
export interface Delivery {
  /** As Socket Mode names it. */
  type: 'slash_commands' | 'interactive' | 'events_api';
  payload: Dictionary;
  retry?: { number: number; reason: string };
}

/** What came back. `body` is parsed JSON, or text, or undefined for an empty acknowledgement. */
export type Answer =
  | { ok: true; body: unknown }
  /** `reason` as `x-slack-retry-reason` has it; `final`: the bot asked not to be sent this again. */
  | { ok: false; error: 'operation_timeout' | 'dispatch_failed'; reason: string; final: boolean };

/** A way to the bot. Never throws: what goes wrong is part of the answer. */
export interface Transport {
  deliver(delivery: Delivery): Promise<Answer>;
}

export const noAnswer = (error: 'operation_timeout' | 'dispatch_failed', reason: string, final = false): Answer => ({
  ok: false,
  error,
  reason,
  final,
});
