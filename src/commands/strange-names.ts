import leven from 'leven';
import { kindOf } from '../operations/field-kinds.ts';
import type { Field } from '../operations/fields.ts';
import { DASHES, EQUALS } from './tokens.ts';

/** The name of a field as it is compared: case, `-` and `_` do not matter. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[-_\s]/g, '');

/** How far a typed name is from a name that was meant: one letter in three, and never the whole word. */
const isNear = (distance: number, typed: string): boolean => distance <= Math.max(1, Math.floor(typed.length / 3));

/** `prio` for `priority` */
const isShortened = (typed: string, name: string): boolean => typed.length >= 3 && name.startsWith(typed);

const letters = (word: string): string => [...word].sort().join('');
/** `ctiy` for `city` */
const isShuffled = (typed: string, name: string): boolean => letters(typed) === letters(name);

function distanceTo({ name, aliases, label }: Field, typed: string): number {
  return Math.min(
    ...[name, label, ...aliases]
      .map(plainName)
      .map((one) => (isShortened(typed, one) || isShuffled(typed, one) ? 1 : leven(typed, one, { maxDistance: 10 }))),
  );
}

/** The field whose name is nearest to what was typed, and whether it is near enough to be meant. */
export function nearestField(fields: readonly Field[], name: string): { field: Field; isNear: boolean } | undefined {
  const typed = plainName(name);
  const [nearest] = fields
    .filter((field) => !kindOf(field).isFormOnly)
    .map((field) => ({ field, distance: distanceTo(field, typed) }))
    .sort((a, b) => a.distance - b.distance);
  return nearest && { field: nearest.field, isNear: isNear(nearest.distance, typed) };
}

/** Finds a field by its own name or an alias. */
export function findField(fields: readonly Field[], name: string): Field | undefined {
  const wanted = plainName(name);
  return (
    fields.find((field) => plainName(field.name) === wanted) ??
    fields.find((field) => field.aliases.some((alias) => plainName(alias) === wanted))
  );
}

/** The field that an unread name very likely means; of the shortest ones any word is near. */
export function likelyField(fields: readonly Field[], name: string): Field | undefined {
  const nearest = name.length >= 3 ? nearestField(fields, name) : undefined;
  return findField(fields, name) ?? (nearest?.isNear ? nearest.field : undefined);
}

const NAME = '[\\p{L}_][\\p{L}\\p{N}_-]*';
const MARKS = `["'*_\`]?`;
/** `Ltd,city=Leeds`, `(city=Leeds)`, `"city"=Leeds`, `city=`; not `a==b`. */
const ASSIGNED = new RegExp(`(?<![\\p{L}\\p{N}_])(${NAME})${MARKS}${EQUALS}(?!=)`, 'gu');
/** `city:Leeds`, `city:` and `--city` as another program would take them. */
const OTHERWISE = new RegExp(
  `^${MARKS}(?:(${NAME})${MARKS}[:\\uFF1A]|${DASHES}{2,3}(${NAME})$|[\\u2014\\u2E3A](${NAME})$)`,
  'u',
);

/** A field whose name stands in a word in a way that the bot does not read. */
export function hiddenField(
  fields: readonly Field[],
  word: string,
  { inNote }: { inNote: boolean },
): { field: Field; name: string } | undefined {
  // An address has names of its own.
  if (/[/?]/.test(word)) return undefined;
  for (const [, name = ''] of word.matchAll(ASSIGNED)) {
    const field = likelyField(fields, name);
    if (field) return { field, name };
  }
  // People write "Phone: none" in a note; a name, a title or a company has no such words.
  if (inNote) return undefined;
  const name = OTHERWISE.exec(word)?.slice(1).find(Boolean) ?? '';
  const field = findField(fields, name) ?? fields.find(({ label }) => plainName(label) === plainName(name));
  return field && name !== '' && field.kind !== 'file' ? { field, name } : undefined;
}
