import type { SandboxCalls } from '../../api.ts';
import type { ChannelRecord } from '../channels.ts';
import { SLACKBOT } from '../identity.ts';
import { commandFields } from '../payloads.ts';
import type { PersonRecord } from '../people.ts';
import { postResponse } from '../responses.ts';
import { escapedText, segmentsOf } from '../typed-text.ts';
import { isObject } from '../validate/check.ts';
import { SlackError } from '../web-api/call.ts';
import type { World } from '../world.ts';
import { actor, CannotDo, openChannel } from './able.ts';

/** Shows what the bot acknowledged with. Text and `ephemeral` are for the person alone, `in_channel` shows what was typed too. */
function showAck(world: World, person: PersonRecord, channel: ChannelRecord, typed: string, ack: unknown): void {
  if (ack === undefined || ack === '') return;
  const response = isObject(ack) ? ack : { text: String(ack) };
  if (response.response_type === 'in_channel') {
    world.messages.post('typed', {
      channel: channel.id,
      user: person.id,
      text: escapedText([{ kind: 'text', text: typed }]),
    });
  }
  postResponse(world, 'ack', { kind: 'commands', channel: channel.id, person: person.id }, response);
}

/** Runs what was typed after a slash, with whatever Slack itself says when that fails. */
export async function runCommand(world: World, { as, channel: where, text: typed }: SandboxCalls['command']) {
  const person = actor(world, as);
  const channel = openChannel(world, person, where);
  const [, command = '', rest = ''] = /^(\/\S*)\s*([\s\S]*)$/.exec(typed.trim()) ?? [];
  if (!command) throw new CannotDo('A command starts with a slash.');
  const slackbot = (text: string) =>
    world.messages.post('slackbot', { channel: channel.id, user: SLACKBOT, text, ephemeralFor: person.id });

  const declared = world.manifest.features.slash_commands.find((one) => one.command === command.toLowerCase());
  if (!declared) {
    slackbot(`\`${command}\` is not a valid command.`);
    return {};
  }
  const answer = await world.link.deliver({
    type: 'slash_commands',
    payload: commandFields(person, channel, {
      command: declared.command,
      text: declared.should_escape ? escapedText(segmentsOf(rest, world.directory, person.id)) : rest,
      response_url: world.responseUrls.create({ kind: 'commands', channel: channel.id, person: person.id }),
      trigger_id: world.triggers.create(person.id, channel.id),
    }),
  });
  const failedWith = (error: string) => slackbot(`${command} failed with the error "${error}"`);
  if (!answer.ok) {
    failedWith(answer.error);
    return {};
  }
  try {
    showAck(world, person, channel, typed.trim(), answer.body);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    failedWith(error.code);
  }
  return {};
}
