import type { KnownBlock } from '@slack/types';
import type { Message } from '../api.ts';
import type { Clock } from './clock.ts';
import type { Directory } from './directory.ts';
import type { Feed } from './feed.ts';
import { APP_ID, BOT_ID, BOT_USER, PARTNER_TEAM, TEAM } from './identity.ts';
import { richTextOf, segmentsOf } from './typed-text.ts';
import type { Dictionary } from './validate/check.ts';

/** How a message came to be. */
export type PostWay = 'typed' | 'slackbot' | 'ack' | 'response_url' | 'chat.postMessage' | 'chat.postEphemeral';

export interface NewMessage {
  channel: string;
  user: string;
  text: string;
  blocks?: KnownBlock[];
  threadTs?: string;
  ephemeralFor?: string;
  metadata?: unknown;
  /** What a person typed, before escaping. */
  typed?: string;
}

/** One line in the books: a message as it was posted, whatever became of it. */
export interface Post {
  at: number;
  way: PostWay;
  message: Message;
}

type Stored = Message & Pick<NewMessage, 'metadata' | 'typed'>;

/** All messages, and the books of what was ever posted. */
export class MessageBook {
  readonly #clock: Clock;
  readonly #directory: Directory;
  readonly #feed: Feed;
  readonly #messages: Stored[] = [];
  readonly #posts: Post[] = [];

  constructor(clock: Clock, directory: Directory, feed: Feed) {
    this.#clock = clock;
    this.#directory = directory;
    this.#feed = feed;
  }

  post(way: PostWay, message: NewMessage): Message {
    const stored: Stored = { ...message, ts: this.#clock.ts() };
    this.#posts.push({ at: this.#clock.now(), way, message: visible(stored) });
    // "Ephemeral messages in threads are only shown if there is already an active thread": taken, and seen by nobody.
    if (stored.ephemeralFor && stored.threadTs && !this.#hasReplies(stored.channel, stored.threadTs))
      return visible(stored);
    this.#messages.push(stored);
    this.#publish(stored);
    return visible(stored);
  }

  /** Replaces text and blocks; returns the message as it is now, or nothing when there is none. */
  update(channel: string, ts: string, change: { text: string; blocks?: KnownBlock[]; metadata?: unknown }) {
    const stored = this.#find(channel, ts);
    if (!stored) return undefined;
    delete stored.blocks;
    Object.assign(stored, change, { edited: true });
    this.#publish(stored);
    return visible(stored);
  }

  delete(channel: string, ts: string): boolean {
    const stored = this.#find(channel, ts);
    if (!stored) return false;
    this.#messages.splice(this.#messages.indexOf(stored), 1);
    this.#feed.emit({ type: 'message_deleted', channel, ts }, (person) => this.#seenBy(stored, person));
    return true;
  }

  get(channel: string, ts: string): Message | undefined {
    const stored = this.#find(channel, ts);
    return stored && visible(stored);
  }

  /** What a person sees, oldest first; in one channel or in all. */
  visibleTo(personId: string, channel?: string): Message[] {
    return this.#messages
      .filter((message) => (!channel || message.channel === channel) && this.#seenBy(message, personId))
      .map(visible);
  }

  posts(): readonly Post[] {
    return this.#posts;
  }

  /** The message as payloads and the Web API carry it. Undefined for what the bot may not read: other people's ephemerals. */
  payload(channel: string, ts: string): Dictionary | undefined {
    const stored = this.#find(channel, ts);
    if (!stored) return undefined;
    const { user, text, threadTs, blocks, edited, metadata, typed } = stored;
    const person = this.#directory.person(user);
    const isBot = user === BOT_USER;
    return {
      type: 'message',
      ...(isBot ? { bot_id: BOT_ID, app_id: APP_ID } : { client_msg_id: `sandbox-${ts}` }),
      user,
      team: person?.kind === 'stranger' ? PARTNER_TEAM.id : TEAM.id,
      ts,
      ...(threadTs ? { thread_ts: threadTs } : this.#hasReplies(channel, ts) ? { thread_ts: ts } : {}),
      text,
      ...(blocks ? { blocks } : {}),
      ...(typed === undefined ? {} : { blocks: [richTextOf(segmentsOf(typed, this.#directory, user), `typed-${ts}`)] }),
      ...(edited ? { edited: { user, ts } } : {}),
      ...(metadata ? { metadata } : {}),
    };
  }

  #hasReplies(channel: string, ts: string): boolean {
    return this.#messages.some((one) => one.channel === channel && one.threadTs === ts && !one.ephemeralFor);
  }

  #find(channel: string, ts: string): Stored | undefined {
    return this.#messages.find((message) => message.channel === channel && message.ts === ts);
  }

  #seenBy(message: Stored, personId: string): boolean {
    const isAddressee = message.ephemeralFor === undefined || message.ephemeralFor === personId;
    return isAddressee && this.#directory.canSee(personId, message.channel);
  }

  #publish(stored: Stored): void {
    this.#feed.emit({ type: 'message', message: visible(stored) }, (person) => this.#seenBy(stored, person));
  }
}

const visible = ({ metadata: _, typed: __, ...message }: Stored): Message => ({ ...message });
