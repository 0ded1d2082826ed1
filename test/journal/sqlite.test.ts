import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { Kysely, Migrator, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NotRecordedError } from '../../src/errors.ts';
import { machineClock } from '../../src/storage/clock.ts';
import { Deadline, withDeadline } from '../../src/storage/deadline.ts';
import { GroupCommit } from '../../src/storage/group-commit.ts';
import { migrations } from '../../src/storage/migrations.ts';
import { openJournal } from '../../src/journal/open.ts';
import { explainSqlite } from '../../src/storage/operator-errors.ts';
import { newReference } from '../../src/journal/reference.ts';
import type { JournalTables } from '../../src/storage/schema.ts';
import { sqliteDialect } from '../../src/storage/sqlite-dialect.ts';
import { openSqliteFile } from '../../src/storage/sqlite-file.ts';
import { journalContract } from './contract.ts';
import { type Place, sqlitePlace, wish } from './places.ts';

vi.mock('../../src/journal/reference.ts', { spy: true });

journalContract('SQLite', sqlitePlace, 20);

it('draws another reference when the first is taken', async () => {
  const place = await sqlitePlace();
  const journal = await place.open();
  const { reference } = (await journal.record(wish(), 'accepted')).entry;
  vi.mocked(newReference).mockReturnValueOnce(reference).mockReturnValueOnce(reference);
  const second = await journal.record(wish(), 'accepted');
  expect(second).toMatchObject({ isNew: true, entry: { state: 'accepted' } });
  expect(second.entry.reference).not.toBe(reference);
  await place.remove();
});

describe('the SQLite file', () => {
  let place: Place;
  let dataDir: string;

  beforeEach(async () => {
    place = await sqlitePlace();
    dataDir = join(place.where.dataDir, 'made', 'by', 'journal');
  });
  afterEach(() => place.remove());

  const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

  it('is readable by its owner alone, with the folder made for it', async () => {
    const journal = await openJournal({ dataDir });
    await journal.record(wish(), 'accepted');
    expect(modeOf(dataDir)).toBe('700');
    for (const name of ['journal.sqlite', 'journal.sqlite-wal']) expect(modeOf(join(dataDir, name))).toBe('600');
    await journal.close();
  });

  it('tells the operator when the file is something else', async () => {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(join(dataDir, 'journal.sqlite'), 'Dear diary, '.repeat(100));
    await expect(openJournal({ dataDir })).rejects.toThrow(
      /made\/by\/journal\/journal\.sqlite is not a SQLite database/,
    );
  });

  it('tells the operator when the folder cannot be made, or the file is a folder', async () => {
    writeFileSync(join(place.where.dataDir, 'made'), '');
    await expect(openJournal({ dataDir })).rejects.toThrow(/part of its path is a file\. Point DATA_DIR/);
    mkdirSync(join(place.where.dataDir, 'journal.sqlite'));
    await expect(openJournal(place.where)).rejects.toThrow(/it is a folder/);
  });

  it('tells the operator when pages of it are damaged, and what to keep', async () => {
    await (await openJournal({ dataDir })).close();
    const file = join(dataDir, 'journal.sqlite');
    const intact = readFileSync(file);
    writeFileSync(file, intact.fill(0xff, 100));
    await expect(openJournal({ dataDir })).rejects.toThrow(/is damaged\. Move it aside and keep it/);
  });

  it('keeps the writes that are waiting when it is closed', async () => {
    const journal = await openJournal({ dataDir });
    const write = journal.record(wish(), 'accepted');
    await new Promise((resolve) => process.nextTick(resolve));
    await journal.close();
    const { reference } = (await write).entry;
    const reopened = await openJournal({ dataDir });
    expect((await reopened.find(reference))?.state).toBe('accepted');
    await reopened.close();
  });

  it('refuses a journal written by a newer version', async () => {
    await (await openJournal({ dataDir })).close();
    const { database } = await openSqliteFile(dataDir);
    database.exec("insert into journal_migration values ('999-later', '2030-01-01T00:00:00Z')");
    database.close();
    await expect(openJournal({ dataDir })).rejects.toThrow(/was written by a newer Bellhop/);
  });
});

describe('group commit', () => {
  let place: Place;
  let other: DatabaseSyncInstance;
  let db: Kysely<JournalTables>;
  let group: GroupCommit;

  beforeEach(async () => {
    place = await sqlitePlace();
    await (await openJournal(place.where)).close();
    const { database, file } = await openSqliteFile(place.where.dataDir);
    database.exec('pragma busy_timeout = 0; create table t (name text primary key)');
    db = new Kysely({ dialect: sqliteDialect(database, (error) => explainSqlite(error, file)) });
    other = (await openSqliteFile(place.where.dataDir)).database;
    group = new GroupCommit(db, machineClock());
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

  it('gives an urgent write up in time, and never makes it', async () => {
    lock();
    const began = performance.now();
    await expect(urgently('late')).rejects.toBeInstanceOf(NotRecordedError);
    expect(performance.now() - began).toBeLessThan(2_300);
    const patient = insert('patient');
    unlock();
    await patient;
    await insert('after');
    expect(names()).toEqual(['after', 'patient']);
  });

  it('gives an urgent write up when the deadline of its caller is over, even without having waited', async () => {
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

  it('makes a write with its neighbours undone and made again when one of them was given up after it was made', async () => {
    const deadline = new Deadline(60_000);
    const givenUp = withDeadline(deadline, () =>
      group.urgently(async (work) => {
        await sql`insert into t values ('given up')`.execute(work.db);
        deadline.end();
      }),
    );
    void givenUp.catch(() => {});
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

it('brings a journal of the first version up to date, with everything in it', async () => {
  const place = await sqlitePlace();
  const { database, file } = await openSqliteFile(place.where.dataDir);
  const db = new Kysely<unknown>({ dialect: sqliteDialect(database, (error) => explainSqlite(error, file)) });
  const { '001-journal': first } = migrations;
  await new Migrator({
    db,
    provider: { getMigrations: async () => ({ '001-journal': first! }) },
    migrationTableName: 'journal_migration',
    migrationLockTableName: 'journal_migration_lock',
  }).migrateToLatest();
  database.exec(`insert into journal values
    ('BH-000001', 'one', 'pmp.lead.get', '{}', 'U1', 'T1', '{}', 'pmp.lead/1', 'succeeded', '{}', 1000, 2000, null, null),
    ('BH-000002', 'two', 'pmp.lead.add', '{}', 'U1', 'T1', '{}', 'pmp.lead/1', 'running', null, 1500, null, 'dead', 1600)`);
  await db.destroy();

  const journal = await place.open();
  expect(await journal.verifyChain()).toMatchObject({ checked: 2, head: { seq: 2 } });
  const { entries } = await journal.history({ operation: 'pmp.lead.*' }, { limit: 10 });
  expect(entries.map(({ reference }) => reference)).toEqual(['BH-000002', 'BH-000001']);
  // What was under way keeps its record, and what was only read does not count.
  expect((await journal.lastWrite('pmp.lead/1'))?.reference).toBe('BH-000002');
  const { reference } = (await journal.record(wish(), 'accepted', 'pmp.lead/1')).entry;
  expect(await journal.start(reference)).toBe(false);
  expect(await journal.finish('BH-000002', { state: 'succeeded', tookMs: 0 })).toBe(true);
  expect(await journal.start(reference)).toBe(true);
  expect(await journal.prune(3000)).toBe(1);
  expect(await journal.verifyChain()).not.toHaveProperty('broken');
  await place.remove();
});
