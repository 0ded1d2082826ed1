import type { Message } from '../../api.ts';
import type { ChannelRecord } from '../channels.ts';
import { BOT_USER } from '../identity.ts';
import type { Dictionary } from '../validate/check.ts';
import { type Call, type Method, SlackError } from './call.ts';
import { contentOf } from './posting.ts';

/** The channel the bot may post to; a person's id means the direct message with them. */
function postable(call: Call): ChannelRecord {
  const { directory, manifest } = call.world;
  const channel = directory.channel(call.required('channel'));
  const isHidden = channel?.kind === 'private' && !channel.botIsMember;
  if (!channel || isHidden) throw new SlackError('channel_not_found');
  if (channel.archived) throw new SlackError('is_archived');
  const isOpen = channel.kind === 'public' && manifest.oauth_config.scopes.bot.includes('chat:write.public');
  if (!channel.botIsMember && !isOpen) throw new SlackError('not_in_channel');
  return channel;
}

const content = (call: Call) =>
  contentOf({
    text: call.optional('text'),
    blocks: call.json('blocks', 'invalid_blocks_format'),
    attachments: call.json('attachments', 'invalid_attachments'),
    markdown_text: call.optional('markdown_text'),
  });

/** A message of the bot's own, posted for all to see. */
function own(call: Call, refusal: string): Message {
  const { directory, messages } = call.world;
  const channel = directory.channel(call.required('channel'));
  if (!channel || (channel.kind === 'private' && !channel.botIsMember)) throw new SlackError('channel_not_found');
  const message = messages.get(channel.id, call.required('ts'));
  if (!message || message.ephemeralFor) throw new SlackError('message_not_found');
  if (message.user !== BOT_USER) throw new SlackError(refusal);
  if (channel.archived) throw new SlackError('is_inactive');
  return message;
}

const answer = (call: Call, { channel, ts }: Message): Dictionary => ({
  channel,
  ts,
  message: call.world.messages.payload(channel, ts),
});

const postMessage: Method = {
  scopes: ['chat:write'],
  tokens: ['bot', 'workflow'],
  run(call) {
    const channel = postable(call);
    const threadTs = call.optional('thread_ts');
    const metadata = call.json('metadata', 'invalid_metadata_format');
    const message = call.world.messages.post('chat.postMessage', {
      channel: channel.id,
      user: BOT_USER,
      metadata,
      ...content(call),
      ...(threadTs ? { threadTs } : {}),
    });
    return answer(call, message);
  },
};

const postEphemeral: Method = {
  scopes: ['chat:write'],
  tokens: ['bot', 'workflow'],
  run(call) {
    const channel = postable(call);
    const person = call.required('user');
    if (!call.world.directory.isMember(person, channel.id)) throw new SlackError('user_not_in_channel');
    const threadTs = call.optional('thread_ts');
    const { ts } = call.world.messages.post('chat.postEphemeral', {
      channel: channel.id,
      user: BOT_USER,
      ephemeralFor: person,
      ...content(call),
      ...(threadTs ? { threadTs } : {}),
    });
    return { message_ts: ts };
  },
};

/** Blocks that are not mentioned stay; an empty list takes them away. */
const update: Method = {
  scopes: ['chat:write'],
  tokens: ['bot', 'workflow'],
  run(call) {
    const message = own(call, 'cant_update_message');
    const { text, blocks = message.blocks } = content(call);
    const change = { text, ...(blocks && blocks.length > 0 ? { blocks } : {}) };
    call.world.messages.update(message.channel, message.ts, change);
    return { ...answer(call, message), text };
  },
};

const remove: Method = {
  scopes: ['chat:write'],
  tokens: ['bot', 'workflow'],
  run(call) {
    const { channel, ts } = own(call, 'cant_delete_message');
    call.world.messages.delete(channel, ts);
    return { channel, ts };
  },
};

export const CHAT: Readonly<Record<string, Method>> = {
  'chat.postMessage': postMessage,
  'chat.postEphemeral': postEphemeral,
  'chat.update': update,
  'chat.delete': remove,
};
