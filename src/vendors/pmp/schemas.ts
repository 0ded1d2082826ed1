import { z } from 'zod';
import type { Value } from '../../operations/card.ts';
import { type FieldLook, field } from '../../operations/operation.ts';
import { decoded } from '../shared/responses.ts';
import { listOf, rowsIn } from '../shared/schema.ts';

/** PMP's numbers are decimal, written as text. Anything else reaches an HTML page instead of the record. */
export const number = z
  .string()
  .trim()
  .regex(/^\d{1,12}$/, 'Give the number of the record, for example 42.');

export const recordId = (label: string, look: FieldLook = {}) => field(label, number, { placeholder: '42', ...look });

/** The words that stand before the number of a record in addresses of the site. */
export const addressWords = (word: string): readonly string[] =>
  word === 'customer' ? ['client', 'customer', 'userid'] : [word];

/** A search key that the server lets through. It builds SQL from it, so quotes and backslashes are refused here. */
export const searchKey = field(
  'Search for',
  z
    .string()
    .trim()
    .min(1)
    .max(100)
    .regex(/^[A-Za-z0-9 ~.:_@-]*$/, 'PMP can search for letters a to z, digits, spaces and ~ . : _ - @ only.')
    .regex(/[A-Za-z0-9]/, 'Give at least one letter or digit.'),
  { placeholder: 'acme', aliases: ['search', 'text'] },
);

/** The longest part of a text that PMP can search for; undefined when there is none. */
export function searchable(words: string): string | undefined {
  const parts = words.split(/[^A-Za-z0-9 ~.:_@-]+/).map((part) => part.slice(0, 100).trim());
  const [longest] = parts.filter((part) => /[A-Za-z0-9]/.test(part)).sort((a, b) => b.length - a.length);
  return longest;
}

/** Every scalar of PMP arrives as text, a number, a boolean or null; what is none of these is nobody's to read. */
const text = z
  .unknown()
  .optional()
  .transform((value) => {
    if (typeof value === 'boolean') return value ? '1' : '0';
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  })
  .pipe(z.string());

/** One record: the whitelisted columns as text, whatever is absent as ''. */
export type Row<Column extends string = string> = Readonly<Record<Column, string>>;

/** The listed columns only: rows of PMP carry password hashes and keys of public links. What has no id is no record. */
export function rowSchema<Id extends string, Column extends string>(id: Id, columns: readonly Column[]) {
  const shape = Object.fromEntries(columns.map((name) => [name, text]));
  return z.object({ ...shape, [id]: text.pipe(number) }) as unknown as z.ZodType<Row<Id | Column>>;
}

/** Lists come as an array, as one object, as an object of rows, or (from 3.x) as `{ data, meta }`; so do single records. */
export const manyOf = listOf;
export const oneOf = <S extends z.ZodType>(record: S) => z.preprocess((answer) => rowsIn(answer)[0], record);

/** The server stores long texts with `<br />` before each line break. */
export const withoutBreaks = (stored: string): string =>
  stored.includes('<') ? stored.replace(/<br\s*\/?>(\r?\n)?/gi, '\n') : stored;

/** PMP's own filter mangles markup, so it is taken out before: real tags only, `a < b` and `<ada@example.com>` stay. */
export const withoutTags = (words: string): string => words.replace(/<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?\/?>/gi, '');

/** What ends a line in a text that came as HTML, like a mail that became a ticket. */
const withLineEnds = (stored: string): string =>
  stored.includes('<')
    ? stored
        .replace(/<(style|script)\b[^>]*>[\s\S]*?<\/\1>|<!--[\s\S]*?-->/gi, '')
        .replace(/<\/(?:p|div|li|tr|h[1-6]|blockquote)>(?!\s*(?:<\/|$|\n))/gi, '\n')
    : stored;

/** A stored text as a person reads it. Entities come last: `&lt;b&gt;` was typed as text and is no markup. */
export const readable = (stored: string): string =>
  decoded(withoutTags(withLineEnds(withoutBreaks(stored))))
    .replace(/\r\n?/g, '\n')
    .trim();

/**
 * A row for people: entities decoded, and the columns that PMP keeps as HTML without markup. Never for an update, which
 * sends back what is stored.
 */
export function shownRow<Column extends string>(row: Row<Column>, html: readonly string[]): Row<Column> {
  let shown = row;
  // Most rows hold nothing to decode, and a list holds many rows.
  for (const [column, stored] of Object.entries<string>(row)) {
    const read = html.includes(column) ? readable(stored) : decoded(withoutBreaks(stored));
    if (read !== stored) shown = { ...shown, [column]: read };
  }
  return shown;
}

/** The day of a stored date or time (the site's own clock); empty and zero dates are nothing. */
export const dayOf = (stored: string): string | undefined =>
  /^\d{4}-\d\d-\d\d/.test(stored) && !stored.startsWith('0000') ? stored.slice(0, 10) : undefined;

export function dateFact(stored: string): Value {
  const date = dayOf(stored);
  return date === undefined ? undefined : { date };
}

/** A number that points nowhere is written `0`. */
export const reference = (stored: string): string => (stored === '0' ? '' : stored);
