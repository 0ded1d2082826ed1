import { type SqlBool, sql } from 'kysely';
import type { Work } from '../storage/group-commit.ts';
import { HeldLeases, noLease } from '../storage/leases.ts';
import type { Storage } from '../storage/storage.ts';
import type { WatchQueryRow, WatchRecordRow } from '../storage/watch-schema.ts';
import type { Known } from './compare.ts';
import { enqueue, type Owed } from './enqueue.ts';

/** Rows of one statement, so that neither database nor event loop are held up. */
const PAGE = 500;
const ROWS_AT_ONCE = 80;
const DAY_MS = 24 * 60 * 60_000;

/** A question that this process may ask now. */
export interface Claimed extends WatchQueryRow {
  /** When it was claimed: the answer is not older than this. */
  claimedAt: number;
  /** When it is next due unless somebody is in a hurry meanwhile. */
  plannedAt: number;
}

/** The lease ran out, and another process may be asking the same. Nothing was written. */
export class QueryLostError extends Error {}

/** Changes of the records of a question, and the notifications that come of them: written together or not at all. */
export interface Batch {
  put: readonly Omit<WatchRecordRow, 'query'>[];
  missed: readonly { id: string; missed: number }[];
  remove: readonly string[];
  owed: readonly Owed[];
}

/** Somebody watches it and it is due, or the process that asked died. `q` is the question. */
const isDue = (now: number) =>
  sql<SqlBool>`((q.lease_until is null and q.next_at <= ${now}) or q.lease_until <= ${now}) and exists (
    select 1 from watch w where w.source_kind = 'records' and w.source_key = q.key and w.state = 'active')`;

/** The questions of all watches, and the records that their answers showed. */
export class QueryStore {
  readonly #storage: Storage;
  readonly #held = new HeldLeases();

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  /** The keys of what is due, the longest waiting first. Changes nothing. */
  async due(): Promise<{ key: string; operation: string }[]> {
    const now = await this.#storage.now();
    return this.#storage.db
      .selectFrom('watch_query as q')
      .select(['q.key', 'q.operation'])
      .where(isDue(now))
      .orderBy('q.next_at')
      .limit(PAGE)
      .execute();
  }

  /** Takes of these what is still due. `every` gives the time to the next poll. */
  async claim(keys: readonly string[], every: (everyMs: number) => number): Promise<Claimed[]> {
    const claimed = await this.#storage.write(async ({ db, now }: Work) => {
      const due = db.selectFrom('watch_query as q').selectAll('q').where('q.key', 'in', keys).where(isDue(now));
      const rows: Claimed[] = [];
      for (const row of await due.execute()) {
        // Its lease ran out while it is asked here: nothing would tell the answers of the two polls apart.
        if (this.#held.holds(row.key)) continue;
        const plannedAt = now + every(row.every_ms);
        const set = { ...this.#storage.lease(now), next_at: plannedAt };
        await db.updateTable('watch_query').set(set).where('key', '=', row.key).execute();
        rows.push({ ...row, claimedAt: now, plannedAt });
      }
      return rows;
    });
    for (const { key } of claimed) this.#held.hold(key);
    return claimed;
  }

