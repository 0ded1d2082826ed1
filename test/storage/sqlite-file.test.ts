import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSqliteFile } from '../../src/storage/sqlite-file.ts';
import { openStores } from '../../src/stores.ts';
import { newIntent, type Place, sqlitePlace } from '../journal/places.ts';

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
    const { journal, close } = await openStores({ dataDir });
    await journal.record(newIntent(), 'accepted');
    expect(modeOf(dataDir)).toBe('700');
    for (const name of ['journal.sqlite', 'journal.sqlite-wal']) expect(modeOf(join(dataDir, name))).toBe('600');
    await close();
  });

  it('tells the operator when the file is something else', async () => {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(join(dataDir, 'journal.sqlite'), 'Dear diary, '.repeat(100));
    await expect(openStores({ dataDir })).rejects.toThrow(
      /made\/by\/journal\/journal\.sqlite is not a SQLite database/,
    );
  });

  it('tells the operator when the folder cannot be made, or the file is a folder', async () => {
    writeFileSync(join(place.where.dataDir, 'made'), '');
    await expect(openStores({ dataDir })).rejects.toThrow(/part of its path is a file\. Point DATA_DIR/);
    mkdirSync(join(place.where.dataDir, 'journal.sqlite'));
    await expect(openStores(place.where)).rejects.toThrow(/it is a folder/);
  });

  it('tells the operator when pages of it are damaged, and what to keep', async () => {
    await (await openStores({ dataDir })).close();
    const file = join(dataDir, 'journal.sqlite');
    const intact = readFileSync(file);
    writeFileSync(file, intact.fill(0xff, 100));
    await expect(openStores({ dataDir })).rejects.toThrow(/is damaged\. Move it aside and keep it/);
  });

  /** What every open file syncs with. */
  const spyOnSyncs = async () => {
    const file = await open(process.execPath);
    const spy = vi.spyOn(Object.getPrototypeOf(file) as typeof file, 'datasync');
    await file.close();
    return spy;
  };

  it('has a write on disk before it settles, and answers reads meanwhile', async () => {
    const { journal, close } = await openStores({ dataDir });
    let finish = () => {};
    const sync = (await spyOnSyncs()).mockReturnValue(new Promise((resolve) => (finish = resolve)));
    let settled = false;
    const write = journal.record(newIntent(), 'accepted').finally(() => {
      settled = true;
    });
    while (sync.mock.calls.length === 0) await pause(1);
    await pause(50);
    expect(await journal.history({}, { limit: 1 })).toMatchObject({ entries: [{ state: 'accepted' }] });
    expect(settled).toBe(false);
    finish();
    expect((await write).isNew).toBe(true);
    sync.mockRestore();
    await close();
  });

  it('believes no sync after one that failed', async () => {
    const { journal, close } = await openStores({ dataDir });
    const sync = (await spyOnSyncs()).mockRejectedValueOnce(new Error('Broken disk'));
    await expect(journal.record(newIntent(), 'accepted')).rejects.toThrow('Broken disk');
    await expect(journal.record(newIntent(), 'accepted')).rejects.toThrow('Broken disk');
    sync.mockRestore();
    await close();
  });

  it('keeps the writes that are waiting when it is closed', async () => {
    const { journal, close } = await openStores({ dataDir });
    const write = journal.record(newIntent(), 'accepted');
    await new Promise((resolve) => process.nextTick(resolve));
    await close();
    const { reference } = (await write).entry;
    const reopened = await openStores({ dataDir });
    expect((await reopened.journal.find(reference))?.state).toBe('accepted');
    await reopened.close();
  });

  it('refuses a journal written by a newer version', async () => {
    await (await openStores({ dataDir })).close();
    const { database } = await openSqliteFile(dataDir);
    database.exec("insert into journal_migration values ('999-later', '2030-01-01T00:00:00Z')");
    database.close();
    await expect(openStores({ dataDir })).rejects.toThrow(/was written by a newer Bellhop/);
  });
});
