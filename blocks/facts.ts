import type { KnownBlock } from '@slack/types';
import type { Facts, Value } from '../src/operations/card.ts';
import { dateToken } from './dates.ts';
import { clean, FACTS_SHOWN, LIMITS } from './limits.ts';
import { bold, code, joined, line, link, type Mrkdwn, md, mention, mrkdwn, words } from './text.ts';

/** Longer values leave the two columns and get the whole width. */
const COLUMN_LENGTH = 80;
const LABEL_LENGTH = 75;

/** One value as a person reads it, at most `limit` long (date tokens are never cut); empty when there is nothing to show. */
export function valueText(value: Value, limit: number, foreign: typeof words = line): Mrkdwn {
  switch (typeof value) {
    case 'string':
      return foreign(value, limit);
    case 'number':
      return line(String(value), limit);
    case 'boolean':
      return value ? md`Yes` : md`No`;
    default:
      if (!value) return md``;
      // A vendor, or a record kept long ago, may hold a number where text is expected.
      if ('date' in value) return dateToken(String(value.date));
      if ('code' in value) return code(String(value.code), limit);
      if ('link' in value) return link(String(value.link), String(value.text), limit);
      if ('person' in value) return mention(String(value.person));
      return 'was' in value
        ? md`${changeSide(value.was, limit, foreign)} → ${changeSide(value.now, limit, foreign)}`
        : md``;
  }
}

const changeSide = (text: unknown, limit: number, foreign: typeof words): Mrkdwn =>
  foreign(String(text ?? ''), Math.max(4, Math.floor(limit / 2) - 2)) || md`(empty)`;

function visible(value: Value): string {
  if (typeof value !== 'object' || value === null) return clean(String(value ?? ''));
  if ('date' in value) return clean(String(value.date));
  if ('code' in value) return clean(String(value.code));
  if ('link' in value) return clean(String(value.text)) || clean(String(value.link));
  if ('person' in value) return clean(String(value.person));
  const [was, now] = 'was' in value ? [String(value.was ?? ''), String(value.now ?? '')] : ['', ''];
  return clean(was) || clean(now) ? `${was} → ${now}` : '';
}

/** The facts that have something to say, in the order given. */
const factsOf = (facts: Facts = {}): [label: string, value: Value][] =>
  Object.entries(facts).filter(([, value]) => visible(value) !== '');

const isLong = (value: Value): boolean => {
  const text = visible(value);
  return text.length > COLUMN_LENGTH || text.includes('\n');
};

export const chunked = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

/** Packs texts into as few sections as hold them, in order, each text whole. Every text must fit a section by itself. */
export function packed(texts: readonly Mrkdwn[], separator: '\n' | '\n\n'): KnownBlock[] {
  const full: Mrkdwn[] = [];
  for (const text of texts) {
    const last = full.at(-1);
    if (last && last.length + separator.length + text.length <= LIMITS.sectionText) {
      full[full.length - 1] = joined([last, text], separator);
    } else {
      full.push(text);
    }
  }
  return full.map((text) => ({ type: 'section', text: mrkdwn(text) }));
}

/** Short facts in two columns, then the long ones across the whole width; no label or value longer than `cap`. */
export function factBlocks(facts: Facts | undefined, cap: number): KnownBlock[] {
  const all = factsOf(facts);
  const shown = all.slice(0, FACTS_SHOWN);
  const labelCap = Math.min(cap, LABEL_LENGTH);
  const columns = shown
    .filter(([, value]) => !isLong(value))
    .map(([label, value]) => mrkdwn(md`${bold(label, labelCap)}\n${valueText(value, Math.min(cap, 1000))}`));
  const wide = shown
    .filter(([, value]) => isLong(value))
    .map(([label, value]) => md`${bold(label, labelCap)}\n${valueText(value, Math.min(cap, 2900), words)}`);
  if (all.length > shown.length)
    wide.push(md`*More:* ${all.length - shown.length} further details are not shown here.`);
  return [
    ...chunked(columns, LIMITS.sectionFields).map((fields): KnownBlock => ({ type: 'section', fields })),
    ...packed(wide, '\n'),
  ];
}

/** "Lead: Ada Lovelace, Status: New": the first facts on one line, for a message's text. */
export const factsInLine = (facts: Facts | undefined, count: number): Mrkdwn =>
  joined(
    factsOf(facts)
      .slice(0, count)
      .map(([label, value]) => md`${line(label, LABEL_LENGTH)}: ${valueText(value, 200)}`),
    ', ',
    LIMITS.messageText / 4,
  );
