import type { KnownBlock } from '@slack/types';

/**
 * Slack's lengths (UTF-16 units) and counts, each named once; every builder reads them here. Sources: the type comments of
 * @slack/types and the Block Kit reference. Where two sources disagree the smaller number stands.
 */
export const LIMITS = {
  messageText: 4000,
  /** Undocumented: Slack answers `msg_blocks_too_long` from about 11,300 to 13,200 (bolt-js#2509, #2867). */
  messageTotal: 10_000,
  viewBlocks: 100,
  viewTitle: 24,
  viewButton: 24,

  headerText: 150,
  sectionText: 3000,
  sectionFields: 10,

  buttonText: 75,
  buttonValue: 2000,
  accessibilityLabel: 75,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,

  inputLabel: 2000,
  inputHint: 2000,
  placeholder: 150,
  inputText: 3000,
  files: 10,

  options: 100,
  optionGroups: 100,
  optionText: 75,
  optionDescription: 75,
  optionValue: 75,
} as const;

/** Our own taste, well inside Slack's limits. */
export const ROWS_PER_PAGE = 10;
export const FACTS_SHOWN = 40;
export const NOTES_SHOWN = 5;
export const NEXT_SHOWN = 10;

const COUNTED = new Set(['text', 'value', 'url', 'alt_text', 'accessibility_label']);

/** Characters Slack sums over a message: every text, and to be careful what buttons carry. */
export function weightOf(part: unknown): number {
  if (typeof part !== 'object' || part === null) return 0;
  return Object.entries(part).reduce(
    (sum, [key, value]) => sum + (typeof value === 'string' && COUNTED.has(key) ? value.length : weightOf(value)),
    0,
  );
}

const CAPS = [3000, 2000, 1400, 1000, 700, 500, 350, 250, 180, 120, 80, 40, 20];

/**
 * Builds a message's blocks within the total budget: the longest texts give way first. `build` is called with the most
 * that one text or button value may take, smaller each time, until the sum fits.
 */
export function withinBudget(build: (cap: number) => KnownBlock[]): KnownBlock[] {
  let blocks: KnownBlock[] = [];
  for (const cap of CAPS) {
    blocks = build(cap);
    if (weightOf(blocks) <= LIMITS.messageTotal) break;
  }
  return blocks;
}

const ELLIPSIS = '…';
/** Far more than any text Slack takes: nobody waits for megabytes to be cleaned and then cut. */
const MOST_READ = 20_000;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Takes out what has no business in foreign text: control characters, half surrogate pairs, and the invisible characters
 * that turn the direction of everything around them. Line breaks stay, as `\n`; the ends are trimmed.
 */
export const clean = (text: string): string =>
  text
    .slice(0, MOST_READ)
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/[^\P{Cc}\n]/gu, '')
    .replace(/\p{Cs}/gu, '\uFFFD')
    .replace(/[\u202A-\u202E\u2066-\u2069\uFEFF]/g, '')
    .trim();

/** The same on one line. */
export const cleanLine = (text: string): string => clean(text).replace(/\s+/g, ' ');

/** Longer than any character people write; what is longer still is cut between code points. */
const WINDOW = 64;

/** Where the character that holds this index begins. */
function characterStart(text: string, index: number): number {
  const from = Math.max(0, index - WINDOW);
  const found = graphemes.segment(text.slice(from, index + WINDOW)).containing(index - from);
  const start = found ? from + found.index : index;
  return /[\uDC00-\uDFFF]/.test(text.charAt(start)) ? start - 1 : start;
}

/**
 * Encodes a text and keeps at most `limit` UTF-16 units of the result. What is cut ends with an ellipsis and on a whole
 * character as people see it. `encode` works unit by unit, so nothing it writes is ever cut in two.
 */
export function cut(text: string, limit: number, encode: (part: string) => string = (part) => part): string {
  if (text.length <= limit) {
    const whole = encode(text);
    if (whole.length <= limit) return whole;
  }
  let room = limit - ELLIPSIS.length;
  let end = 0;
  while (end < text.length) {
    room -= encode(text.charAt(end)).length;
    if (room < 0) break;
    end += 1;
  }
  return encode(text.slice(0, characterStart(text, end)).trimEnd()) + ELLIPSIS;
}
