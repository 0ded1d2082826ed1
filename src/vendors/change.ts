import type { Value } from '../card.ts';

type Stored = string | boolean | null | undefined;

const inWords = (value: Stored): string => (typeof value === 'boolean' ? (value ? 'Yes' : 'No') : (value ?? ''));

/** What a wish would change, before -> after; nothing when it was not asked for or is so already. */
export const change = (was: Stored, wish: Stored): Value =>
  wish === undefined || inWords(was) === inWords(wish) ? undefined : { was: inWords(was), now: inWords(wish) };
