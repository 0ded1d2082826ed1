import type { Channel, Person } from '../api.ts';
import { type ChannelRecord, directMessage, GROUP, seedChannels, seedPeople } from './channels.ts';
import { BOT_USER } from './identity.ts';
import { bot, type PersonRecord } from './people.ts';

/** A channel as the page knows it. */
export const shownChannel = ({ members: _, shared: __, with: ___, ...channel }: ChannelRecord): Channel => channel;

/** Who and what exists in the workspace, and who sees which channel. */
export class Directory {
  readonly group = GROUP;
  readonly #bot: PersonRecord;
  #people: Map<string, PersonRecord>;
  #channels: Map<string, ChannelRecord>;

  constructor(botHandle: string, botName: string) {
    this.#bot = bot(botHandle, botName);
    this.#people = this.#seededPeople();
    this.#channels = this.#seededChannels();
  }

  /** Forgets what was done to channels and people. */
  reset(): void {
    this.#people = this.#seededPeople();
    this.#channels = this.#seededChannels();
  }

  #seededPeople(): Map<string, PersonRecord> {
    // Copies: what happens to somebody here must not happen in another workspace.
    return new Map([...seedPeople(), this.#bot].map((person) => [person.id, { ...person }]));
  }

  #seededChannels(): Map<string, ChannelRecord> {
    const direct = [...this.#people.values()].filter((person) => person.id !== BOT_USER).map(directMessage);
    return new Map([...seedChannels(), ...direct].map((channel) => [channel.id, channel]));
  }

  /** By id or handle (`ada`, `@ada`). */
  person(idOrHandle: string): PersonRecord | undefined {
    const handle = idOrHandle.replace(/^@/, '').toLowerCase();
    return this.#people.get(idOrHandle) ?? [...this.#people.values()].find((person) => person.handle === handle);
  }

  /** By id or name (`operations`, `#operations`). Direct messages go by id, or by the id of the person. */
  channel(idOrName: string): ChannelRecord | undefined {
    const name = idOrName.replace(/^#/, '').toLowerCase();
    const named = [...this.#channels.values()].find((channel) => channel.kind !== 'direct' && channel.name === name);
    return this.#channels.get(idOrName) ?? named ?? this.direct(idOrName);
  }

  direct(personId: string): ChannelRecord | undefined {
    return [...this.#channels.values()].find((channel) => channel.with !== undefined && channel.with === personId);
  }

  isMember(personId: string, channelId: string): boolean {
    return this.#channels.get(channelId)?.members.has(personId) ?? false;
  }

  /** Members see everything public; guests and strangers only where they were let in. */
  canSee(personId: string, channelId: string): boolean {
    const [person, channel] = [this.#people.get(personId), this.#channels.get(channelId)];
    if (!person || !channel) return false;
    const isInsider = person.kind === 'member' || person.kind === 'admin';
    return channel.members.has(personId) || (channel.kind === 'public' && isInsider);
  }

  /** Who can be acted as, the bot, and who left meanwhile. */
  people(): Person[] {
    return [...this.#people.values()]
      .filter(({ deactivated, left }) => !deactivated || left)
      .map(({ id, name, kind, about, left }) => ({ id, name, kind, about, ...(left && { left }) }));
  }

  channelsOf(personId: string): Channel[] {
    return [...this.#channels.values()].filter((channel) => this.canSee(personId, channel.id)).map(shownChannel);
  }
}
