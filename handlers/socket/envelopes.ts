import { LRUCache } from 'lru-cache';
import type { Logger } from '../../src/log.ts';
import type { Connection, Envelope } from './connection.ts';

/** How long Slack may deliver an envelope again. */
const REMEMBERED_MS = 10 * 60_000;

export interface EnvelopeParts {
  /** The connection that envelopes are answered through when their own is gone; undefined when there is none. */
  current(): Connection | undefined;
  isStopping(): boolean;
  /** Bolt's `processEvent`. */
  handle(event: {
    body: Record<string, unknown>;
    ack(body?: unknown): Promise<void>;
    retryNum?: number;
    retryReason?: string;
  }): Promise<void>;
  log: Logger;
}

interface Answer {
  isGiven: boolean;
  body?: unknown;
}

/** Hands every envelope to Bolt once. One that Slack delivers again gets the same answer again. */
export function createEnvelopes({ current, isStopping, handle, log }: EnvelopeParts) {
  const answers = new LRUCache<string, Answer>({ max: 5_000, ttl: REMEMBERED_MS });

  /** Answers through the envelope's connection, or through the one that took its place. */
  const send = (id: string, body: unknown, from: Connection): boolean =>
    from.answer(id, body) || (current()?.answer(id, body) ?? false);

  return async ({ envelope_id: id, payload, ...envelope }: Envelope, from: Connection): Promise<void> => {
    const known = answers.get(id);
    if (known) return void (known.isGiven && send(id, known.body, from));
    // What cannot be acknowledged must not be done: Slack shows the person that it failed.
    if (isStopping() || (!from.isOpen() && !current()?.isOpen())) return;
    const answer: Answer = { isGiven: false };
    answers.set(id, answer);
    await handle({
      body: payload,
      async ack(body) {
        if (answer.isGiven) return;
        Object.assign(answer, { isGiven: true, body });
        if (!send(id, body, from))
          log.warn({ type: envelope.type }, 'Socket Mode: the connection was lost before an acknowledgement');
      },
      ...(envelope.retry_attempt === undefined ? {} : { retryNum: envelope.retry_attempt }),
      ...(envelope.retry_reason === undefined ? {} : { retryReason: envelope.retry_reason }),
    });
  };
}
