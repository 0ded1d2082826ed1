import type { Announcement, Notification } from '../src/watches/notification.ts';

import { dateToken } from './dates.ts';
import { factBlocks, factsInLine } from './facts.ts';
import { LIMITS, NEXT_SHOWN, NOTES_SHOWN, withinBudget } from './limits.ts';
import type { Message } from './message.ts';
import { buttonRow, context, nextButton, plainSection, section } from './parts.ts';
import { joined, line, type Mrkdwn, md, words } from './text.ts';
import {
  called,
  changeLines,
  changesInLine,
  happened,
  type People,
  personName,
  watchFooter,
  withMenu,
} from './watch-parts.ts';

type One = Extract<Announcement, { form: 'one' }>;
type History = Extract<Announcement, { form: 'history' }>;

const TEST = 'This is a test of the watch. Nothing happened.';

const since = ({ at }: Notification): Mrkdwn => dateToken(new Date(at).toISOString());

const by = ({ actor }: Notification, people: People): Mrkdwn =>
  actor === undefined ? md`` : md`by ${personName(people, actor)}`;

/** One event: what happened, what changed, the present state, and what can be done next. */
export function notificationMessage(
  announcement: One,
  people: People,
  /** Ids of the operations whose buttons are red. */
  dangerous: ReadonlySet<string>,
): Message {
  const { notification, watch, isTest } = announcement;
  const { card, changes, event } = notification;
  const isThere = event !== 'gone';
  const known = new Set(changes.map(({ label }) => label));
  const facts = Object.fromEntries(Object.entries(card.facts ?? {}).filter(([label]) => !known.has(label)));
  const style = (operation: string) => (dangerous.has(operation) ? ('danger' as const) : undefined);
  const subject = event === 'happened' ? undefined : notification.subject;
  const blocks = withinBudget((cap) => [
    ...(isTest ? [context(words(TEST))] : []),
    withMenu(joined([called(announcement), md`*${happened(notification, Math.min(cap, 600))}*`], ' '), watch, subject),
    ...(changes.length > 0 ? [section(changeLines(changes, cap))] : []),
    ...(card.body?.trim() ? [plainSection(card.body, Math.min(cap, 1500))] : []),
    ...factBlocks(facts, cap),
    ...(card.notes ?? []).slice(0, NOTES_SHOWN).map((note) => context(md`*Note:* ${words(note, Math.min(cap, 300))}`)),
    ...buttonRow(
      (isThere ? (card.next ?? []) : [])
        .slice(0, NEXT_SHOWN)
        .map((next, index) =>
          nextButton(next, { index, style: style(next.operation), about: notification.title }, cap),
        ),
    ),
    watchFooter(announcement, people, by(notification, people), since(notification)),
  ]);
  const text = joined(
    [
      ...(isTest ? [words(TEST)] : []),
      joined([called(announcement), happened(notification, 500, true)], ' '),
      changesInLine(changes, 1000),
      factsInLine(facts, 3),
      md`Watch: ${line(watch.title, 200)}`,
    ],
    '\n',
    LIMITS.messageText,
  );
  return { text, blocks };
}

/** One event in a few words, as a line of a thread. */
const shortly = (notification: Notification, cap: number): Mrkdwn =>
  notification.changes.length > 0
    ? changeLines(notification.changes, cap)
    : md`*${happened(notification, Math.min(cap, 300), true)}*`;

/** Below the message of a record: what changed this time, and before it what only the message said until now. */
export function historyMessage({ notification, earlier, watch }: History, people: People): Message {
  const all = earlier ? [earlier, notification] : [notification];
  const text = joined(
    all.flatMap((one) => [happened(one, 500, true), changesInLine(one.changes, 2000)]),
    '\n',
    LIMITS.messageText,
  );
  const blocks = withinBudget((cap) =>
    all.flatMap((one, index) => [
      section(shortly(one, cap)),
      context(joined([...(index === 0 ? [line(watch.title, 100)] : []), by(one, people), since(one)], ' · ')),
    ]),
  );
  return { text, blocks };
}
