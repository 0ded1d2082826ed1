import type { Message } from '../../blocks/message.ts';
import type { Actor, Origin } from '../../src/intent.ts';
import { createPostQueue } from './post-queue.ts';
import type { SlackOut } from './slack-out.ts';

/** Slack's ways of saying that the bot cannot speak in this channel. */
const SHUT_OUT = new Set([
  'not_in_channel',
  'channel_not_found',
  'is_archived',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'restricted_action_non_threadable_channel',
  'restricted_action_thread_locked',
  'user_not_in_channel',
]);

/** ... and that a message cannot be changed any more. */
const FIXED = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed', ...SHUT_OUT]);

const NO_UNFURL = { unfurl_links: false, unfurl_media: false };

const codeOf = (error: unknown): string => (error as { data?: { error?: string } }).data?.error ?? '';

/** Whether the bot may not post there, however often it tries. */
export const isShutOut = (error: unknown): boolean => SHUT_OUT.has(codeOf(error));

/** Where a post of the bot stands, so that it can be changed, also after a restart. */
export interface Address {
  channel: string;
  ts: string;
}

export type Deliver = ReturnType<typeof createDeliver>;

/**
 * Brings messages to where the wish came from. What everybody sees is a post of the bot, since only that has an address;
 * where the bot is no member the response URL serves, and after that a direct message that says so.
 */
export function createDeliver(slack: SlackOut) {
  const inOrder = createPostQueue();
  const placeOf = ({ channel, thread }: Origin) => ({
    channel: channel ?? '',
    ...(thread ? { thread_ts: thread } : {}),
  });
  /** Slack shows a word for one person in no thread that has no replies yet, and who is not in a thread does not look there. */
  const placeForOne = ({ thread, inThread, ...origin }: Origin) =>
    placeOf(inThread && thread ? { ...origin, thread } : origin);

  async function postTo(channel: string, message: Message, thread: { thread_ts?: string } = {}): Promise<Address> {
    const post = { channel, ...thread, ...message, ...NO_UNFURL };
    const answer = await inOrder(channel, () => slack.patient.chat.postMessage(post));
    return { channel: answer.channel ?? channel, ts: answer.ts ?? '' };
  }

  /** Undefined when the bot cannot speak there. */
  async function unlessShutOut<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (isShutOut(error)) return undefined;
      throw error;
    }
  }

  /** A post of the bot where everybody sees it; undefined when it cannot speak there, or should not. */
  async function announce(origin: Origin, message: Message): Promise<Address | undefined> {
    if (!origin.channel || origin.private) return undefined;
    const { channel, ...thread } = placeOf(origin);
    return unlessShutOut(() => postTo(channel, message, thread));
  }

  async function whisper(origin: Origin, actor: Actor, message: Message): Promise<boolean> {
    if (!origin.channel) return false;
    const post = { ...placeForOne(origin), ...message, user: actor.id };
    const done = await unlessShutOut(() => inOrder(post.channel, () => slack.patient.chat.postEphemeral(post)));
    return done !== undefined;
  }

  async function byResponseUrl(origin: Origin, message: Message, type: 'in_channel' | 'ephemeral'): Promise<boolean> {
    if (!origin.responseUrl) return false;
    const { channel: _, ...thread } = type === 'ephemeral' ? placeForOne(origin) : placeOf(origin);
    const body = { ...message, ...thread, response_type: type, replace_original: false };
    return slack.respond(origin.responseUrl, body).then(
      () => true,
      () => false,
    );
  }

  /** For the actor alone, where they are; false when that cannot be. For what is not worth a direct message, which stays. */
  async function hint(origin: Origin, actor: Actor, message: Message): Promise<boolean> {
    return (await byResponseUrl(origin, message, 'ephemeral')) || (await whisper(origin, actor, message));
  }

  function directly(origin: Origin, actor: Actor, message: Message): Promise<Address> {
    if (!origin.channel) return postTo(actor.id, message);
    const why = `I cannot post in <#${origin.channel}>, so here is the answer. Invite me there to see answers in the channel.`;
    const note = { type: 'context' as const, elements: [{ type: 'mrkdwn' as const, text: why }] };
    return postTo(actor.id, { text: `${why} ${message.text}`, blocks: [note, ...message.blocks] });
  }

  return {
    announce,

    /** For everybody at the origin. The address, where it has one. Rejects when nobody could be told. */
    async toChannel(origin: Origin, actor: Actor, message: Message): Promise<Address | undefined> {
      const address = await announce(origin, message);
      if (address || (await byResponseUrl(origin, message, 'in_channel'))) return address;
      return directly(origin, actor, message);
    },

    /** For the actor alone. Rejects when they could not be told. */
    async toPerson(origin: Origin, actor: Actor, message: Message): Promise<void> {
      if (await hint(origin, actor, message)) return;
      await directly(origin, actor, message);
    },

    hint,

    /** A post of the bot in a channel of its own choice, e.g. where approvers sit; `below` is the message it answers. */
    post: (channel: string, message: Message, below?: string): Promise<Address> =>
      postTo(channel, message, below ? { thread_ts: below } : {}),

    /** Changes a post of the bot. False when it is gone, or can never be changed again. */
    async edit({ channel, ts }: Address, message: Message): Promise<boolean> {
      try {
        await inOrder(channel, () => slack.patient.chat.update({ channel, ts, ...message }));
        return true;
      } catch (error) {
        if (FIXED.has(codeOf(error))) return false;
        throw error;
      }
    },

    /** Takes a post of the bot away; failing leaves a stale word, not a wrong one. */
    async withdraw({ channel, ts }: Address): Promise<void> {
      await inOrder(channel, () => slack.patient.chat.delete({ channel, ts })).catch(() => {});
    },

    /** Replaces the message whose button was pressed. */
    async replace(responseUrl: string, message: Message): Promise<void> {
      await slack.respond(responseUrl, { ...message, replace_original: true });
    },
  };
}
