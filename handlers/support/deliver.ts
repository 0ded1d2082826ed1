import type { Message } from '../../blocks/message.ts';
import type { Actor, Origin } from '../../src/intent.ts';
import type { SlackOut } from './slack-out.ts';

/** Slack's ways of saying that the bot cannot speak in this channel. */
const SHUT_OUT = new Set([
  'not_in_channel',
  'channel_not_found',
  'is_archived',
  'restricted_action',
  'user_not_in_channel',
]);

const errorCode = (error: unknown): string | undefined => (error as { data?: { error?: string } }).data?.error;

const NO_UNFURL = { unfurl_links: false, unfurl_media: false };

/** Where a post of the bot stands, so that it can be changed. */
export interface Address {
  channel: string;
  ts: string;
}

export type Deliver = ReturnType<typeof createDeliver>;

/**
 * Brings a message to where the wish came from: through its response URL while that lives, else as a post of the bot,
 * else (the bot is not in the channel) as a direct message that says so. Rejects when none of these worked.
 */
export function createDeliver(slack: SlackOut) {
  async function byResponseUrl(origin: Origin, message: Message, visible: 'channel' | 'person'): Promise<boolean> {
    if (!origin.responseUrl) return false;
    try {
      await slack.respond(origin.responseUrl, {
        ...message,
        response_type: visible === 'channel' ? 'in_channel' : 'ephemeral',
        replace_original: false,
        ...(origin.thread ? { thread_ts: origin.thread } : {}),
      });
      return true;
    } catch {
      return false;
    }
  }

  async function inChannel(
    origin: Origin,
    actor: Actor,
    message: Message,
    visible: 'channel' | 'person',
  ): Promise<boolean> {
    if (!origin.channel) return false;
    if (visible === 'channel') return (await announce({ ...origin, private: false }, message)) !== undefined;
    const thread = origin.thread ? { thread_ts: origin.thread } : {};
    try {
      await slack.patient.chat.postEphemeral({ channel: origin.channel, ...thread, ...message, user: actor.id });
      return true;
    } catch (error) {
      if (SHUT_OUT.has(errorCode(error) ?? '')) return false;
      throw error;
    }
  }

  async function directly(origin: Origin, actor: Actor, message: Message): Promise<void> {
    const why = origin.channel ? `I cannot post in <#${origin.channel}>, so here is the answer.` : '';
    const note = { type: 'context' as const, elements: [{ type: 'mrkdwn' as const, text: why }] };
    await slack.patient.chat.postMessage({
      channel: actor.id,
      text: why ? `${why} ${message.text}` : message.text,
      blocks: why ? [note, ...message.blocks] : message.blocks,
      ...NO_UNFURL,
    });
  }

  /** Puts a post of the bot where everybody sees it; undefined when it cannot speak there. */
  async function announce(origin: Origin, message: Message): Promise<Address | undefined> {
    if (!origin.channel || origin.private) return undefined;
    const where = { channel: origin.channel, ...(origin.thread ? { thread_ts: origin.thread } : {}) };
    try {
      const { channel, ts } = await slack.patient.chat.postMessage({ ...where, ...message, ...NO_UNFURL });
      return channel && ts ? { channel, ts } : undefined;
    } catch (error) {
      if (SHUT_OUT.has(errorCode(error) ?? '')) return undefined;
      throw error;
    }
  }

  return {
    /** `person`: only the actor sees it. */
    async post(origin: Origin, actor: Actor, message: Message, visible: 'channel' | 'person'): Promise<void> {
      if (await byResponseUrl(origin, message, visible)) return;
      if (await inChannel(origin, actor, message, visible)) return;
      await directly(origin, actor, message);
    },

    announce,

    /** Changes a post of the bot. */
    async edit({ channel, ts }: Address, message: Message): Promise<void> {
      await slack.patient.chat.update({ channel, ts, ...message });
    },

    /** Takes a post of the bot away; failing leaves a stale word, not a wrong one. */
    async withdraw({ channel, ts }: Address): Promise<void> {
      await slack.patient.chat.delete({ channel, ts }).catch(() => {});
    },

    /** Replaces the message whose button was pressed. */
    async replace(responseUrl: string, message: Message): Promise<void> {
      await slack.respond(responseUrl, { ...message, replace_original: true });
    },
  };
}