  /** Shortens what would last too long because a clock was set back. */
  async mend(): Promise<void> {
    await this.#storage.write(async ({ db, now }) => {
      const latest = now + this.#storage.leaseMs;
      await db.updateTable('watch_query').set({ lease_until: latest }).where('lease_until', '>', latest).execute();
      const tooFar = sql<SqlBool>`next_at > ${now} + every_ms * 2 + (case when failures > 0 then ${DAY_MS} else 0 end)`;
      await db.updateTable('watch_query').set({ next_at: now }).where(tooFar).execute();
    });
  }

  /** What is known of its records, in pages. */
  async *known(key: string): AsyncGenerator<Known[]> {
    for (let after = ''; ; ) {
      const rows = this.#storage.db.selectFrom('watch_record').select(['id', 'hash', 'missed']);
      const page = await rows.where('query', '=', key).where('id', '>', after).orderBy('id').limit(PAGE).execute();
      if (page.length > 0) yield page;
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      after = last.id;
    }
  }

  /** The stored snapshots of some records. */
  async snapshots(key: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (ids.length === 0) return new Map();
    const rows = this.#storage.db.selectFrom('watch_record').select(['id', 'snapshot']).where('query', '=', key);
    return new Map((await rows.where('id', 'in', ids).execute()).map(({ id, snapshot }) => [id, snapshot]));
  }

  /** Writes a part of what an answer changed. Throws a QueryLostError when the lease ran out. */
  async apply({ key }: Claimed, { put, missed, remove, owed }: Batch): Promise<void> {
    await this.#storage.write(async (work) => {
      const { db } = work;
      await this.#mine(work, key);
      for (let from = 0; from < put.length; from += ROWS_AT_ONCE) {
        const values = put.slice(from, from + ROWS_AT_ONCE).map((one) => ({ query: key, ...one }));
        await db
          .insertInto('watch_record')
          .values(values)
          .onConflict((conflict) =>
            conflict.columns(['query', 'id']).doUpdateSet(({ ref }) => ({
              hash: ref('excluded.hash'),
              snapshot: ref('excluded.snapshot'),
              missed: ref('excluded.missed'),
            })),
          )
          .execute();
      }
      for (const count of new Set(missed.map((one) => one.missed))) {
        const ids = missed.filter((one) => one.missed === count).map(({ id }) => id);
        const rows = db.updateTable('watch_record').set({ missed: count }).where('query', '=', key);
        await rows.where('id', 'in', ids).execute();
      }
      if (remove.length > 0)
        await db.deleteFrom('watch_record').where('query', '=', key).where('id', 'in', remove).execute();
      await enqueue(work, owed);
    });
  }

  /** All of an answer is written. Who was in a hurry meanwhile gets the next one at once. */
  async finish({ key, claimedAt, plannedAt }: Claimed): Promise<void> {
    await this.#storage.write(async (work) => {
      const row = await this.#mine(work, key);
      const answered = { last_answer_at: claimedAt, baseline_at: row.baseline_at ?? claimedAt };
      const next = { next_at: Math.min(row.next_at, plannedAt), failures: 0, last_failure: null, ...noLease };
      await work.db
        .updateTable('watch_query')
        .set({ ...answered, ...next })
        .where('key', '=', key)
        .execute();
    });
  }

  /** Whether every watch of the question has had an answer since it was set up. */
  async isSettled({ key, last_answer_at }: Claimed): Promise<boolean> {
    const own = this.#storage.db.selectFrom('watch').select('id').where('source_kind', '=', 'records');
    const younger = own.where('source_key', '=', key).where('created_at', '>', last_answer_at ?? 0);
    return (await younger.where('state', '!=', 'stopped').limit(1).execute()).length === 0;
  }

  /** Nothing changed since the last answer, so it was not asked for again. That answer stays the last one. */
  async skip({ key, plannedAt }: Claimed): Promise<void> {
    await this.#storage.write(async (work) => {
      const row = await this.#mine(work, key);
      const next = { next_at: Math.min(row.next_at, plannedAt), failures: 0, last_failure: null, ...noLease };
      await work.db.updateTable('watch_query').set(next).where('key', '=', key).execute();
    });
  }

  /** No answer. `also` is part of the same write. */
  async fail(
    { key }: Claimed,
    { failures, why, afterMs }: { failures: number; why: string; afterMs: number },
    also: (work: Work) => Promise<unknown>,
  ): Promise<void> {
    await this.#storage.write(async (work) => {
      await this.#mine(work, key);
      const set = { failures, last_failure: why, next_at: work.now + afterMs, ...noLease };
      await work.db.updateTable('watch_query').set(set).where('key', '=', key).execute();
      await also(work);
    });
  }

  /** Nobody here goes on with it: if it was not finished, its lease runs out and another process asks. */
  release({ key }: Pick<Claimed, 'key'>): void {
    this.#held.release(key);
  }

  /** Extends the leases of what is being asked here. */
  async renewLeases(): Promise<void> {
    for (const keys of this.#held.batches()) {
      await this.#storage.write(async ({ db, now }) => {
        const { lease_owner, lease_until } = this.#storage.lease(now);
        const rows = db.updateTable('watch_query').set({ lease_until }).where('key', 'in', keys);
        await rows.where('lease_owner', '=', lease_owner).execute();
      });
    }
  }

  async #mine({ db, now }: Work, key: string): Promise<WatchQueryRow> {
    const row = await db.selectFrom('watch_query').selectAll().where('key', '=', key).executeTakeFirst();
    if (row?.lease_owner !== this.#storage.owner || (row.lease_until ?? 0) <= now) throw new QueryLostError();
    return row;
  }
}
