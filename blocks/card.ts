import type { KnownBlock } from '@slack/types';
import type { Card, Next, Row } from '../src/operations/card.ts';
import { BUTTON, pageValue } from './actions.ts';
import { dateToken } from './dates.ts';
import { factBlocks, factsInLine, valueText } from './facts.ts';
import { cleanLine, LIMITS, NEXT_SHOWN, NOTES_SHOWN, ROWS_PER_PAGE, withinBudget } from './limits.ts';
import type { Message } from './message.ts';
import { button, buttonRow, context, headline, nextButton, plainSection } from './parts.ts';
import { bold, code, joined, line, md, mention, mrkdwn, words } from './text.ts';

export { ROWS_PER_PAGE } from './limits.ts';

/** What surrounds a card: which intent it answers. */
export interface CardContext {
  /** Title of the operation. */
  operation: string;
  /** Name of the vendor. */
  vendor: string;
  /** User id of who asked. */
  actor: string;
  /** Milliseconds since 1970. */
  at: number;
  tookMs: number;
  reference: string;
  /** Which page of the rows to show, from 1, and the snapshot its buttons turn. */
  page?: { number: number; snapshot: string };
  /** Offer to undo it. */
  undo?: boolean;
  /** Offer to watch what it lists. */
  watch?: boolean;
  /** Ids of the operations whose buttons are red. */
  dangerous?: ReadonlySet<string>;
}

export const pageCount = (card: Card): number => Math.max(1, Math.ceil((card.rows?.length ?? 0) / ROWS_PER_PAGE));

/** "0.4 s", "12 s", "2 min 5 s". */
export function tookWords(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

const styleOf = (next: Next, cardContext: CardContext) =>
  cardContext.dangerous?.has(next.operation) ? 'danger' : undefined;

function rowBlock(row: Row, index: number, cardContext: CardContext, cap: number): KnownBlock {
  const details = (row.details ?? []).map((detail) => valueText(detail, Math.min(cap, 300)));
  const text = joined(
    [bold(row.title, Math.min(cap, 300)), joined(details, ' · ', Math.min(Math.max(cap, 100), 2000))],
    '\n',
  );
  const accessory =
    row.next && nextButton(row.next, { index, style: styleOf(row.next, cardContext), about: row.title }, cap);
  return { type: 'section', text: mrkdwn(text), ...(accessory && { accessory }) };
}

/** The rows of one page; a page number outside the list is brought back into it. */
function pageOf(card: Card, cardContext: CardContext) {
  const page = Math.min(Math.max(1, Math.trunc(cardContext.page?.number ?? 1)), pageCount(card));
  const start = (page - 1) * ROWS_PER_PAGE;
  return { page, start, shown: (card.rows ?? []).slice(start, start + ROWS_PER_PAGE) };
}

function listBlocks(card: Card, cardContext: CardContext, cap: number): KnownBlock[] {
  const pages = pageCount(card);
  const { page, start, shown } = pageOf(card, cardContext);
  const blocks = shown.map((row, index) => rowBlock(row, index, cardContext, cap));
  if (pages === 1) return blocks;
  const turn = (label: string, to: number, index: number) =>
    cardContext.page && button(BUTTON.page, label, pageValue(cardContext.page.snapshot, to), { index });
  return [
    ...blocks,
    context(md`${start + 1}–${start + shown.length} of ${card.rows?.length ?? 0}`),
    ...buttonRow([
      page > 1 ? turn('Previous page', page - 1, 0) : undefined,
      page < pages ? turn('Next page', page + 1, 1) : undefined,
    ]),
  ];
}

function footer(cardContext: CardContext): KnownBlock {
  return context(
    joined(
      [
        line(cardContext.operation, LIMITS.viewTitle * 2),
        line(cardContext.vendor, LIMITS.viewTitle * 2),
        md`asked by ${mention(cardContext.actor)}`,
        dateToken(new Date(cardContext.at).toISOString()),
        line(tookWords(cardContext.tookMs)),
        code(cardContext.reference, 60),
      ],
      ' · ',
    ),
  );
}

/** The finished work as a message. Whatever the card holds, the result is within Slack's limits. */
export function cardMessage(card: Card, cardContext: CardContext): Message {
  const title = cleanLine(card.headline) || cardContext.operation;
  const blocks = withinBudget((cap) => [
    headline(title),
    ...(card.body?.trim() ? [plainSection(card.body, cap)] : []),
    ...factBlocks(card.facts, cap),
    ...listBlocks(card, cardContext, cap),
    ...(card.notes ?? []).slice(0, NOTES_SHOWN).map((note) => context(md`*Note:* ${words(note, Math.min(cap, 300))}`)),
    ...buttonRow([
      ...(card.next ?? [])
        .slice(0, NEXT_SHOWN)
        .map((next, index) =>
          nextButton(next, { index: ROWS_PER_PAGE + index, style: styleOf(next, cardContext) }, cap),
        ),
      cardContext.undo ? button(BUTTON.undo, 'Undo', cardContext.reference, { about: title }) : undefined,
      cardContext.watch ? button(BUTTON.watchThis, 'Watch this', cardContext.reference, { about: title }) : undefined,
    ]),
    footer(cardContext),
  ]);
  const { shown } = pageOf(card, cardContext);
  const titles = joined(
    shown.map((row) => line(row.title, 100)),
    ', ',
    1000,
  );
  return { text: joined([line(title, 500), factsInLine(card.facts, 3), titles], '\n'), blocks };
}
