import type { Message } from '../../blocks/message.ts';
import type { Entry } from '../../src/journal/intent.ts';
import type { Deliver } from '../slack/deliver.ts';
import { type Address, addressOf } from '../slack/reply-to.ts';

export type StandingMessage = ReturnType<typeof createStandingMessage>;

/** The one message that an intent has where it came from: posted once, then edited as the state of the intent changes. */
export function createStandingMessage(deliver: Deliver) {
  /** Posts on their way to Slack, by reference. */
  const posting = new Map<string, Promise<Address | undefined>>();

  const placeOf = ({ messages }: Entry): Address | undefined =>
    addressOf(messages?.result) ?? addressOf(messages?.working);

  return {
    /** Remembers a post on its way, so that a quick result waits for it and takes its place. */
    remember: (reference: string, post: Promise<Address | undefined>): void => void posting.set(reference, post),

    /** Forgets a post, unless a later one took its place. */
    forget(reference: string, post: Promise<Address | undefined>): void {
      if (posting.get(reference) === post) posting.delete(reference);
    },

    /** The entry with all its messages, those included that are only just being posted. */
    async latest(entry: Entry): Promise<Entry & { messages: NonNullable<Entry['messages']> }> {
      const posted = await posting.get(entry.reference)?.catch(() => undefined);
      posting.delete(entry.reference);
      return { ...entry, messages: { ...entry.messages, ...(posted ? { working: posted } : {}) } };
    },

    /** Edits the message of the intent, or posts it anew: then `isNew`, and the journal does not know its address yet. */
    async show(entry: Entry, message: Message): Promise<{ address?: Address | undefined; isNew: boolean }> {
      const place = placeOf(entry);
      if (place && (await deliver.edit(place, message))) return { address: place, isNew: false };
      // A notice of work that cannot become the result would promise one for ever.
      if (place && !addressOf(entry.messages?.result)) await deliver.delete(place);
      if (!entry.origin.private)
        return { address: await deliver.toChannel(entry.origin, entry.actor, message), isNew: true };
      await deliver.toPerson(entry.origin, entry.actor, message);
      return { isNew: false };
    },

    /** Takes the message of the intent away, and says this to its person alone. */
    async showPrivately(entry: Entry, message: Message): Promise<void> {
      const place = placeOf(entry);
      if (place) await deliver.delete(place);
      await deliver.toPerson(entry.origin, entry.actor, message);
    },
  };
}
