import type { DataTableBlock, KnownBlock } from '@slack/types';
import type { Announcement, Notification } from '../src/watches/notification.ts';
import { BUTTON } from './actions.ts';

import { barChart } from './chart.ts';

import { clean, cleanLine, cut, LIMITS, withinBudget } from './limits.ts';
import type { Message } from './message.ts';
import { button, buttonRow, section } from './parts.ts';
import { bold, joined, line, type Mrkdwn, md } from './text.ts';
import {
  called,
  changesInLine,
  countsOf,
  EVENT_WORDS,
  happened,
  type People,
  watchFooter,
  withMenu,
} from './watch-parts.ts';

type Many = Extract<Announcement, { form: 'many' }>;
type Digest = Extract<Announcement, { form: 'digest' }>;

const WEEK_MS = 7 * 24 * 60 * 60_000;
/** Clocks may be set in between. */
const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const MOST_IN_TABLE = 100;
const FIRST_SHOWN = 5;

const showAll = ({ batch, watch, notifications }: Many | Digest): KnownBlock[] =>
  buttonRow([button(BUTTON.watchBatch, `Show all ${notifications.length}`, batch, { about: watch.title })]);

/** One event on one line: "New: Ada Lovelace, Status: New → Won". */
const eventLine = (notification: Notification, limit: number, plainly = false): Mrkdwn =>
  joined(
    [happened(notification, Math.min(limit, 300), plainly), changesInLine(notification.changes, limit, 80)],
    ', ',
    limit,
  );

const list = (notifications: readonly Notification[], limit: number, plainly = false): Mrkdwn =>
  joined(
    notifications.map((one) => md`• ${eventLine(one, limit, plainly)}`),
    '\n',
    LIMITS.sectionText,
  );

const restOf = (count: number, shown: number): Mrkdwn => (count > shown ? md`… and ${count - shown} more` : md``);

const textOf = (headline: Mrkdwn, { notifications, watch }: Many | Digest): Mrkdwn =>
  joined(
    [
      headline,
      list(notifications.slice(0, 10), 250, true),
      restOf(notifications.length, 10),
      md`Watch: ${line(watch.title, 200)}`,
    ],
    '\n',
    LIMITS.messageText,
  );

/** A burst: how many of what, the first few, and a button for all. */
export function manyMessage(announcement: Many, people: People): Message {
  const { notifications, watch } = announcement;
  const headline = md`${line(countsOf(notifications), 200)} at once`;
  const blocks = withinBudget((cap) => [
    withMenu(joined([called(announcement), md`*${headline}*`], ' '), watch),
    section(list(notifications.slice(0, FIRST_SHOWN), Math.min(cap, 500))),
    ...showAll(announcement),
    watchFooter(announcement, people),
  ]);
  return { text: textOf(joined([called(announcement), headline], ' '), announcement), blocks };
}

const wordsFor = (zone: string, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  try {
    return new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: zone });
  } catch {
    return new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: 'UTC' });
  }
};

/** Markup means nothing in a cell, so the words stand there as they are. */
const cell = (text: string, cap: number) => ({ type: 'raw_text' as const, text: cut(cleanLine(text) || '–', cap) });

const changesPlainly = ({ changes }: Notification): string =>
  changes
    .map(({ label, was, now }) => `${label}: ${was === undefined ? '' : `${was || '(empty)'} → `}${now || '(empty)'}`)
    .join(', ');

function table({ notifications, zone, watch }: Digest, cap: number): DataTableBlock {
  const times = wordsFor(zone, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  const header = ['What', 'Name', 'Changes', 'When'].map((text) => cell(text, 20));
  const rows = notifications
    .slice(0, MOST_IN_TABLE)
    .map((one) => [
      cell(EVENT_WORDS[one.event] || 'Done', 20),
      cell(one.title, Math.min(cap, 150)),
      cell(changesPlainly(one), Math.min(cap, 500)),
      cell(times.format(one.at), 30),
    ]);
  return {
    type: 'data_table',
    caption: cut(clean(watch.title) || 'Changes', 200),
    rows: [header, ...rows],
    page_size: 10,
    row_header_column_index: 1,
  };
}

/** How many a day, from the first to the last; undefined where that is less than a week. */
function chart({ notifications, from, to, zone }: Digest): KnownBlock | undefined {
  if (to - from < WEEK_MS - HOUR_MS) return undefined;
  const days = wordsFor(zone, { weekday: 'short', day: 'numeric', month: 'short' });
  const counts = new Map<string, number>();
  // Half a day at a time, so that no day is left out when clocks are set.
  for (let at = Math.max(from, to - 21 * DAY_MS); at < to; at += DAY_MS / 2) counts.set(days.format(at), 0);
  for (const { at } of notifications) {
    const day = days.format(at);
    if (counts.has(day)) counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return barChart('Changes a day', [...counts.keys()], [{ name: 'Changes', values: [...counts.values()] }]);
}

/** One message at its time: counts, a table of what changed and, for a week or more, a chart. */
export function digestMessage(announcement: Digest, people: People): Message {
  const { notifications, watch } = announcement;
  const headline = md`${line(countsOf(notifications), 200)}: ${line(watch.title, 200)}`;
  const head = () => withMenu(joined([called(announcement), md`*${headline}*`], ' '), watch);
  const drawn = chart(announcement);
  const blocks = withinBudget((cap) => [
    head(),
    ...(drawn ? [drawn] : []),
    table(announcement, cap),
    ...(notifications.length > FIRST_SHOWN ? showAll(announcement) : []),
    watchFooter(announcement, people),
  ]);
  return { text: textOf(joined([called(announcement), headline], ' '), announcement), blocks };
}

/** The same where Slack does not take tables and charts yet. */
export function plainDigestMessage(announcement: Digest, people: People): Message {
  const { text } = digestMessage(announcement, people);
  const { notifications, watch } = announcement;
  const headline = bold(`${countsOf(notifications)}: ${watch.title}`, 500);
  const shown = notifications.slice(0, 20);
  const blocks = withinBudget((cap) => [
    withMenu(joined([called(announcement), headline], ' '), watch),
    section(joined([list(shown, Math.min(cap, 300)), restOf(notifications.length, shown.length)], '\n')),
    ...showAll(announcement),
    watchFooter(announcement, people),
  ]);
  return { text, blocks };
}
