import { hash } from 'node:crypto';
import type { Records, VendorRecord } from '../operations/records.ts';
import type { Change } from './notification.ts';
import { factTexts } from './record-text.ts';

/** Stands for the title where people read what changed. */
const TITLE = 'Name';

/** What is kept of a record. Empty values are left out. */
export interface RecordSnapshot {
  /** Also where it is a person's name: a notification that names nobody says nothing. */
  title: string;
  facts: Readonly<Record<string, string>>;
  values: Readonly<Record<string, string>>;
  page?: string;
  /** By label: enough to notice that a personal fact changed, too little to find out what it was. */
  marks: Readonly<Record<string, string>>;
}

/** How a type of records says what is personal. */
export type PersonalOf = Pick<Records, 'personal' | 'personalValues'>;

/** Six digits of a hash fit many values, so that no phone number can be found by trying them all. */
const markOf = (id: string, label: string, text: string): string =>
  hash('sha1', `${id}\n${label}\n${text}`).slice(0, 6);

const without = (texts: Readonly<Record<string, string>>, names: ReadonlySet<string>): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).filter(([name, text]) => text !== '' && !names.has(name)));

/** What is kept of a record as it is now: nothing personal but its title. */
export function snapshotOf(record: VendorRecord, { personal, personalValues }: PersonalOf): RecordSnapshot {
  const names = new Set(personal);
  const facts = factTexts(record.facts);
  const hidden = Object.entries(facts).filter(([label]) => names.has(label));
  return {
    title: record.title,
    facts: without(facts, names),
    values: without(record.values, new Set(personalValues)),
    ...(record.page === undefined ? {} : { page: record.page }),
    marks: Object.fromEntries(hidden.map(([label, text]) => [label, markOf(record.id, label, text)])),
  };
}

/** A snapshot as it is stored. */
export const writeSnapshot = (snapshot: RecordSnapshot): string => JSON.stringify(snapshot);

/** Reads a stored snapshot. */
export const readSnapshot = (stored: string): RecordSnapshot => JSON.parse(stored) as RecordSnapshot;

/** Equal for equal snapshots. */
export const hashOf = (stored: string): string => hash('sha1', stored, 'base64');

/** The title and the facts that differ. Of personal ones only the new value is known, and it is marked as personal. */
export function changesSince(
  before: RecordSnapshot,
  record: VendorRecord,
  type: PersonalOf,
): (Change & { personal: boolean })[] {
  const now = snapshotOf(record, type);
  const titled = ({ title, facts }: RecordSnapshot): Readonly<Record<string, string>> => ({ [TITLE]: title, ...facts });
  const [was, is] = [titled(before), titled(now)];
  const shown: Readonly<Record<string, string>> = { [TITLE]: record.title, ...factTexts(record.facts) };
  const labels = (...sets: Readonly<Record<string, string>>[]) => [...new Set(sets.flatMap((one) => Object.keys(one)))];
  return [
    ...labels(was, is)
      .filter((label) => was[label] !== is[label])
      .map((label) => ({ label, was: was[label] ?? '', now: is[label] ?? '', personal: false })),
    ...labels(before.marks, now.marks)
      .filter((label) => before.marks[label] !== now.marks[label])
      .map((label) => ({ label, now: shown[label] ?? '', personal: true })),
  ];
}
