import { randomUUID } from 'node:crypto';
import { errorMessage } from '../../blocks/error.ts';
import type { Message } from '../../blocks/message.ts';
import { failureOf } from '../../src/errors.ts';
import type { Logger } from '../../src/log.ts';
import type { Ack } from './begin.ts';

/**
 * Runs one delivery of Slack so that it is acknowledged exactly once and never ends in silence: what goes wrong becomes
 * a message with a reference that is also in the log. `say` shows it when the acknowledgement is already gone.
 */
export async function guard(
  parts: {
    log: Logger;
    ack: Ack;
    what: string;
    say(message: Message): Promise<unknown>;
    ackFailure(message: Message): unknown;
  },
  work: (ack: Ack) => Promise<void>,
): Promise<void> {
  let acknowledged = false;
  const ackOnce: Ack = async (response) => {
    if (acknowledged) return;
    acknowledged = true;
    await parts.ack(response);
  };
  try {
    await work(ackOnce);
    await ackOnce();
  } catch (error) {
    const reference = `E-${randomUUID().slice(0, 8)}`;
    parts.log.error({ err: error, reference, what: parts.what }, 'delivery failed');
    const message = errorMessage(failureOf(error), { operation: parts.what, reference });
    const answer = acknowledged ? undefined : parts.ackFailure(message);
    await ackOnce(answer).catch(() => {});
    if (answer === undefined) await parts.say(message).catch(() => {});
  }
}
