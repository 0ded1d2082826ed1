import type { SandboxCalls } from '../../api.ts';
import { shownChannel } from '../directory.ts';
import { BOT_USER } from '../identity.ts';
import type { World } from '../world.ts';
import { CannotDo } from './able.ts';

/** Archives a channel, takes the bot out of it, or undoes that. */
export async function changeChannel(world: World, { channel: where, do: what }: SandboxCalls['channel']) {
  const channel = world.directory.channel(where);
  if (!channel || channel.kind === 'direct') throw new CannotDo(`There is no channel ${where} to change.`);
  const isHere = what === 'invite_bot';
  switch (what) {
    case 'archive':
      channel.archived = true;
      break;
    case 'unarchive':
      delete channel.archived;
      break;
    case 'remove_bot':
    case 'invite_bot':
      channel.botIsMember = isHere;
      channel.members[isHere ? 'add' : 'delete'](BOT_USER);
      break;
  }
  const shown = shownChannel(channel);
  world.feed.emit({ type: 'channel', channel: shown }, (person) => world.directory.canSee(person, channel.id));
  return {};
}
