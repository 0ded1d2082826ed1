import type { Message } from '../../api.ts';
import type { ChannelRecord } from '../channels.ts';
import type { PersonRecord } from '../people.ts';
import type { ViewRecord } from '../views.ts';
import type { World } from '../world.ts';

/** Something a person cannot do in Slack, or a failure they are shown; the message is for them. */
export class CannotDo extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'CannotDo';
  }
}

/** Whoever acts must exist, still work here, and not be the bot. */
export function actor(world: World, idOrHandle: string): PersonRecord {
  const person = world.directory.person(idOrHandle);
  if (!person || person.kind === 'bot') throw new CannotDo(`There is nobody called ${idOrHandle} to act as.`);
  if (person.deactivated) throw new CannotDo(`${person.name} is deactivated and can do nothing any more.`);
  return person;
}

/** A channel the person sees. */
export function seenChannel(world: World, person: PersonRecord, idOrName: string): ChannelRecord {
  const channel = world.directory.channel(idOrName);
  if (!channel || !world.directory.canSee(person.id, channel.id)) {
    throw new CannotDo(`${person.name} sees no channel ${idOrName}.`);
  }
  return channel;
}

/** A channel the person can write in. */
export function openChannel(world: World, person: PersonRecord, idOrName: string): ChannelRecord {
  const channel = seenChannel(world, person, idOrName);
  if (channel.archived) throw new CannotDo(`#${channel.name} is archived.`);
  return channel;
}

export function seenMessage(world: World, person: PersonRecord, channel: ChannelRecord, ts: string): Message {
  const message = world.messages.visibleTo(person.id, channel.id).find((one) => one.ts === ts);
  if (!message) throw new CannotDo(`${person.name} sees no message ${ts} there.`);
  return message;
}

/** A view on the person's screen: in the modal stack, or their App Home. */
export function openView(world: World, person: PersonRecord, viewId: string): ViewRecord {
  const view = world.views.find(viewId);
  if (!view || view.owner !== person.id) throw new CannotDo('That view is not open any more.');
  return view;
}

/** Only the modal on top takes input. */
export function topView(world: World, person: PersonRecord, viewId: string): ViewRecord {
  const view = openView(world, person, viewId);
  if (world.views.top(person.id) !== view) throw new CannotDo('Another view lies on top of that one.');
  return view;
}

/** Without it no button, menu, modal or shortcut works. */
export function requireInteractivity({ manifest }: World): void {
  if (!manifest.settings.interactivity.is_enabled) {
    throw new CannotDo('The manifest does not enable interactivity, so Slack has nowhere to send this.');
  }
}
