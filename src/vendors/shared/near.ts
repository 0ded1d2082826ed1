import { decoded } from './responses.ts';
import { HIDDEN } from './secrets.ts';

/** Letters that Unicode takes for letters of their own, and many servers for these. */
const PLAIN = new Map(
  Object.entries({ ø: 'o', æ: 'ae', œ: 'oe', ß: 'ss', đ: 'd', ð: 'd', ł: 'l', þ: 'th', ı: 'i' } as const),
);

/** A text as somebody typed it and as a vendor may have stored it are compared by their letters and digits alone. */
const core = (text: string): string =>
  decoded(text)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[øæœßđðłþı]/g, (letter) => PLAIN.get(letter) ?? letter)
    .replace(/[^\p{L}\p{N}]/gu, '');

/** What a server makes of UTF-8 that it takes for its own older encoding: `Søndag` is stored as `SÃ¸ndag`. */
const misread = (text: string): string[] => {
  const bytes = Buffer.from(text, 'utf8');
  return [bytes.toString('latin1'), new TextDecoder('windows-1252').decode(bytes)];
};

/** Whether each letter that the vendor has not got was stored as `?`. */
const isQuestioned = (stored: string, sent: string): boolean =>
  stored.includes('?') && stored.trim() === [...sent.trim()].map((one) => (/[ -~]/.test(one) ? one : '?')).join('');

/** Some servers decode addresses where there are none, blanks in between or not: `50% 40` is stored as `50@`. */
const withoutPercents = (text: string): string =>
  text.replace(/%\s*([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));

/** The characters of `whole` that `part` lacks, if it has all others in the same order; undefined if it does not. */
function missingFrom(part: string, whole: string): string | undefined {
  let missing = '';
  let at = 0;
  for (const character of whole) {
    if (character === part.charAt(at)) at += 1;
    else missing += character;
  }
  return at === part.length ? missing : undefined;
}

/** Fewer letters than this say nothing. */
const SHORTEST = 3;
/** A vendor that drops characters leaves more than this share of them. */
const KEPT_SHARE = 0.6;

/** True if the stored text lacks a part of the sent one: its end, or characters the vendor does not keep. */
function isPartOf(stored: string, sent: string): boolean {
  if (stored.length < SHORTEST) return false;
  const missing = missingFrom(stored, sent);
  // "Survey 1" is not "Survey 12".
  return (
    missing !== undefined &&
    !/^\d+$/.test(missing) &&
    (sent.startsWith(stored) || stored.length > sent.length * KEPT_SHARE)
  );
}

/** The same words in other clothes: `Roof  50%` and `roof 50`; also what a vendor cut off or left out, and hidden secrets. */
export function isNear(stored: string, sent: string): boolean {
  if (stored.includes(HIDDEN) || isQuestioned(stored, sent)) return true;
  const kept = core(stored);
  const wanted = [sent, withoutPercents(sent), ...misread(sent)].map(core);
  if (kept === '') return stored.trim() === sent.trim();
  return wanted.some((one) => kept === one || isPartOf(kept, one));
}

/**
 * Search words, the most telling first: whole words, because what is between them may be stored in another way. A
 * word behind a `%` may be stored as something else.
 */
export function wordsToSearch(text: string): string[] {
  const found = [...text.matchAll(/(?<!%\s*)(?<![A-Za-z0-9])[A-Za-z0-9]+/g)].map(([word]) => word.slice(0, 100));
  return [...new Set(found)].sort((a, b) => b.length - a.length);
}
