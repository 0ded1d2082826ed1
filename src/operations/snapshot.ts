import { createHash } from 'node:crypto';

/** A record as it is, by field name. */
export type Snapshot = Readonly<Record<string, unknown>>;

/** True if two values of a field are the same to a person: all empty values are equal, and 7 equals "7". */
export const isSame = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

const canonical = (value: unknown): string => {
  if (value === undefined || value === null || value === '' || value === false) return '';
  return Array.isArray(value) ? JSON.stringify(value.map(String)) : String(value);
};

/** The etag of a snapshot: equal values give the same one, whatever the order of the fields. */
export function etagOf(snapshot: Snapshot): string {
  const cells = Object.keys(snapshot)
    .sort()
    .map((name) => [name, canonical(snapshot[name])]);
  return createHash('sha256').update(JSON.stringify(cells)).digest('base64url').slice(0, 22);
}
