import { createHash } from 'node:crypto';
import type { Records, VendorRecord } from '../operations/records.ts';
import type { Change } from './notification.ts';
import { labelOf, plainValue } from './values.ts';

/** A record as it is kept to compare: no personal data but its title, by which people know it. */
export interface RecordSnapshot {
  title: string;
  /** Label -> text. */
  facts: Readonly<Record<string, string>>;
  values: Readonly<Record<string, string>>;
}

export type PersonalParts = Pick<Records, 'personal' | 'personalValues'>;

/** A longer text is told as changed, not quoted whole. */
const LONGEST_TEXT = 200;
const cut = (text: string): string => (text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text);

const without = <T>(parts: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> =>
  Object.fromEntries(Object.entries(parts).filter(([name]) => !names.includes(name)));

export const factTexts = ({ facts }: Pick<VendorRecord, 'facts'>): Record<string, string> =>
  Object.fromEntries(Object.entries(facts).map(([label, value]) => [label, plainValue(value)]));

export const snapshotOfRecord = (
  record: VendorRecord,
  { personal, personalValues }: PersonalParts,
): RecordSnapshot => ({
  title: record.title,
  facts: without(factTexts(record), personal),
  values: without(record.values, personalValues),
});

/** Equal for two states of a record that nobody could tell apart. Covers personal data, of which nothing else is kept. */
export const hashOf = ({ title, facts, values }: VendorRecord): string =>
  createHash('sha1')
    .update(JSON.stringify([title, factTexts({ facts }), values]))
    .digest('base64url');

/** What is different, by the labels people know. Of personal data only the new value is known. */
export function changesBetween(before: RecordSnapshot, now: VendorRecord, parts: PersonalParts): Change[] {
  const changes: Change[] = [];
  const compare = (label: string, was: string, is: string) => {
    if (was !== is) changes.push({ label, was: cut(was), now: cut(is) });
  };
  compare('Name', before.title, now.title);
  const kept = snapshotOfRecord(now, parts);
  for (const label of new Set([...Object.keys(before.facts), ...Object.keys(kept.facts)]))
    compare(label, before.facts[label] ?? '', kept.facts[label] ?? '');
  // What no fact says, for example a description.
  if (changes.length === 0)
    for (const name of Object.keys(kept.values))
      compare(labelOf(name), before.values[name] ?? '', kept.values[name] ?? '');
  if (changes.length > 0) return changes;
  return parts.personal
    .filter((label) => now.facts[label] !== undefined)
    .map((label) => ({ label, now: cut(plainValue(now.facts[label])) }));
}
