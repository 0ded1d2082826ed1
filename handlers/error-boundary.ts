import { randomUUID } from 'node:crypto';
import { type ErrorContext, errorMessage } from '../blocks/error.ts';
import type { Message } from '../blocks/message.ts';
import { type Failure, failureOf, NotRecordedError } from '../src/errors.ts';
import type { Logger } from '../src/log.ts';
import { Deadline, withDeadline } from '../src/storage/deadline.ts';
import { forLog } from './slack/slack-errors.ts';
import type { Ack } from './take-up.ts';

/** Slack gives up after three seconds, the way to the bot and back included. */
const ACKNOWLEDGE_WITHIN_MS = 2_000;

/**
 * Runs one delivery of Slack so that it is acknowledged exactly once and never ends in silence: what goes wrong becomes
 * a message with a reference that is also in the log. What cannot be recorded in time is not recorded at all, and the
 * person reads that. `say` shows it when the acknowledgement is already gone.
 */
export async function withErrorBoundary(
  parts: {
    log: Logger;
    ack: Ack;
    what: string;
    /** When Slack's request had arrived, milliseconds since 1970: it may have waited since. Absent: it did not. */
    arrivedAt?: unknown;
    say(message: Message): Promise<unknown>;
    /** What to acknowledge a failure with; undefined to say it afterwards. */
    ackFailure(failure: Failure, errorContext: ErrorContext): unknown;
  },
  work: (ack: Ack) => Promise<void>,
): Promise<void> {
  const waited = typeof parts.arrivedAt === 'number' ? Math.max(0, Date.now() - parts.arrivedAt) : 0;
  const withinMs = Math.max(0, ACKNOWLEDGE_WITHIN_MS - waited);
  const deadline = new Deadline(withinMs);
  let acknowledged = false;
  const ackOnce: Ack = async (response) => {
    if (acknowledged) return;
    acknowledged = true;
    deadline.lift();
    await parts.ack(response);
  };
  const fail = async (error: unknown) => {
    const reference = `E-${randomUUID().slice(0, 8)}`;
    parts.log.error({ err: error, reference, what: parts.what }, 'delivery failed');
    const failure = failureOf(error);
    // A command is a word of the person's; "button" or "form" is one of ours.
    const errorContext = { ...(parts.what.startsWith('/') ? { operation: parts.what } : {}), reference };
    const answer = acknowledged ? undefined : parts.ackFailure(failure, errorContext);
    await ackOnce(answer).catch(() => {});
    if (answer !== undefined) return;
    await parts
      .say(errorMessage(failure, errorContext))
      .catch((why) =>
        parts.log.error({ ...forLog(why), reference }, 'the person could not be notified of the failure'),
      );
  };

  // What is recorded is acknowledged in a moment. Everything else is given up: the person must not wait, and what they
  // read must hold.
  let givingUp: Promise<void> | undefined;
  const late = setTimeout(() => {
    if (acknowledged || deadline.isCommitted) return;
    deadline.end();
    givingUp = fail(new NotRecordedError());
  }, withinMs);
  try {
    await withDeadline(deadline, () => work(ackOnce));
    await ackOnce();
  } catch (error) {
    if (!givingUp) await fail(error);
  } finally {
    clearTimeout(late);
    await givingUp;
  }
}
