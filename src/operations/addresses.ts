import type { Field } from './fields.ts';

const SCHEME = /^https?:\/\//i;
/** `app.example.com/projects/7`, as Slack shows an address without its scheme. */
const BARE = /^[\w-]+(?:\.[\w-]+)+(?::\d+)?\//;
/** A number in an address can mean anything; the word before it says what it is the id of. */
const SHORT_NUMBER = /^\d{1,12}$/;
/** Schemas of opaque ids take any word; a real id of theirs has a digit in it. */
const ANY_WORD = 'settings';

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The parts of an address in order: path, then names and values of its query and fragment. */
function partsOf(text: string): string[] {
  const address = SCHEME.test(text) ? text : BARE.test(text) ? `https://${text}` : '';
  if (!URL.canParse(address)) return [];
  const { pathname, search, hash } = new URL(address);
  return `${pathname}/${search}/${hash}`
    .split(/[/?&=#]/)
    .map(decoded)
    .filter((part) => part !== '');
}

/**
 * The id of a record in a pasted address of the vendor's site. Where several parts could be the id, the one behind a
 * word for the record counts (`/projects/12/milestones/5`). Undefined when the text is no address or holds no such id.
 */
export function idInAddress(text: string, { idOf = [], problem }: Pick<Field, 'idOf' | 'problem'>): string | undefined {
  const parts = partsOf(text.trim());
  if (!problem || parts.length === 0) return undefined;
  const accepts = (part: string): boolean => problem(part) === undefined;
  const isLoose = accepts(ANY_WORD);
  const isId = (part: string): boolean => accepts(part) && (!isLoose || /\d/.test(part));
  const isWord = (part: string): boolean =>
    !isId(part) && idOf.some((word) => part.toLowerCase().replace(/[-_]/g, '').startsWith(word));
  const named = parts.flatMap((part, index) => (isWord(part) ? (parts.slice(index + 1).find(isId) ?? []) : []));
  const ids = [...new Set(parts.filter(isId))];
  const found = named.at(-1) ?? ids.at(-1);
  return found === undefined || (SHORT_NUMBER.test(found) && named.length === 0) ? undefined : found;
}
