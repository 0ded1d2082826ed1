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
    const where = { channel: origin.channel, ...(origin.thread ? { thread_ts: origin.thread } : {}) };
    try {
      if (visible === 'person') await slack.patient.chat.postEphemeral({ ...where, ...message, user: actor.id });
      else await slack.patient.chat.postMessage({ ...where, ...message, unfurl_links: false, unfurl_media: false });
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
      unfurl_links: false,
      unfurl_media: false,
    });
  }

  return {
    /** `person`: only the actor sees it. */
    async post(origin: Origin, actor: Actor, message: Message, visible: 'channel' | 'person'): Promise<void> {
      if (await byResponseUrl(origin, message, visible)) return;
      if (await inChannel(origin, actor, message, visible)) return;
      await directly(origin, actor, message);
    },

    /** Removes the message a response URL put up last, e.g. "working on it". Failing is harmless. */
    async takeBack(origin: Origin): Promise<void> {
      if (origin.responseUrl) await slack.respond(origin.responseUrl, { delete_original: true }).catch(() => {});
    },

    /** Replaces the message whose button was pressed. */
    async replace(responseUrl: string, message: Message): Promise<void> {
      await slack.respond(responseUrl, { ...message, replace_original: true });
    },
  };
}
