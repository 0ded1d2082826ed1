import { z } from 'zod';
import { field } from '../../operation.ts';

/** PMP ids are decimal numbers written as text. Anything else reaches an HTML page instead of the record. */
export const recordId = (label: string) =>
  field(label, z.string().trim().regex(/^\d{1,12}$/, 'Give the number of the record, for example 42.'), {
    placeholder: '42',
  });

/** What the server lets through in a search. It builds SQL from it, so quotes and backslashes are refused here. */
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

/** Every scalar of PMP arrives as text, a number or null. */
const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? '' : String(value)));

/** Lists and searches answer with an array, one object, or (from 3.x) `{ data, meta }`. */
const listOf = <S extends z.ZodType>(record: S) =>
  z.preprocess((answer) => {
    if (Array.isArray(answer)) return answer;
    const data = (answer as { data?: unknown } | null)?.data;
    return Array.isArray(data) ? data : [answer];
  }, z.array(record));

/** A single record; some resources wrap it in an array of one. */
const oneOf = <S extends z.ZodType>(record: S) =>
  z.preprocess((answer) => (Array.isArray(answer) ? answer[0] : answer), record);

/** The listed keys only: rows of PMP carry password hashes and keys of public links. */
const lead = z.object({
  id: text,
  name: text,
  title: text,
  company: text,
  email: text,
  phonenumber: text,
  website: text,
  address: text,
  city: text,
  state: text,
  description: text,
  status: text,
  status_name: text,
  source: text,
  source_name: text,
  dateadded: text,
  lastcontact: text,
});
export type Lead = z.output<typeof lead>;
export const oneLead = oneOf(lead);
export const leads = listOf(lead);

/** The server stores long texts with `<br />` before each line break. */
export const withoutBreaks = (stored: string): string => stored.replace(/<br\s*\/?>\r?\n?/gi, '\n');

/** `2026-03-01 10:00:00` (the site's own clock) as a fact; empty and zero dates are nothing. */
export const dateFact = (stored: string): { date: string } | undefined =>
  /^\d{4}-\d\d-\d\d/.test(stored) && !stored.startsWith('0000') ? { date: stored.slice(0, 10) } : undefined;
