import { awaitingMessage } from '../../blocks/approval.ts';
import { confirmMessage } from '../../blocks/confirm.ts';
import type { Message } from '../../blocks/message.ts';
import { undrawnMessage, workingMessage } from '../../blocks/status.ts';
import { UndeliverableError } from '../../src/engine/delivery.ts';
import type { Notifier } from '../../src/engine/notifier.ts';
import type { ApprovalRequest, Entry, Outcome } from '../../src/journal/intent.ts';
import type { Journal } from '../../src/journal/journal.ts';
import type { Logger } from '../../src/log.ts';
import { findOperation } from '../../src/operations/catalog.ts';
import type { Operation } from '../../src/operations/operation.ts';
import type { Deliver } from '../slack/deliver.ts';
import { type Address, addressOf } from '../slack/reply-to.ts';
import { forLog, isTemporary } from '../slack/slack-errors.ts';
import type { Snapshots } from './list-pages.ts';
import { approvalCard, failureMessage, notApproved, reminder, successMessage, unknownCard } from './messages.ts';

const UNREACHABLE =
  'Those who decide could not be asked: Slack did not take the message for their channel. The administrator of the bot may have to invite it there; its log says more.';

export interface NotifierParts {
  deliver: Deliver;
  journal: Journal;
  snapshots: Snapshots;
  log: Logger;
}

/** What Slack refused for good on every way, or a mistake of ours, is told from a trouble that passes. */
async function orUndeliverable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isTemporary(error) ? error : new UndeliverableError(error);
  }
}

