import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RecordsRead } from '../engine/reads.ts';
import type { VendorRecord } from '../operations/records.ts';

/** Work on many records gives the event loop a turn after this long, in milliseconds. */
const SLICE_MS = 8;

/** Visits the records of an answer, each made only for its visit, and lets others have the event loop in between. */
export async function eachRecord(
  read: RecordsRead,
  visit: (record: VendorRecord, index: number) => void,
): Promise<void> {
  let until = performance.now() + SLICE_MS;
  for (let index = 0; index < read.count; index++) {
    visit(read.at(index), index);
    if (performance.now() < until) continue;
    await nextTurn();
    until = performance.now() + SLICE_MS;
  }
}
