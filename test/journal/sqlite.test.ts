import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GroupCommit } from '../../src/journal/group-commit.ts';
import { openJournal } from '../../src/journal/open.ts';
import { explainSqlite } from '../../src/journal/operator-errors.ts';
import { newReference } from '../../src/journal/reference.ts';
import { openSqliteFile } from '../../src/journal/sqlite-file.ts';
import { journalContract } from './contract.ts';
import { type Place, sqlitePlace, wish } from './places.ts';

vi.mock('../../src/journal/reference.ts', { spy: true });

journalContract('SQLite', sqlitePlace, 40);

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
  let database: DatabaseSyncInstance;
  let other: DatabaseSyncInstance;
  let group: GroupCommit;

  beforeEach(async () => {
    place = await sqlitePlace();
    database = (await openSqliteFile(place.where.dataDir)).database;
    other = (await openSqliteFile(place.where.dataDir)).database;
    database.exec('pragma busy_timeout = 0; create table t (name text primary key)');
    group = new GroupCommit(database);
  });
  afterEach(async () => {
    for (const each of [database, other]) if (each.isOpen) each.close();
    await place.remove();
  });

  const insert = (name: string) => group.add(() => database.prepare('insert into t values (?)').run(name).changes);
  const names = () =>
    other
      .prepare('select name from t order by name')
      .all()
      .map(({ name }) => name);

  it('shows nothing to others before it settles, and everything after', async () => {
    const writes = Promise.all(['a', 'b', 'c'].map(insert));
    expect(names()).toEqual([]);
    expect(await writes).toEqual([1, 1, 1]);
    expect(names()).toEqual(['a', 'b', 'c']);
  });

  it('lets a failing write fail alone', async () => {
    const results = await Promise.allSettled(['a', 'b', 'a', 'c'].map(insert));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(names()).toEqual(['a', 'b', 'c']);
  });

  it('rejects the whole group when the file stays locked, and goes on afterwards', async () => {
    other.exec('begin immediate');
    const results = await Promise.allSettled(['a', 'b'].map(insert));
    const [reason] = results.map((result) => (result.status === 'rejected' ? result.reason : undefined));
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(explainSqlite(reason, 'x.sqlite')).toMatchObject({
      message: expect.stringMatching(/^The journal x\.sqlite is locked by another program\./),
    });
    other.exec('rollback');
    expect(await insert('c')).toBe(1);
    expect(names()).toEqual(['c']);
  });

  it('rejects the whole group when the commit itself fails, and goes on afterwards', async () => {
    database.exec('create table c (name text references t deferrable initially deferred)');
    const orphan = group.add(() => database.exec("insert into c values ('nobody')"));
    const results = await Promise.allSettled([insert('a'), orphan]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await insert('b')).toBe(1);
    expect(names()).toEqual(['b']);
  });

  it('keeps exactly what it did not reject when the disk is full', async () => {
    database.exec('pragma max_page_count = 8');
    const wanted = ['small', 'x'.repeat(100_000), 'tiny'];
    const results = await Promise.allSettled(wanted.map(insert));
    expect(results[1]).toMatchObject({ status: 'rejected', reason: { message: 'database or disk is full' } });
    expect(names()).toEqual(wanted.filter((_, index) => results[index]?.status === 'fulfilled').sort());
  });

  it('commits what is waiting when flushed', async () => {
    const write = insert('a');
    group.flush();
    expect(names()).toEqual(['a']);
    expect(await write).toBe(1);
  });
});
