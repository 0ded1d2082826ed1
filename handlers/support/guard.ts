import { randomUUID } from 'node:crypto';
import { type ErrorFrame, errorMessage } from '../../blocks/error.ts';
import type { Message } from '../../blocks/message.ts';
import { type Failure, failureOf } from '../../src/errors.ts';
import type { Logger } from '../../src/log.ts';
import type { Ack } from './begin.ts';
import { forLog } from './slack-errors.ts';

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
    /** What to acknowledge a failure with; undefined to say it afterwards. */
    ackFailure(failure: Failure, frame: ErrorFrame): unknown;
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
    const failure = failureOf(error);
    // A command is a word of the person's; "button" or "form" is one of ours.
    const frame = { ...(parts.what.startsWith('/') ? { operation: parts.what } : {}), reference };
    const answer = acknowledged ? undefined : parts.ackFailure(failure, frame);
    await ackOnce(answer).catch(() => {});
    if (answer !== undefined) return;
    await parts
      .say(errorMessage(failure, frame))
      .catch((why) => parts.log.error({ ...forLog(why), reference }, 'nobody could be told of the failure'));
  }
}
