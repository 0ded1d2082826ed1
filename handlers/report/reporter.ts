import { awaitingMessage } from '../../blocks/approval.ts';
import { confirmMessage } from '../../blocks/confirm.ts';
import type { Message } from '../../blocks/message.ts';
import { workingMessage } from '../../blocks/status.ts';
import { findOperation } from '../../src/catalog.ts';
import type { ApprovalRequest, Entry, Outcome } from '../../src/intent.ts';
import type { Journal } from '../../src/journal/journal.ts';
import type { Logger } from '../../src/log.ts';
import type { Operation } from '../../src/operation.ts';
import type { Reporter } from '../../src/settle.ts';
import { type Address, type Deliver, isShutOut } from '../support/deliver.ts';
import type { Snapshots } from '../support/snapshots.ts';
import { approvalCard, failureMessage, notApproved, successMessage, unknownCard } from './messages.ts';

export interface ReporterParts {
  deliver: Deliver;
  journal: Journal;
  snapshots: Snapshots;
  log: Logger;
}

/** Tells people in Slack how their intents went: one message an intent, edited as its state changes. */
export function createReporter({ deliver, journal, snapshots, log }: ReporterParts): Reporter {
  /** "Working on it" posts that will become the result. */
  const working = new Map<string, Promise<Address | undefined>>();

  const standing = ({ messages }: Entry): Address | undefined => messages?.result ?? messages?.working;

  /** Shows it where the wish came from, in the place it has there already if it has one. Returns the place. */
  async function show(entry: Entry, message: Message): Promise<Address | undefined> {
    const place = standing(entry);
    if (place && (await deliver.edit(place, message))) return place;
    if (entry.origin.private) {
      await deliver.toPerson(entry.origin, entry.actor, message);
      return undefined;
    }
    const address = await deliver.toChannel(entry.origin, entry.actor, message);
    if (address) await journal.placeMessage(entry.reference, 'result', address);
    return address;
  }

  /** The entry with all its messages, those included that are only just being posted. */
  async function latest(entry: Entry): Promise<Entry & { messages: NonNullable<Entry['messages']> }> {
    const posted = await working.get(entry.reference)?.catch(() => undefined);
    working.delete(entry.reference);
    const known = await journal.find(entry.reference);
    const messages = { ...known?.messages, ...entry.messages, ...(posted ? { working: posted } : {}) };
    return { ...entry, messages };
  }

  /** The approvers' card; undefined when the bot may not post where they are. */
  async function postCard(entry: Entry, operation: Operation, approval: ApprovalRequest): Promise<Address | undefined> {
    const asked = { ...entry, approval, state: 'awaiting_approval' as const };
    try {
      return await deliver.post(approval.channel, approvalCard(asked, operation));
    } catch (error) {
      if (!isShutOut(error)) throw error;
      log.error(
        { reference: entry.reference, channel: approval.channel },
        'the bot may not post where approvers are asked',
      );
      return undefined;
    }
  }

  return {
    async working(entry) {
      const notice = workingMessage(findOperation(entry.operation)?.title ?? '', entry.actor.id);
      // What a dead process posted still stands.
      if (entry.messages?.result || entry.messages?.working) return;
      const posting = deliver.announce(entry.origin, notice);
      working.set(entry.reference, posting);
      const address = await posting;
      if (address) await journal.placeMessage(entry.reference, 'working', address);
      // What a response URL says after a command cannot be changed later, so there this notice just stays.
      else await deliver.hint(entry.origin, entry.actor, notice);
    },

    async question(entry, { title }, confirmation) {
      const message = confirmMessage(confirmation, { reference: entry.reference, operation: title });
      await deliver.toPerson(entry.origin, entry.actor, message);
    },

    async held(entry, operation, approval) {
      const { title } = operation;
      const telling = show(
        await latest(entry),
        awaitingMessage(title, approval.needed, approval.channel, entry.reference),
      );
      // Approvers may be quicker than the post that says that they are asked: the result waits for it.
      working.set(entry.reference, telling);
      await telling.finally(() => working.get(entry.reference) === telling && working.delete(entry.reference));
      const card = await postCard(entry, operation, approval);
      if (card) await journal.placeMessage(entry.reference, 'approval', card);
      return card !== undefined;
    },

    async finished(entry, operation, outcome: Outcome) {
      const ended = { ...(await latest(entry)), state: outcome.state, outcome };
      const { approval } = ended.messages;
      if (approval && entry.approval) await deliver.edit(approval, approvalCard(ended, operation));
      if (outcome.card) {
        const back = entry.before && operation.undo?.({ input: entry.input, before: entry.before });
        const undo = back !== undefined && outcome.state === 'succeeded' && !entry.undoes;
        await show(ended, successMessage(ended, operation, outcome.card, { snapshots, undo }));
        return;
      }
      const { failure } = outcome;
      if (!failure) return;
      if (outcome.state === 'unknown') {
        await show(ended, unknownCard(ended, operation, failure.message));
        return;
      }
      if (entry.approval && (outcome.state === 'denied' || outcome.state === 'expired')) {
        await show(ended, notApproved(ended, operation, failure.message));
        return;
      }
      const message = failureMessage(ended, operation, failure);
      // Everybody there saw it waiting for approval, or in doubt: they see its end too.
      if (ended.messages.result) {
        await show(ended, message);
        return;
      }
      const place = standing(ended);
      if (place) await deliver.withdraw(place);
      await deliver.toPerson(entry.origin, entry.actor, message);
    },
  };
}
