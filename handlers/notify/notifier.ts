import { confirmMessage } from '../../blocks/confirm.ts';
import type { Message } from '../../blocks/message.ts';
import { undrawnMessage, workingMessage } from '../../blocks/status.ts';
import { UndeliverableError } from '../../src/engine/delivery.ts';
import type { Notifier } from '../../src/engine/notifier.ts';
import type { Entry, Outcome } from '../../src/journal/intent.ts';
import type { Journal } from '../../src/journal/journal.ts';
import type { Logger } from '../../src/log.ts';
import { findOperation } from '../../src/operations/catalog.ts';
import type { Operation } from '../../src/operations/operation.ts';
import type { Deliver } from '../slack/deliver.ts';
import type { Address } from '../slack/reply-to.ts';
import { isTemporary } from '../slack/slack-errors.ts';
import { createApprovalMessages } from './approval-messages.ts';
import type { Snapshots } from './list-pages.ts';
import { failureMessage, resultMessage } from './messages.ts';
import { createStandingMessage } from './standing-message.ts';

export interface NotifierParts {
  deliver: Deliver;
  journal: Journal;
  snapshots: Snapshots;
  log: Logger;
}

/** Turns permanent refusals and bugs into `UndeliverableError`; temporary failures pass unchanged. */
async function orUndeliverable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isTemporary(error) ? error : new UndeliverableError(error);
  }
}

/** Tells people in Slack the state of their intents: one message for each, edited as the state changes. */
export function createNotifier({ deliver, journal, snapshots, log }: NotifierParts): Notifier {
  const standing = createStandingMessage(deliver);
  const approvals = createApprovalMessages({ deliver, journal, standing, log });

  /** Draws a result. One that cannot be drawn is a bug, and its person is still told how it ended. */
  function drawn<M extends Message | undefined>(entry: Entry, operation: Operation, draw: () => M): M | Message {
    try {
      return draw();
    } catch (error) {
      log.error({ err: error, reference: entry.reference }, 'a result could not be drawn');
      return undrawnMessage(operation.title, entry.state === 'succeeded', entry.reference);
    }
  }

  async function finished(entry: Entry, operation: Operation, outcome: Outcome): Promise<Address | undefined> {
    const ended = { ...(await standing.latest(entry)), state: outcome.state, outcome };
    await approvals.end(ended, operation);
    const { failure } = outcome;
    const forAll = drawn(ended, operation, () => resultMessage(ended, operation, outcome, snapshots));
    const message = forAll ?? (failure && drawn(ended, operation, () => failureMessage(ended, operation, failure)));
    if (!message) return undefined;
    // A failure is for its person alone, unless everybody saw it waiting for approval, or in doubt.
    if (!forAll && !ended.messages.result) {
      await standing.showPrivately(ended, message);
      return undefined;
    }
    const { address, isNew } = await standing.show(ended, message);
    return isNew ? address : undefined;
  }

  return {
    async working(entry) {
      const notice = workingMessage(findOperation(entry.operation)?.title ?? '', entry.actor.id);
      // The notice of a dead process is still there.
      if (entry.messages?.result || entry.messages?.working) return;
      const posting = deliver.post(entry.origin, notice);
      standing.remember(entry.reference, posting);
      const address = await posting;
      if (address) await journal.placeMessage(entry.reference, 'working', address);
      // A message by response URL cannot be edited, so this notice stays as it is.
      else await deliver.postEphemeral(entry.origin, entry.actor, notice);
    },

    async question({ actor, origin, reference }, operation, question) {
      await deliver.toPerson(origin, actor, confirmMessage(question, { reference, operation: operation.title }));
    },

    approvalRequested: approvals.request,
    approvalChanged: approvals.change,
    approvalReminder: approvals.remind,
    finished: (entry, operation, outcome) => orUndeliverable(() => finished(entry, operation, outcome)),
  };
}
