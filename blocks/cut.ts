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
