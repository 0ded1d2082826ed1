import { setTimeout as pause } from 'node:timers/promises';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NotRecordedError } from '../../src/errors.ts';
import { Chain } from '../../src/journal/chain.ts';
import { machineClock } from '../../src/storage/clock.ts';
import { Deadline, withDeadline } from '../../src/storage/deadline.ts';
import { GroupCommit } from '../../src/storage/group-commit.ts';
import { explainSqlite } from '../../src/storage/operator-errors.ts';
import type { Tables } from '../../src/storage/schema.ts';
import { sqliteDialect } from '../../src/storage/sqlite-dialect.ts';
import { openSqliteFile } from '../../src/storage/sqlite-file.ts';
import { openStores } from '../../src/stores.ts';
import { type Place, sqlitePlace } from '../journal/places.ts';

describe('group commit', () => {
  let place: Place;
  let other: DatabaseSyncInstance;
  let db: Kysely<Tables>;
  let group: GroupCommit;

  beforeEach(async () => {
    place = await sqlitePlace();
    await (await openStores(place.where)).close();
    const { database, file } = await openSqliteFile(place.where.dataDir);
    database.exec('pragma busy_timeout = 0; create table t (name text primary key)');
    db = new Kysely({ dialect: sqliteDialect(database, (error) => explainSqlite(error, file)) });
    other = (await openSqliteFile(place.where.dataDir)).database;
    group = new GroupCommit(db, Chain.lock, machineClock());
  });
  afterEach(async () => {
    other.close();
    await db.destroy();
    await place.remove();
  });

  const insert = (name: string) => group.add((work) => sql`insert into t values (${name})`.execute(work.db));
  const names = () =>
    other
      .prepare('select name from t order by name')
      .all()
      .map(({ name }) => name);
  const statuses = async (...writes: Promise<unknown>[]) =>
    (await Promise.allSettled(writes)).map(({ status }) => status);

  it('shows nothing to other processes before it settles, and everything after', async () => {
    const writes = Promise.all(['a', 'b', 'c'].map(insert));
    expect(names()).toEqual([]);
    await writes;
    expect(names()).toEqual(['a', 'b', 'c']);
  });

  it('shows nothing to its own process either before it is sure', async () => {
    let seen: Promise<unknown> | undefined;
    const failing = group.add(async (work) => {
      await sql`insert into t values ('a')`.execute(work.db);
      seen = sql`select * from t`.execute(db);
      throw new Error('Changed my mind');
    });
    await expect(failing).rejects.toThrow('Changed my mind');
    expect(await seen).toMatchObject({ rows: [] });
  });

  it('lets a failing write fail alone', async () => {
    expect(await statuses(...['a', 'b', 'a', 'c'].map(insert))).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(names()).toEqual(['a', 'b', 'c']);
  });

  const lock = () => other.exec('begin immediate');
  const unlock = () => other.exec('rollback');
  const urgently = (name: string) => group.urgently((work) => sql`insert into t values (${name})`.execute(work.db));

  it('waits for another program that has the file, and lets everything else go on meanwhile', async () => {
    lock();
    const writes = ['a', 'b'].map(insert);
    let longest = 0;
    for (let before = performance.now(), turns = 0; turns < 60; turns++) {
      await pause(10);
      longest = Math.max(longest, performance.now() - before);
      before = performance.now();
    }
    unlock();
    expect(longest).toBeLessThan(150);
    await Promise.all(writes);
    expect(names()).toEqual(['a', 'b']);
  });

  it('abandons an urgent write in time, and never makes it', async () => {
    lock();
    const began = performance.now();
    await expect(urgently('late')).rejects.toBeInstanceOf(NotRecordedError);
    expect(performance.now() - began).toBeLessThan(2_300);
    const waiting = insert('patient');
    unlock();
    await waiting;
    await insert('after');
    expect(names()).toEqual(['after', 'patient']);
  });

  it('abandons an urgent write when the deadline of its caller is over, even without having waited', async () => {
    const deadline = new Deadline(60_000);
    lock();
    const write = withDeadline(deadline, () => urgently('late')).catch((error) => error);
    await pause(50);
    deadline.end();
    unlock();
    await insert('after');
    expect(names()).toEqual(['after']);
    await expect(withDeadline(deadline, () => urgently('later'))).rejects.toBeInstanceOf(NotRecordedError);
    expect(deadline.isCommitted).toBe(false);
    void write;
  });

  it('makes a write with its neighbours undone and made again when one of them was abandoned after it was made', async () => {
    const deadline = new Deadline(60_000);
    const abandoned = withDeadline(deadline, () =>
      group.urgently(async (work) => {
        await sql`insert into t values ('abandoned')`.execute(work.db);
        deadline.end();
      }),
    );
    void abandoned.catch(() => {});
    await insert('neighbour');
    expect(names()).toEqual(['neighbour']);
  });

  it('makes urgent writes before others', async () => {
    const order: string[] = [];
    const own = () => group.add(async () => void order.push('own'));
    const person = () => group.urgently(async () => void order.push('person'));
    await Promise.all([own(), person(), own(), person()]);
    expect(order).toEqual(['person', 'person', 'own', 'own']);
  });

  it('rejects the whole group when the commit itself fails, and goes on afterwards', async () => {
    other.exec('create table c (name text references t deferrable initially deferred)');
    const orphan = group.add((work) => sql`insert into c values ('nobody')`.execute(work.db));
    expect(await statuses(insert('a'), orphan)).toEqual(['rejected', 'rejected']);
    await insert('b');
    expect(names()).toEqual(['b']);
  });

  it('keeps exactly what it did not reject when the disk is full', async () => {
    const [{ page_count: pages } = {}] = other.prepare('pragma page_count').all();
    await sql.raw(`pragma max_page_count = ${Number(pages) + 8}`).execute(db);
    const writes = ['small', 'x'.repeat(100_000), 'tiny'].map(insert);
    expect(await statuses(...writes)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    await expect(writes[1]).rejects.toThrow(/cannot grow: the disk is full/);
    expect(names()).toEqual(['small', 'tiny']);
  });

  it('is idle when everything is on disk that was waiting', async () => {
    void insert('a');
    await group.idle();
    expect(names()).toEqual(['a']);
  });
});
