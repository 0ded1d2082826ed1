import { z } from 'zod';
import type { Value } from '../../operations/card.ts';
import { decoded } from './responses.ts';

/** A value of a vendor as text: numbers and yes/no too; what is nested or absent is ''. */
export const asText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

// Each ends in a plain schema: a JSON schema of an answer can be made of that, and of a transform it cannot.

/** A property as it is stored. It may be missing, or a number where text is documented. */
export const storedText = z.unknown().optional().transform(asText).pipe(z.string());

/** The same for people: `Marks &amp; Sons` -> `Marks & Sons`. Not for values that are sent back. */
export const shownText = storedText.transform(decoded).pipe(z.string());

/** The id of a record; a record without one is none. */
export const idText = storedText.pipe(z.string().min(1));

const YES: ReadonlySet<unknown> = new Set([true, 1, '1', 'true']);
const NO: ReadonlySet<unknown> = new Set([false, 0, '0', 'false']);

/** Yes or no in any usual spelling; undefined for anything else. */
export const flag = z
  .unknown()
  .optional()
  .transform((value) => (YES.has(value) ? true : NO.has(value) ? false : undefined))
  .pipe(z.boolean().optional());

type Stored = string | boolean | null | undefined;

const inWords = (value: Stored): string => (typeof value === 'boolean' ? (value ? 'Yes' : 'No') : (value ?? ''));

/** A wanted change, before -> after; undefined if it was not asked for or is so already. */
export const change = (was: Stored, wanted: Stored): Value =>
  wanted === undefined || inWords(was) === inWords(wanted) ? undefined : { was: inWords(was), now: inWords(wanted) };
