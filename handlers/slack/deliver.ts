import type { Message } from '../../blocks/message.ts';
import type { Actor, Origin } from '../../src/journal/intent.ts';
import type { Logger } from '../../src/log.ts';
import type { SlackOut } from './clients.ts';
import { contentOf, NO_UNFURL, plainOf } from './message-content.ts';
import { createPostQueue, type PostQueue } from './post-queue.ts';
import { type Address, type ReplyTo, replyToOf } from './reply-to.ts';
import { forLog, isTemporary } from './slack-errors.ts';

export type Deliver = ReturnType<typeof createDeliver>;

const placeOf = ({ channel, thread }: ReplyTo) => ({
  channel: channel ?? '',
  ...(thread ? { thread_ts: thread } : {}),
});

/** Ephemeral messages do not appear in threads without replies, nor to a person who is not in the thread. */
const placeForOne = ({ thread, inThread, channel }: ReplyTo) => placeOf(inThread ? { channel, thread } : { channel });

/** A direct message that stands in for a channel says why it is there. */
function redirected(message: Message, channel: string): Message {
  const why = `I cannot post in <#${channel}>, so here is the answer. Invite me there to see answers in the channel.`;
  const note = { type: 'context' as const, elements: [{ type: 'mrkdwn' as const, text: why }] };
  const blocks = message.blocks.length > 0 ? [note, ...message.blocks] : [];
  return { text: `${why} ${message.text}`, blocks };
}

/** Undefined when Slack refused it for good, with whatever code: then the next way is tried. */
async function unlessRefused<T>(log: Logger, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isTemporary(error)) throw error;
    log.info(forLog(error), 'Slack refused a message');
    return undefined;
  }
}

/** Every single way to a person or a channel. A way that is not open answers undefined or false; trouble that passes rejects. */
function createWays({ background, respond }: SlackOut, inOrder: PostQueue, log: Logger) {
  async function toChannel(channel: string, message: Message, thread: { thread_ts?: string } = {}): Promise<Address> {
    const post = { channel, ...thread, ...contentOf(message), ...NO_UNFURL };
    const answer = await inOrder(channel, () => background.chat.postMessage(post));
    return { channel: answer.channel ?? channel, ts: answer.ts ?? '' };
  }
  return {
    toChannel,

    /** A post of the bot where everybody sees it; undefined when it cannot speak there, or should not. */
    async post(origin: Origin, message: Message): Promise<Address | undefined> {
      const to = replyToOf(origin);
      if (!to.channel || origin.private) return undefined;
      const { channel, ...thread } = placeOf(to);
      return unlessRefused(log, () => toChannel(channel, message, thread));
    },

    /** An ephemeral message by Slack's API. */
    async ephemeral(origin: Origin, actor: Actor, message: Message): Promise<boolean> {
      const to = replyToOf(origin);
      if (!to.channel) return false;
      const post = { ...placeForOne(to), ...contentOf(message), user: actor.id };
      const done = await unlessRefused(log, () => inOrder(post.channel, () => background.chat.postEphemeral(post)));
      return done !== undefined;
    },

    /** Any failure leads to the next way: a response URL has few uses, and the next way is as good. */
    async responseUrl(origin: Origin, message: Message, type: 'in_channel' | 'ephemeral'): Promise<boolean> {
      const to = replyToOf(origin);
      if (!to.responseUrl) return false;
      const { channel: _, ...thread } = type === 'ephemeral' ? placeForOne(to) : placeOf(to);
      const body = { ...contentOf(message), ...thread, response_type: type, replace_original: false };
      return respond(to.responseUrl, body).then(
        () => true,
        () => false,
      );
    },

    /** A direct message, the last of the ways: rejects whatever the reason. */
    direct(origin: Origin, actor: Actor, message: Message): Promise<Address> {
      const { channel } = replyToOf(origin);
      return toChannel(actor.id, channel ? redirected(message, channel) : message);
    },
  };
}

/**
 * Brings messages to where the request came from. What everybody sees is a post of the bot, since only that has an
 * address. What Slack refuses for good goes on to the response URL, then to a direct message that says why it is there,
 * then the same ways as plain text. A temporary trouble of Slack's rejects: the caller tries again later.
 */
export function createDeliver(slack: SlackOut, log: Logger, inOrder: PostQueue = createPostQueue()) {
  const way = createWays(slack, inOrder, log);

  /** Ephemeral only; never falls back to a direct message. False when it could not be shown. */
  const postEphemeral = async (origin: Origin, actor: Actor, message: Message): Promise<boolean> =>
    (await way.responseUrl(origin, message, 'ephemeral')) || (await way.ephemeral(origin, actor, message));

  /** Undefined when neither the channel nor the response URL took it. */
  async function openly(origin: Origin, message: Message): Promise<{ address?: Address } | undefined> {
    const address = await way.post(origin, message);
    if (address) return { address };
    return (await way.responseUrl(origin, message, 'in_channel')) ? {} : undefined;
  }

  return {
    post: way.post,

    /** For everybody at the origin. The address, where it has one. Rejects when no way is left. */
    async toChannel(origin: Origin, actor: Actor, message: Message): Promise<Address | undefined> {
      const posted = await openly(origin, message);
      if (posted) return posted.address;
      const direct = await unlessRefused(log, () => way.direct(origin, actor, message));
      if (direct) return direct;
      const plain = plainOf(message);
      const plainly = await openly(origin, plain);
      return plainly ? plainly.address : way.direct(origin, actor, plain);
    },

    /** For the actor alone. Rejects when no way is left. */
    async toPerson(origin: Origin, actor: Actor, message: Message): Promise<void> {
      if (await postEphemeral(origin, actor, message)) return;
      if (await unlessRefused(log, () => way.direct(origin, actor, message))) return;
      const plain = plainOf(message);
      if (await postEphemeral(origin, actor, plain)) return;
      await way.direct(origin, actor, plain);
    },

    postEphemeral,

    /** A post of the bot in a channel of its own choice, e.g. where approvers sit; `below` is the message it answers. */
    postTo: (channel: string, message: Message, below?: string): Promise<Address> =>
      way.toChannel(channel, message, below ? { thread_ts: below } : {}),

    /** Changes a post of the bot. False when Slack refuses that for good, e.g. because it is gone. */
    async edit({ channel, ts }: Address, message: Message): Promise<boolean> {
      const change = { channel, ts, ...message };
      return (
        (await unlessRefused(log, () => inOrder(channel, () => slack.background.chat.update(change)))) !== undefined
      );
    },

    /** Takes a post of the bot away; failing leaves a stale word, not a wrong one. */
    async delete({ channel, ts }: Address): Promise<void> {
      await inOrder(channel, () => slack.background.chat.delete({ channel, ts })).catch(() => {});
    },

    /** Replaces the message whose button was pressed. False when the response URL does not take it. */
    replace: (responseUrl: string, message: Message): Promise<boolean> =>
      slack.respond(responseUrl, { ...message, replace_original: true }).then(
        () => true,
        (error: unknown) => {
          log.warn(forLog(error), 'pressed message not replaced');
          return false;
        },
      ),
  };
}
