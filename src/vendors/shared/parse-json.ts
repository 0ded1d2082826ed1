import { setImmediate as nextTurn } from 'node:timers/promises';
import { MOST_ROWS, RowsLeftOut } from './schema.ts';

/** A shorter text is parsed at once: it takes no more than a few milliseconds. */
const LARGE = 256 * 1024;
const SCANNED_AT_ONCE = 1024 * 1024;
const PARSED_AT_ONCE = 128 * 1024;
/** A list lies at the top of an answer or in one of its first two levels (`data`, `data.items`). */
const DEEPEST_LIST = 3;
/** Takes the place of the list while the rest is parsed. No vendor can send it: JSON has no raw control characters. */
const PLACEHOLDER = '\u0000list';

const [QUOTE, BACKSLASH, COMMA] = [34, 92, 44];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125];

/** An array of PHP with gaps: an object whose keys are numbers. */
const NUMBERED_OBJECT = /\{\s*"\d{1,15}"\s*:/y;

function isNumbered(text: string, at: number): boolean {
  NUMBERED_OBJECT.lastIndex = at;
  return NUMBERED_OBJECT.test(text);
}

/** Where a list stands in the text; `ends` are the ends of its first rows, `rows` counts all. */
interface FoundList {
  isNumbered: boolean;
  from: number;
  to: number;
  ends: number[];
  rows: number;
}

/** The closing quote of the string that opens at `start`; the end of the text when there is none. */
function stringEnd(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let before = at - 1;
    while (text.charCodeAt(before) === BACKSLASH) before -= 1;
    if ((at - before) % 2 === 1) return at;
  }
  return text.length;
}

/** The longest list near the top, found by its brackets alone. */
async function longestList(text: string): Promise<FoundList | undefined> {
  let longest: FoundList | undefined;
  let open: FoundList | undefined;
  let depth = 0;
  let depthOfOpen = 0;
  let pauseAt = SCANNED_AT_ONCE;
  for (let at = 0; at < text.length; at++) {
    if (at >= pauseAt) {
      await nextTurn();
      pauseAt = at + SCANNED_AT_ONCE;
    }
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = stringEnd(text, at);
    } else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      depth += 1;
      if (!open && depth <= DEEPEST_LIST && (code === OPEN_LIST || isNumbered(text, at))) {
        open = { isNumbered: code === OPEN_OBJECT, from: at, to: at, ends: [], rows: 1 };
        depthOfOpen = depth;
      }
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) {
      if (open && depth === depthOfOpen) {
        open.to = at;
        if (open.ends.length < MOST_ROWS) open.ends.push(at);
        if (!longest || open.to - open.from > longest.to - longest.from) longest = open;
        open = undefined;
      }
      depth -= 1;
    } else if (code === COMMA && open && depth === depthOfOpen) {
      open.rows += 1;
      if (open.ends.length < MOST_ROWS) open.ends.push(at);
    }
  }
  return longest;
}

/** The first rows of a list, parsed a few at a time; how many follow is said by a last item. */
async function parseRows(text: string, { isNumbered, from, ends, rows }: FoundList): Promise<unknown[]> {
  const parsed: unknown[] = [];
  let start = from + 1;
  for (const [index, end] of ends.entries()) {
    if (end - start < PARSED_AT_ONCE && index < ends.length - 1) continue;
    const some = text.slice(start, end);
    const values: unknown[] = isNumbered ? Object.values(JSON.parse(`{${some}}`)) : JSON.parse(`[${some}]`);
    for (const row of values) parsed.push(row);
    start = end + 1;
    await nextTurn();
  }
  if (rows > ends.length) parsed.push(new RowsLeftOut(rows - ends.length));
  return parsed;
}

/** Puts the list where the placeholder stands. */
function withList(part: unknown, list: unknown[], depth = 0): unknown {
  if (part === PLACEHOLDER) return list;
  if (typeof part !== 'object' || part === null || Array.isArray(part) || depth >= DEEPEST_LIST) return part;
  return Object.fromEntries(Object.entries(part).map(([key, one]) => [key, withList(one, list, depth + 1)]));
}

async function parseLarge(text: string): Promise<unknown> {
  const list = await longestList(text);
  if (!list || list.to - list.from < text.length / 2) return JSON.parse(text);
  const rest = `${text.slice(0, list.from)}${JSON.stringify(PLACEHOLDER)}${text.slice(list.to + 1)}`;
  const whole: unknown = JSON.parse(rest);
  return withList(whole, await parseRows(text, list));
}

/**
 * A text as JSON, or undefined when it is something else. A long list is parsed in slices, so that other work goes on
 * meanwhile; of one longer than `MOST_ROWS` the rest is only counted, see `RowsLeftOut`.
 */
export async function parseJson(body: string): Promise<unknown> {
  const text = body.startsWith('\uFEFF') ? body.slice(1) : body;
  try {
    return text.length < LARGE ? JSON.parse(text) : await parseLarge(text);
  } catch {
    return undefined;
  }
}
