import type { Value } from '../operations/card.ts';

/** A fact as plain text, to compare and to show as old and new. Empty for what is nothing. */
export function plainValue(value: Value): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value !== 'object') return String(value);
  if ('date' in value) return value.date;
  if ('code' in value) return value.code;
  if ('link' in value) return value.text;
  if ('person' in value) return value.person;
  return value.now;
}

/** JSON with its keys in order, so that equal things are equal texts. */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

/** `billing_city` -> "Billing city": for a value that has no label. */
export const labelOf = (name: string): string => {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
};
