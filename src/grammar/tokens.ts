/** A word of a command line. `value` is without its quotes; `start`/`end` point into the text, quotes and name included. */
export interface Token {
  value: string;
  /** The known field name before `=`, as typed. */
  name?: string;
  quoted: boolean;
  start: number;
  end: number;
}

/** Keyboards and Slack turn straight quotes into curly ones, not always in pairs: any of a family closes any of it. */
const QUOTES = ['"“”„‟', "'‘’‚‛", '«»'];
const NAME = /^[\p{L}_][\p{L}\p{N}_-]*(?==)/u;
const SPACE = /\s/u;

/**
 * Reads a quoted value that starts at `at`. Its closing quote must be followed by a space or the end, so that
 * `O'Brien` and `5" pipe` stay as typed. Inside, `\"` and `\\` stand for themselves. Undefined: not a quoted value.
 */
function readQuoted(text: string, at: number): { value: string; end: number } | undefined {
  const family = QUOTES.find((quotes) => quotes.includes(text.charAt(at)) && text[at] !== undefined);
  if (!family) return undefined;
  let value = '';
  for (let i = at + 1; i < text.length; i++) {
    const character = text.charAt(i);
    const following = text.charAt(i + 1);
    if (character === '\\' && following !== '' && (following === '\\' || family.includes(following))) {
      value += following;
      i++;
    } else if (family.includes(character) && (following === '' || SPACE.test(following))) {
      return { value, end: i + 1 };
    } else {
      value += character;
    }
  }
  return undefined;
}

/** Splits a command line into words, quoted words and `name=value`. `isName` tells which names count as one. */
export function tokenize(text: string, isName: (name: string) => boolean = () => false): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (SPACE.test(text.charAt(at))) {
      at++;
      continue;
    }
    const start = at;
    const typedName = NAME.exec(text.slice(start, start + 100))?.[0];
    const name = typedName !== undefined && isName(typedName) ? typedName : undefined;
    if (name !== undefined) at += name.length + 1;
    const quoted = readQuoted(text, at);
    if (quoted) {
      at = quoted.end;
    } else {
      while (at < text.length && !SPACE.test(text.charAt(at))) at++;
    }
    const value = quoted ? quoted.value : text.slice(start + (name === undefined ? 0 : name.length + 1), at);
    tokens.push({ value, ...(name === undefined ? {} : { name }), quoted: quoted !== undefined, start, end: at });
  }
  return tokens;
}

/** Writes a value so that `tokenize` reads exactly it back. */
export const quote = (value: string): string => `"${value.replace(/[\\"“”„‟]/g, '\\$&')}"`;
