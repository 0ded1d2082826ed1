import type { RecordsRead } from '../engine/reads.ts';
import type { Origin } from '../journal/intent.ts';
import type { Operation } from '../operations/operation.ts';
import type { Records, VendorRecord } from '../operations/records.ts';
import type { Place } from '../policy/policy.ts';
import type { Storage } from '../storage/storage.ts';
import type { Plan } from './compare.ts';
import { type Difference, differenceOf } from './difference.ts';
import type { Owed } from './enqueue.ts';
import { fanOut } from './fan-out.ts';
import { ownActions } from './own-actions.ts';
import type { Batch, Claimed, QueryStore } from './query-store.ts';
import { hashOf, readSnapshot, snapshotOf, writeSnapshot } from './snapshot.ts';
import type { Watch, WatchPlace } from './watch.ts';

/** Records whose changes are looked at together. */
const AT_ONCE = 40;
/** A transaction holds about so many notifications, and at least those of one record. */
const MOST_OWED = 200;
const IDS_AT_ONCE = 500;

export interface StoreParts {
  storage: Storage;
  queries: Pick<QueryStore, 'apply' | 'finish' | 'snapshots'>;
  /** The watches of a question that were not stopped. */
  watchesOf(key: string): Promise<readonly Watch[]>;
  /** Where the result of an intent stands, and where a watch posts, as the policy knows both. */
  placeOf(origin: Origin): Place;
  policyPlaceOf(place: WatchPlace): Place;
  /** The address of a record's page at its vendor. */
  pageOf(record: VendorRecord): string | undefined;
  /** Hears of the records that an answer showed otherwise than the one before. */
  onDifferences?: (found: { resource: string; ids: readonly string[]; since: number }) => Promise<void>;
}

export type StoreAnswer = (query: Claimed, operation: Operation, read: RecordsRead, plan: Plan) => Promise<void>;

type Unit = { id: string; index?: number };
const nothing: Batch = { put: [], missed: [], remove: [], owed: [] };

function* slices<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size);
}

/** Stores what an answer changed, and with each change the notifications that come of it. */
export function createStoreAnswer({ storage, queries, onDifferences, ...parts }: StoreParts): StoreAnswer {
  const rowOf = (record: VendorRecord, type: Records) => {
    const snapshot = writeSnapshot(snapshotOf(record, type));
    return { id: record.id, hash: hashOf(snapshot), snapshot, missed: 0 };
  };

  /** The first answer is where every watch begins: nobody is notified of it. */
  async function storeFirst(query: Claimed, type: Records, read: RecordsRead, plan: Plan): Promise<void> {
    const indexes = [...plan.added, ...plan.changed.map(({ index }) => index)];
    for (const some of slices(indexes, AT_ONCE))
      await queries.apply(query, { ...nothing, put: some.map((index) => rowOf(read.at(index), type)) });
    for (const ids of slices([...plan.missing, ...plan.gone], IDS_AT_ONCE))
      await queries.apply(query, { ...nothing, remove: ids });
  }

  /** What is seen otherwise without a notification: records that are missing once, and those that are there again. */
  async function storeMissed(query: Claimed, { missing, back }: Plan): Promise<void> {
    const missed = [...missing.map((id) => ({ id, missed: 1 })), ...back.map((id) => ({ id, missed: 0 }))];
    for (const some of slices(missed, IDS_AT_ONCE)) await queries.apply(query, { ...nothing, missed: some });
  }

  async function differencesOf(query: Claimed, units: readonly Unit[], type: Records, read: RecordsRead) {
    const before = await queries.snapshots(
      query.key,
      units.map(({ id }) => id),
    );
    return units.map(({ id, index }) => {
      const stored = before.get(id);
      const now = index === undefined ? undefined : read.at(index);
      return differenceOf(id, stored === undefined ? undefined : readSnapshot(stored), now, type);
    });
  }

  /** Writes differences with what they owe, some together, each one whole. */
  async function write(query: Claimed, type: Records, all: readonly { difference: Difference; owed: Owed[] }[]) {
    let batch: { put: Batch['put'][number][]; remove: string[]; owed: Owed[] } = { put: [], remove: [], owed: [] };
    const flush = async () => {
      if (batch.put.length + batch.remove.length > 0) await queries.apply(query, { ...nothing, ...batch });
      batch = { put: [], remove: [], owed: [] };
    };
    for (const { difference, owed } of all) {
      if (batch.owed.length > 0 && batch.owed.length + owed.length > MOST_OWED) await flush();
      if (difference.now) batch.put.push(rowOf(difference.now, type));
      else batch.remove.push(difference.id);
      batch.owed.push(...owed);
    }
    await flush();
  }

  async function storeDifferences(query: Claimed, type: Records, read: RecordsRead, plan: Plan): Promise<void> {
    const units: Unit[] = [
      ...plan.added.map((index) => ({ id: read.at(index).id, index })),
      ...plan.changed,
      ...plan.gone.map((id) => ({ id })),
    ];
    if (units.length === 0) return;
    const watches = await parts.watchesOf(query.key);
    const moment = { askedAt: query.claimedAt, previousAt: query.last_answer_at ?? query.claimedAt };
    for (const some of slices(units, AT_ONCE)) {
      const differences = await differencesOf(query, some, type, read);
      const actions = await ownActions(storage.db, differences, moment.previousAt, parts.placeOf);
      const notify = (one: Difference) => fanOut(one, watches, moment, actions.get(one.id) ?? [], { type, ...parts });
      await write(
        query,
        type,
        differences.map((difference) => ({ difference, owed: notify(difference) })),
      );
      await onDifferences?.({ resource: type.resource, ids: some.map(({ id }) => id), since: moment.previousAt });
    }
  }

  return async (query, { records }, read, plan) => {
    if (!records) return;
    if (query.baseline_at === null) await storeFirst(query, records, read, plan);
    else {
      await storeMissed(query, plan);
      await storeDifferences(query, records, read, plan);
    }
    await queries.finish(query);
  };
}
