import type { Facts, Value } from '../operations/card.ts';

/** A value as a person reads it, on one line of its own; '' for none. */
export function textOf(value: Value): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value !== 'object') return String(value);
  if ('date' in value) return value.date;
  if ('code' in value) return value.code;
  if ('link' in value) return value.text || value.link;
  return 'now' in value ? value.now : value.person;
}

/** The facts that say something, as text. */
export const factTexts = (facts: Facts): Record<string, string> =>
  Object.fromEntries(
    Object.entries(facts).flatMap(([label, value]) => {
      const text = textOf(value);
      return text === '' ? [] : [[label, text]];
    }),
  );
