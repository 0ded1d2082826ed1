import type { VendorRecord } from '../operations/records.ts';
import { eachInSlices, type Unseen } from '../vendors/shared/schema.ts';
import { hashOf } from './snapshot.ts';

/** A record as the last answer had it. */
export interface KnownRecord {
  hash: string;
  /** In how many answers in a row it was missing. */
  missed: number;
}

/** What is different between two answers. */
export interface Difference {
  /** Of records that were not known, and of known ones in another state. */
  fresh: { record: VendorRecord; hash: string; isNew: boolean }[];
  /** Known records that are missing for the first time, and those that are so for the second: these are gone. */
  missing: string[];
  gone: string[];
  /** Records that were missing and are there again. */
  back: string[];
}

/** One empty or cut answer may be a hiccup of the vendor. */
const MISSED_MEANS_GONE = 2;

/** Compares an answer with what is known, and lets others have the event loop in between. */
export async function compare(
  known: ReadonlyMap<string, KnownRecord>,
  records: readonly VendorRecord[],
  { odd, unread }: Unseen,
): Promise<Difference> {
  const difference: Difference = { fresh: [], missing: [], gone: [], back: [] };
  const seen = new Set<string>();
  await eachInSlices(records, (record) => {
    // The first of two with one id counts: a list that changes while it is read can hold one twice.
    if (record.id === '' || seen.has(record.id)) return;
    seen.add(record.id);
    const before = known.get(record.id);
    const hash = hashOf(record);
    if (before?.hash !== hash) difference.fresh.push({ record, hash, isNew: before === undefined });
    else if (before.missed > 0) difference.back.push(record.id);
  });
  // Of what was not read nobody can say that it is gone.
  if (odd > 0 || unread > 0) return difference;
  await eachInSlices([...known], ([id, { missed }]) => {
    if (seen.has(id)) return;
    (missed + 1 >= MISSED_MEANS_GONE ? difference.gone : difference.missing).push(id);
  });
  return difference;
}
