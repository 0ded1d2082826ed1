import type { KnownBlock, Overflow, SectionBlock } from '@slack/types';
import type { Announcement, Change, Notification, WatchLabel } from '../src/watches/notification.ts';
import type { WatchEvent } from '../src/watches/watch.ts';
import { BUTTON, buttonId, WATCH_CHOICES, type WatchChoice, watchMenuBlock, watchMenuValue } from './actions.ts';
import { LIMITS } from './limits.ts';
import { context, section } from './parts.ts';
import { bold, callGroup, code, joined, line, link, type Mrkdwn, md, mention, plain } from './text.ts';

/** What stands before the name of a record. What was done through the bot names itself. */
export const EVENT_WORDS: Readonly<Record<WatchEvent, string>> = {
  new: 'New',
  changed: 'Changed',
  gone: 'Gone',
  entered: 'Matches now',
  left: 'No longer matches',
  happened: '',
};

/** The same as adjectives for counts: "3 new, 2 changed". */
const COUNTED: Readonly<Record<WatchEvent, string>> = {
  new: 'new',
  changed: 'changed',
  gone: 'gone',
  entered: 'that match now',
  left: 'that no longer match',
  happened: 'done',
};

/** "8 new, 3 changed, 1 gone". */
export function countsOf(notifications: readonly Notification[]): string {
  const counts = new Map<WatchEvent, number>();
  for (const { event } of notifications) counts.set(event, (counts.get(event) ?? 0) + 1);
  return [...counts].map(([event, count]) => `${count} ${COUNTED[event]}`).join(', ');
}

/** The name of what it is about, linked to its page at the vendor. */
const titleOf = ({ title, link: url }: Notification, limit: number): Mrkdwn =>
  url === undefined ? line(title, limit) : link(url, title, limit);

/** "New: Ada Lovelace". `plainly`: without a link, for a message's text. */
export function happened(notification: Notification, limit: number, plainly = false): Mrkdwn {
  const word = EVENT_WORDS[notification.event];
  const title = (plainly ? line(notification.title, limit) : titleOf(notification, limit)) || md`(no name)`;
  return word === '' ? title : md`${line(word)}: ${title}`;
}

/** "New → Won"; where the old value was never kept, the new one. */
const changed = ({ was, now }: Change, limit: number): Mrkdwn => {
  const half = Math.max(8, Math.floor(limit / 2));
  const after = line(now, half) || md`(empty)`;
  return was === undefined ? md`now ${after}` : md`${line(was, half) || md`(empty)`} → ${after}`;
};

/** "Status: New → Won, Owner: Ben → Ada". */
export const changesInLine = (changes: readonly Change[], limit: number, each = 200): Mrkdwn =>
  joined(
    changes.map((change) => md`${line(change.label, 75)}: ${changed(change, each)}`),
    ', ',
    limit,
  );

/** The same, a line each, with the labels in bold. */
export const changeLines = (changes: readonly Change[], cap: number): Mrkdwn =>
  joined(
    changes.map((change) => md`${bold(change.label, 75)}  ${changed(change, Math.min(cap, 600))}`),
    '\n',
  );

/** Names of people by their ids. A mention would call them each time. */
export type People = ReadonlyMap<string, string>;

export const personName = (people: People, id: string): Mrkdwn => {
  const name = people.get(id);
  return name ? line(`@${name}`, 80) : code(id, 40);
};

/** "Watch *Leads in PMP* · set up by @ada". */
const watchLine = ({ watch, also = [] }: Pick<Announcement, 'watch' | 'also'>, people: People): Mrkdwn =>
  joined(
    [watch, ...also].map(
      ({ title, owner }: WatchLabel, index) =>
        md`${index === 0 ? md`Watch` : md`and`} ${bold(title, 200)} · set up by ${personName(people, owner)}`,
    ),
    ' ',
    1000,
  );

/** Whoever is to be called, from the settings of the watch alone. */
export const called = ({ mention: whom }: Pick<Announcement, 'mention'>): Mrkdwn =>
  !whom ? md`` : whom.kind === 'person' ? mention(whom.id) : callGroup(whom.id);

const menu = (watch: string, choices: readonly WatchChoice[]): Overflow => ({
  type: 'overflow',
  action_id: buttonId(BUTTON.watchMenu),
  options: choices.map((choice) => ({
    text: plain(WATCH_CHOICES[choice], LIMITS.optionText),
    value: watchMenuValue(choice, watch),
  })),
});

const PAUSES = ['pause_hour', 'pause_day', 'pause_monday'] as const;

/** A section with the menu of its watch beside it. `subject`: the record that can be muted. */
export function withMenu(text: Mrkdwn, watch: WatchLabel, subject?: string): SectionBlock {
  const id = subject === undefined ? undefined : watchMenuBlock(subject);
  const choices =
    id === undefined ? (['change', ...PAUSES, 'stop'] as const) : (['change', 'mute', ...PAUSES] as const);
  return { ...section(text), ...(id === undefined ? {} : { block_id: id }), accessory: menu(watch.id, choices) };
}

/** The last line of every message of a watch. */
export const watchFooter = (
  announcement: Pick<Announcement, 'watch' | 'also'>,
  people: People,
  ...more: readonly Mrkdwn[]
): KnownBlock => context(joined([watchLine(announcement, people), ...more], ' · '));