/** Tells people in Slack how their intents went: one message an intent, edited as its state changes. */
export function createNotifier({ deliver, journal, snapshots, log }: NotifierParts): Notifier {
  /** "Working on it" posts that will become the result. */
  const working = new Map<string, Promise<Address | undefined>>();

  const standing = ({ messages }: Entry): Address | undefined =>
    addressOf(messages?.result) ?? addressOf(messages?.working);

  /** Shows it where the intent came from, in the place it has there already if it has one. `isNew`: its place is another one now. */
  async function show(entry: Entry, message: Message): Promise<{ address?: Address | undefined; isNew: boolean }> {
    const place = standing(entry);
    if (place && (await deliver.edit(place, message))) return { address: place, isNew: false };
    // It would promise for ever a result that stands elsewhere.
    if (place && !addressOf(entry.messages?.result)) await deliver.delete(place);
    if (entry.origin.private) {
      await deliver.toPerson(entry.origin, entry.actor, message);
      return { isNew: false };
    }
    return { address: await deliver.toChannel(entry.origin, entry.actor, message), isNew: true };
  }

  /** The same for a result. Returns where it stands, if that is news to the journal. */
  async function showResult(entry: Entry, message: Message): Promise<Address | undefined> {
    const { address, isNew } = await show(entry, message);
    return isNew ? address : undefined;
  }

  /** The entry with all its messages, those included that are only just being posted. */
  async function latest(entry: Entry): Promise<Entry & { messages: NonNullable<Entry['messages']> }> {
    const posted = await working.get(entry.reference)?.catch(() => undefined);
    working.delete(entry.reference);
    const messages = { ...entry.messages, ...(posted ? { working: posted } : {}) };
    return { ...entry, messages };
  }

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

  /** The person is told that others are asked; where that fails for good, the others are asked all the same. */
  async function showAwaiting(entry: Entry, operation: Operation, approval: ApprovalRequest) {
    const { reference } = entry;
    const message = awaitingMessage(operation.title, approval.needed, approval.askedIn, reference);
    try {
      const { address, isNew } = await show(entry, message);
      if (address && isNew) await journal.placeMessage(reference, 'result', address);
      return address;
    } catch (error) {
      if (isTemporary(error)) throw error;
      log.warn({ ...forLog(error), reference }, 'the person is not notified that approvers are asked');
      return undefined;
    }
  }

  /** A result that cannot be drawn is a bug of ours; its person still hears how it ended. */
  function drawn<M extends Message | undefined>(entry: Entry, operation: Operation, draw: () => M): M | Message {
    try {
      return draw();
    } catch (error) {
      log.error({ err: error, reference: entry.reference }, 'a result could not be drawn');
      return undrawnMessage(operation.title, entry.state === 'succeeded', entry.reference);
    }
  }

  /** The approvers see how it ended. A card that cannot be drawn keeps no result from its person. */
  async function editCard(place: Address, entry: Entry, operation: Operation): Promise<void> {
    try {
      await deliver.edit(place, approvalCard(entry, operation));
    } catch (error) {
      if (isTemporary(error)) throw error;
      log.error({ err: error, reference: entry.reference }, "the approvers' card could not be drawn");
    }
  }

  /** How it ended, as a message for everybody who saw it being worked on; undefined when that is for its person alone. */
  function resultMessage(ended: Entry, operation: Operation, { state, card, failure }: Outcome): Message | undefined {
    if (card) {
      const back = ended.before && operation.undo?.({ input: ended.input, before: ended.before });
      const undo = back !== undefined && state === 'succeeded' && !ended.undoes;
      return successMessage(ended, operation, card, { snapshots, undo });
    }
    if (state === 'unknown') return unknownCard(ended, operation, failure?.message ?? '');
    const isDecided = ended.approval && (state === 'denied' || state === 'expired');
    return isDecided ? notApproved(ended, operation, failure?.message ?? '') : undefined;
  }

  async function finished(entry: Entry, operation: Operation, outcome: Outcome): Promise<Address | undefined> {
    const ended = { ...(await latest(entry)), state: outcome.state, outcome };
    const approval = addressOf(ended.messages.approval);
    if (approval && entry.approval) await editCard(approval, ended, operation);
    const { failure } = outcome;
    if (!outcome.card && !failure) return undefined;
    const result = drawn(ended, operation, () => resultMessage(ended, operation, outcome));
    if (result) return showResult(ended, result);
    if (!failure) return undefined;
    const message = drawn(ended, operation, () => failureMessage(ended, operation, failure));
    // Everybody there saw it waiting for approval, or in doubt: they see its end too.
    if (ended.messages.result) return showResult(ended, message);
    const place = standing(ended);
    if (place) await deliver.delete(place);
    await deliver.toPerson(entry.origin, entry.actor, message);
    return undefined;
  }

  return {
    async working(entry) {
      const notice = workingMessage(findOperation(entry.operation)?.title ?? '', entry.actor.id);
      // What a dead process posted still stands.
      if (entry.messages?.result || entry.messages?.working) return;
      const posting = deliver.post(entry.origin, notice);
      working.set(entry.reference, posting);
      const address = await posting;
      if (address) await journal.placeMessage(entry.reference, 'working', address);
      // What a response URL says after a command cannot be changed later, so there this notice just stays.
      else await deliver.postEphemeral(entry.origin, entry.actor, notice);
    },

    async approvalRequested(entry, operation, approval) {
      const asking = showAwaiting(await latest(entry), operation, approval);
      // Approvers may be quicker than the post that says that they are asked: the result waits for it.
      working.set(entry.reference, asking);
      await asking.finally(() => working.get(entry.reference) === asking && working.delete(entry.reference));
      const card = await postCard(entry, operation, approval);
      if (card) await journal.placeMessage(entry.reference, 'approval', card);
      return card ? undefined : UNREACHABLE;
    },

    async approvalChanged(entry, operation) {
      const card = addressOf(entry.messages?.approval);
      if (card) await deliver.edit(card, approvalCard(entry, operation));
    },

    async approvalReminder({ messages }, operation, approval) {
      await deliver.postTo(approval.askedIn, reminder(operation, approval), addressOf(messages?.approval)?.ts);
    },

    async question({ actor, origin, reference }, operation, question) {
      await deliver.toPerson(origin, actor, confirmMessage(question, { reference, operation: operation.title }));
    },

    finished: (entry, operation, outcome) => orUndeliverable(() => finished(entry, operation, outcome)),
  };
}
