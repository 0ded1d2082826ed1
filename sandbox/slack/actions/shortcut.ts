import type { SandboxCalls } from '../../api.ts';
import { channelField, interaction } from '../payloads.ts';
import type { PersonRecord } from '../people.ts';
import type { Dictionary } from '../validate/check.ts';
import type { World } from '../world.ts';
import { actor, CannotDo, openChannel, requireInteractivity, seenMessage } from './able.ts';

type Call = SandboxCalls['shortcut'];

/** What a message shortcut adds to a global one. */
function onMessage(world: World, person: PersonRecord, { channel: where, ts }: Call): Dictionary {
  const channel = openChannel(world, person, where ?? '');
  const message = seenMessage(world, person, channel, ts ?? '');
  if (message.ephemeralFor) throw new CannotDo('Shortcuts do not work on messages only you can see.');
  const payload = { ...world.messages.payload(channel.id, message.ts) };
  // Here, unlike in block_actions, posts of bots name no user.
  if (payload.bot_id) delete payload.user;
  return {
    channel: channelField(channel),
    message_ts: message.ts,
    message: payload,
    response_url: world.responseUrls.create({ kind: 'app', channel: channel.id, person: person.id }),
    trigger_id: world.triggers.create(person.id, channel.id),
  };
}

/** Runs a shortcut of the manifest, from anywhere or on a message. */
export async function runShortcut(world: World, call: Call) {
  requireInteractivity(world);
  const person = actor(world, call.as);
  const declared = world.manifest.features.shortcuts.find((one) => one.callback_id === call.callbackId);
  if (!declared) throw new CannotDo(`The manifest has no shortcut ${call.callbackId}.`);
  const isGlobal = declared.type === 'global';
  const { api_app_id: _, ...common } = interaction(isGlobal ? 'shortcut' : 'message_action', person);
  const answer = await world.link.deliver({
    type: 'interactive',
    payload: {
      ...common,
      ...(isGlobal ? { trigger_id: world.triggers.create(person.id) } : onMessage(world, person, call)),
      callback_id: declared.callback_id,
      action_ts: world.clock.ts(),
    },
  });
  if (!answer.ok) throw new CannotDo(`"${declared.name}" did not work: the app failed with ${answer.error}.`);
  return {};
}
