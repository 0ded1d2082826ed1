import type { Facts, Next } from '../operations/card.ts';
import { plainValue } from './values.ts';

/**
 * Buttons without personal data. A button carries along what it knows of a record, a phone number for instance: ids stay, and
 * what is shown anyway.
 */
export function discreetNext(next: readonly Next[], title: string, shown: Facts): Next[] {
  const visible = new Set([title, ...Object.values(shown).map(plainValue)]);
  const mayStay = ([name, value]: [string, unknown]) => name === 'id' || visible.has(String(value));
  return next.map((one) => ({ ...one, input: Object.fromEntries(Object.entries(one.input).filter(mayStay)) }));
}
