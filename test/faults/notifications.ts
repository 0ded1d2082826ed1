import type { Message } from '../../sandbox/api.ts';
import type { Workspace } from '../../sandbox/slack/index.ts';
import type { Outcome } from '../../src/journal/intent.ts';
import { wordsIn } from '../support/stage.ts';

/** What a person reads of how an intent ended: what was certainly done, certainly not done, or unknown. */
export const NOTIFIED_STATES = ['done', 'not done', 'unknown'] as const;
export type NotifiedState = (typeof NOTIFIED_STATES)[number];

/** One message that notified somebody how an intent ended. */
export interface Notification {
  at: number;
  reference: string;
  notified: NotifiedState;
  /** Channel and time stamp: an edit is no second notification. */
  where: string;
  words: string;
}

export const REFERENCE = /BH-[0-9A-Z]{6}/;

/** How each final state must read. */
export const NOTIFIED_OF: Record<Outcome['state'], NotifiedState> = {
  succeeded: 'done',
  denied: 'not done',
  refused: 'not done',
  failed: 'not done',
  expired: 'not done',
  unknown: 'unknown',
} as Record<Outcome['state'], NotifiedState>;

const NOT_DONE = /^(Not done|No clear answer|Not allowed|Not approved|Refused by |Something went wrong in the bot)/;
const ASKING = /^(Please confirm: |Approval: |Waiting for )/;

/** What a message says, without why it comes as a direct message. */
const withoutExcuse = (text: string): string =>
  text.replace(
    /^I cannot post in <#\w+>, so here is the answer\. (?:Invite me there to see answers in the channel\. )?/,
    '',
  );

/** What a message of the bot says of an intent; undefined when it does not speak of an end. */
export function notifiedBy({
  text,
  blocks,
}: Message): Pick<Notification, 'reference' | 'notified' | 'words'> | undefined {
  const words = `${text}\n${wordsIn(blocks)}`;
  // Its own reference is at the end; the reason may name another one.
  const reference = words.match(new RegExp(REFERENCE, 'g'))?.at(-1);
  const own = withoutExcuse(text);
  if (!reference || ASKING.test(own)) return undefined;
  if (own.startsWith('Outcome unknown')) return { reference, notified: 'unknown', words };
  if (NOT_DONE.test(own)) return { reference, notified: 'not done', words };
  if (/asked by <@/.test(words)) return { reference, notified: 'done', words };
  return undefined;
}

/** A word to one person that speaks of no intent: a press that came to nothing. */
export interface Notice {
  at: number;
  /** Id of the person. */
  to: string;
  words: string;
}

export interface Heard {
  notifications: readonly Notification[];
  notices: readonly Notice[];
  /** References of the proposals whose question was posted. */
  questions: ReadonlySet<string>;
  /** How many "Working on it" of the bot's own posts still stand. */
  working(): number;
  end(): void;
}

/** Listens to everything the bot says, and keeps what tells an end. */
export function listen(workspace: Workspace): Heard {
  const notifications: Notification[] = [];
  const notices: Notice[] = [];
  const questions = new Set<string>();
  const directOf = new Map(
    ['ada', 'grace', 'margaret'].flatMap((name) => {
      const id = workspace.person(name)?.id ?? '';
      const direct = workspace.channel(id)?.id;
      return direct ? [[direct, id] as const] : [];
    }),
  );
  const working = new Set<string>();
  const end = workspace.onEvent((event) => {
    if (event.type === 'message_deleted') working.delete(`${event.channel} ${event.ts}`);
    if (event.type !== 'message') return;
    const { message } = event;
    const where = `${message.channel} ${message.ts}`;
    if (!message.ephemeralFor && message.text.startsWith('Working on it')) working.add(where);
    else working.delete(where);
    const notified = notifiedBy(message);
    const isNew = notified && !notifications.some((one) => one.where === where && one.notified === notified.notified);
    if (isNew) notifications.push({ ...notified, where, at: Date.now() });
    if (notified) return;
    const words = `${message.text}\n${wordsIn(message.blocks)}`;
    const asked = withoutExcuse(message.text).startsWith('Please confirm: ')
      ? REFERENCE.exec(JSON.stringify(message.blocks))
      : null;
    if (asked) questions.add(asked[0]);
    const to = message.ephemeralFor ?? directOf.get(message.channel);
    if (to) notices.push({ at: Date.now(), to, words });
  });
  return { notifications, notices, questions, working: () => working.size, end };
}
