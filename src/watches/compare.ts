import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RecordsRead } from '../engine/reads.ts';
import { eachRecord } from './each-record.ts';
import { hashOf, type PersonalOf, snapshotOf, writeSnapshot } from './snapshot.ts';

/** From so many known records on, an answer without any is not believed at once. */
const MANY = 5;

/** A record as the table knows it. */
export interface Known {
  id: string;
  hash: string;
  missed: number;
}

/** An answer: for each id its place in the list and its hash. */
export type Seen = ReadonlyMap<string, { index: number; hash: string }>;

/** What an answer changes in the table. Everything else stands there as it is. */
export interface Plan {
  /** Places in the list. */
  added: readonly number[];
  changed: readonly { id: string; index: number }[];
  /** Missing for the first time. */
  missing: readonly string[];
  /** Missing before, and there again as they were. */
  back: readonly string[];
  gone: readonly string[];
}

/** Hashes an answer record by record. The first of two records with one id counts. */
export async function seenIn(read: RecordsRead, type: PersonalOf): Promise<Seen> {
  const seen = new Map<string, { index: number; hash: string }>();
  await eachRecord(read, (record, index) => {
    if (!seen.has(record.id)) seen.set(record.id, { index, hash: hashOf(writeSnapshot(snapshotOf(record, type))) });
  });
  return seen;
}

/**
 * Compares an answer with what is known, page by page. A record is gone when two complete answers running are without it.
 * `isComplete`: nothing of the list was left out, so that what is missing may be gone.
 */
export async function compare(
  known: AsyncIterable<readonly Known[]>,
  seen: Seen,
  { isComplete }: { isComplete: boolean },
): Promise<Plan> {
  const added = new Map([...seen].map(([id, { index }]) => [id, index]));
  const changed: { id: string; index: number }[] = [];
  const back: string[] = [];
  const absent: Known[] = [];
  let count = 0;
  for await (const page of known) {
    count += page.length;
    for (const one of page) {
      const now = seen.get(one.id);
      added.delete(one.id);
      if (!now) absent.push(one);
      else if (now.hash !== one.hash) changed.push({ id: one.id, index: now.index });
      else if (one.missed > 0) back.push(one.id);
    }
    await nextTurn();
  }
  const isSuddenlyEmpty = seen.size === 0 && count >= MANY && absent.some(({ missed }) => missed === 0);
  const isGone = ({ missed }: Known) => missed > 0 && !isSuddenlyEmpty;
  const ids = (some: readonly Known[]) => some.map(({ id }) => id);
  return {
    added: [...added.values()],
    changed,
    back,
    missing: isComplete ? ids(absent.filter(({ missed }) => missed === 0)) : [],
    gone: isComplete ? ids(absent.filter(isGone)) : [],
  };
}
