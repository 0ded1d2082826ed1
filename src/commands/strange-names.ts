import leven from 'leven';
import { kindOf } from '../operations/field-kinds.ts';
import type { Field } from '../operations/fields.ts';

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
