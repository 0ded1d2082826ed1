import type { Value } from '../../operations/card.ts';

type Stored = string | boolean | null | undefined;

const inWords = (value: Stored): string => (typeof value === 'boolean' ? (value ? 'Yes' : 'No') : (value ?? ''));

/** A wanted change, before -> after; undefined if it was not asked for or is so already. */
export const change = (was: Stored, wanted: Stored): Value =>
  wanted === undefined || inWords(was) === inWords(wanted) ? undefined : { was: inWords(was), now: inWords(wanted) };
