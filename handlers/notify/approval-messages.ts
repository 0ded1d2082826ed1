import { awaitingMessage } from '../../blocks/approval.ts';
import type { ApprovalRequest, Entry } from '../../src/journal/intent.ts';
import type { Journal } from '../../src/journal/journal.ts';
import type { Logger } from '../../src/log.ts';
import type { Operation } from '../../src/operations/operation.ts';
import type { Deliver } from '../slack/deliver.ts';
import { type Address, addressOf } from '../slack/reply-to.ts';
import { forLog, isTemporary } from '../slack/slack-errors.ts';
import { approvalCard, reminder } from './messages.ts';
import type { StandingMessage } from './standing-message.ts';

const UNREACHABLE =
  'The approvers could not be asked, because Slack refused the message to their channel. The administrator of the bot may have to invite it there; the log says more.';

export interface ApprovalMessageParts {
  deliver: Deliver;
  journal: Journal;
  standing: StandingMessage;
  log: Logger;
}

/** Messages about an approval: the approvers' card, and the notice for the person who waits. */
export function createApprovalMessages({ deliver, journal, standing, log }: ApprovalMessageParts) {
  /** The approvers' card; undefined when the bot may not post where they are. */
  async function postCard(entry: Entry, operation: Operation, approval: ApprovalRequest): Promise<Address | undefined> {
    const asked = { ...entry, approval, state: 'awaiting_approval' as const };
    try {
      return await deliver.postTo(approval.askedIn, approvalCard(asked, operation));
    } catch (error) {
      if (isTemporary(error)) throw error;
      const { reference } = entry;
      log.error({ ...forLog(error), reference, channel: approval.askedIn }, 'the approvers cannot be asked');
      return undefined;
    }
  }

  /** Tells the person that approvers are asked. A permanent failure of that is only logged. */
  async function showAwaiting(entry: Entry, operation: Operation, approval: ApprovalRequest) {
    const { reference } = entry;
    const message = awaitingMessage(operation.title, approval.needed, approval.askedIn, reference);
    try {
      const { address, isNew } = await standing.show(entry, message);
      if (address && isNew) await journal.placeMessage(reference, 'result', address);
      return address;
    } catch (error) {
      if (isTemporary(error)) throw error;
      log.warn({ ...forLog(error), reference }, 'the person is not notified that approvers are asked');
      return undefined;
    }
  }

  return {
    /** Asks the approvers. Resolves with a sentence for the person when they cannot be reached. */
    async request(entry: Entry, operation: Operation, approval: ApprovalRequest): Promise<string | undefined> {
      const { reference } = entry;
      const asking = showAwaiting(await standing.latest(entry), operation, approval);
      // An approval can come before this notice is posted, so the result waits for the post.
      standing.remember(reference, asking);
      await asking.finally(() => standing.forget(reference, asking));
      const card = await postCard(entry, operation, approval);
      if (card) await journal.placeMessage(reference, 'approval', card);
      return card ? undefined : UNREACHABLE;
    },

    /** Shows the approvers what was decided so far. */
    async change(entry: Entry, operation: Operation): Promise<void> {
      const place = addressOf(entry.messages?.approval);
      if (place) await deliver.edit(place, approvalCard(entry, operation));
    },

    /** Asks the approvers once more, under their card. */
    async remind({ messages }: Entry, operation: Operation, approval: ApprovalRequest): Promise<void> {
      await deliver.postTo(approval.askedIn, reminder(operation, approval), addressOf(messages?.approval)?.ts);
    },

    /** Shows the approvers how it ended. A card that cannot be drawn keeps no result from its person. */
    async end(ended: Entry, operation: Operation): Promise<void> {
      const place = addressOf(ended.messages?.approval);
      if (!place || !ended.approval) return;
      try {
        await deliver.edit(place, approvalCard(ended, operation));
      } catch (error) {
        if (isTemporary(error)) throw error;
        log.error({ err: error, reference: ended.reference }, "the approvers' card could not be drawn");
      }
    },
  };
}
