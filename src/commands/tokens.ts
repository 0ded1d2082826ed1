/**
 * Every dash that keyboards make of `-` and `--`: what Unicode calls a dash, the minus signs, the soft hyphen and the long
 * vowel of Japanese keyboards.
 */
export const DASHES = '[\\p{Pd}\\u2212\\u2796\\u30FC\\u00AD]';

/** Marks that a sentence or a page of help puts around a flag. */
const PRIVATE = new RegExp(`^[*_\`]*${DASHES}{1,3}private(?:=(?:yes|true|on|1))?[*_\`.,;:!]*$`, 'iu');
const HELP_FLAG = new RegExp(`^${DASHES}{1,3}help$`, 'iu');
const LONE_DASH = new RegExp(`^(?:${DASHES}{2,3}|[\\u2014\\u2E3A])$`, 'u');
const HELP = new RegExp(`^(?:help|\\?|${DASHES}{1,3}(?:h|help))$`, 'iu');

/** `--private`, whatever dashes a phone made of it. */
export const isPrivateFlag = (word: string): boolean => PRIVATE.test(word);

/** `-- private` and `— private`: perhaps the flag, perhaps words. */
export const isTornPrivateFlag = (dash: string, word: string): boolean =>
  LONE_DASH.test(dash) && /^private[.,;:!]*$/i.test(word);

/** `--help` alone, which is no word of a sentence. */
export const isHelpFlag = (word: string): boolean => HELP_FLAG.test(word);

/** `help`, `?`, `-h` and `--help`, whatever dashes a phone made of them. */
export const isHelpWord = (word: string | undefined): boolean => word !== undefined && HELP.test(word);

/** A word of a command line. `value` is without its quotes; `start`/`end` point into the text, quotes and name included. */
export interface Token {
  value: string;
  /** The known field name before `=`, as typed. */
  name?: string;
  /** An unquoted `word=value` whose word is no known name: probably a misspelled one. `value` above is the whole of it. */
  strange?: { name: string; value: string };
  quoted: boolean;
  start: number;
  end: number;
}

/** Keyboards and Slack turn straight quotes into curly ones, not always in pairs: any of a family closes any of it. */
const QUOTES = ['"“”„‟', "'‘’‚‛", '«»'];
/** The sign between a name and its value; keyboards for Chinese and Japanese type wider ones. */
export const EQUALS = '[=\\uFF1D\\uFE66]';
const NAME = new RegExp(`^[\\p{L}_][\\p{L}\\p{N}_-]*(?=${EQUALS})`, 'u');
/**
 * `word=value`, perhaps with dashes before it. Not `a==b`, nor `dGV4dA==` and `x=`, where nothing is assigned. Addresses
 * (`https://x.dk/?a=b`) do not match, since their left side is no single word.
 */
const ASSIGNMENT = new RegExp(
  `^${DASHES}{0,3}(?<name>(?=[\\p{N}._]*\\p{L})[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]*)${EQUALS}(?=[^=\\s])`,
  'u',
);
/** Invisible characters come with what is pasted: a browser's, or the marks a phone puts around a number. */
const SPACE = /[\s\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069]/u;

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
    const assignment = name === undefined ? ASSIGNMENT.exec(text.slice(start, start + 100)) : null;
    if (name !== undefined) at += name.length + 1;
    if (assignment) at += assignment[0].length;
    const quoted = readQuoted(text, at);
    const valueStart = at;
    if (quoted) {
      at = quoted.end;
    } else {
      while (at < text.length && !SPACE.test(text.charAt(at))) at++;
    }
    const value = quoted ? quoted.value : text.slice(valueStart, at);
    const strange = assignment?.groups && { name: assignment.groups.name ?? '', value };
    tokens.push({
      value: strange ? text.slice(start, at) : value,
      ...(name === undefined ? {} : { name }),
      ...(strange ? { strange } : {}),
      quoted: quoted !== undefined && !strange,
      start,
      end: at,
    });
  }
  return tokens;
}

/** Writes a value so that `tokenize` reads exactly it back. */
export const quote = (value: string): string => `"${value.replace(/[\\"“”„‟]/g, '\\$&')}"`;
