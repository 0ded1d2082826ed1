import type { Message, SandboxCalls } from '../../api.ts';
import type { ChannelRecord } from '../channels.ts';
import { BOT_USER } from '../identity.ts';
import { eventEnvelope } from '../payloads.ts';
import { escapedText, segmentsOf } from '../typed-text.ts';
import type { World } from '../world.ts';
import { actor, CannotDo, openChannel } from './able.ts';

/** The event the bot hears of a message, if it subscribed to one that fits. */
function eventFor(world: World, channel: ChannelRecord, { text }: Message): string | undefined {
  const mentionsBot = channel.botIsMember && text.includes(`<@${BOT_USER}>`);
  const heard = channel.kind === 'direct' ? 'message' : mentionsBot ? 'app_mention' : undefined;
  const subscription = heard === 'message' ? 'message.im' : heard;
  const { bot_events: subscribed } = world.manifest.settings.event_subscriptions;
  return subscription && subscribed.includes(subscription) ? heard : undefined;
}

/** Posts what a person typed, and tells the bot if it listens. */
export async function say(world: World, { as, channel: where, text: typed, threadTs }: SandboxCalls['say']) {
  const person = actor(world, as);
  const channel = openChannel(world, person, where);
  if (typed.trim() === '') throw new CannotDo('There is nothing to say.');
  const text = escapedText(segmentsOf(typed, world.directory, person.id), false);
  const message = world.messages.post('typed', {
    channel: channel.id,
    user: person.id,
    text,
    typed,
    ...(threadTs ? { threadTs } : {}),
  });
  const type = eventFor(world, channel, message);
  if (type) {
    const more = { channel: channel.id, channel_type: channel.kind === 'direct' ? 'im' : 'channel' };
    await world.events.send(eventEnvelope(world, { ...world.messages.payload(channel.id, message.ts), type, ...more }));
  }
  return { ts: message.ts };
}
