import { Kysely, Migrator } from 'kysely';
import { expect, it, vi } from 'vitest';
import { Chain } from '../../src/journal/chain.ts';
import { newReference } from '../../src/journal/reference.ts';
import { migrationsWith } from '../../src/storage/migrations.ts';
import { explainSqlite } from '../../src/storage/operator-errors.ts';
import { sqliteDialect } from '../../src/storage/sqlite-dialect.ts';
import { openSqliteFile } from '../../src/storage/sqlite-file.ts';
import { journalContract } from './contract.ts';
import { newIntent, sqlitePlace } from './places.ts';

vi.mock('../../src/journal/reference.ts', { spy: true });

journalContract('SQLite', sqlitePlace, 20);

it('draws another reference when the first is taken', async () => {
  const place = await sqlitePlace();
  const journal = await place.open();
  const { reference } = (await journal.record(newIntent(), 'accepted')).entry;
  vi.mocked(newReference).mockReturnValueOnce(reference).mockReturnValueOnce(reference);
  const second = await journal.record(newIntent(), 'accepted');
  expect(second).toMatchObject({ isNew: true, entry: { state: 'accepted' } });
  expect(second.entry.reference).not.toBe(reference);
  await place.remove();
});

it('reads a proposal that an older version stored as withdrawn like one that is stored as cancelled', async () => {
  const place = await sqlitePlace();
  const journal = await place.open();
  const references: string[] = [];
  for (let count = 0; count < 2; count++) {
    const { reference } = (await journal.record(newIntent(), 'proposed')).entry;
    await journal.cancel(reference);
    references.push(reference);
  }
  const { database } = await openSqliteFile(place.where.dataDir);
  const old = references[0]!;
  expect(database.prepare('select distinct state from journal').all()).toEqual([{ state: 'cancelled' }]);
  database.prepare("update journal set state = 'withdrawn' where reference = ?").run(old);
  database.close();
  expect(await journal.find(old)).toMatchObject({ state: 'cancelled' });
  const { entries } = await journal.history({ state: 'cancelled' }, { limit: 10 });
  expect(entries.map(({ reference }) => reference).sort()).toEqual(references.sort());
  expect((await journal.summary()).states).toEqual({ cancelled: 2 });
  await place.remove();
});

it('brings a journal of the first version up to date, with everything in it', async () => {
  const place = await sqlitePlace();
  const { database, file } = await openSqliteFile(place.where.dataDir);
  const db = new Kysely<unknown>({ dialect: sqliteDialect(database, (error) => explainSqlite(error, file)) });
  const { '001-journal': first } = migrationsWith(Chain.lock);
  await new Migrator({
    db,
    provider: { getMigrations: async () => ({ '001-journal': first! }) },
    migrationTableName: 'journal_migration',
    migrationLockTableName: 'journal_migration_lock',
  }).migrateToLatest();
  database.exec(`insert into journal values
    ('BH-000001', 'one', 'pmp.lead.get', '{}', 'U1', 'T1', '{}', 'pmp.lead/1', 'succeeded', '{}', 1000, 2000, null, null),
    ('BH-000002', 'two', 'pmp.lead.add', '{}', 'U1', 'T1', '{"door":"form","team":"T1","private":true}', 'pmp.lead/1', 'running', null, 1500, null, 'dead', 1600)`);
  await db.destroy();

  const journal = await place.open();
  expect(await journal.verifyChain()).toMatchObject({ checked: 2, head: { seq: 2 } });
  const { entries } = await journal.history({ operation: 'pmp.lead.*' }, { limit: 10 });
  expect(entries.map(({ reference }) => reference)).toEqual(['BH-000002', 'BH-000001']);
  // What was under way keeps its record, and what was only read does not count.
  expect((await journal.lastWrite('pmp.lead/1'))?.reference).toBe('BH-000002');
  const { reference } = (await journal.record(newIntent(), 'accepted', 'pmp.lead/1')).entry;
  expect(await journal.start(reference)).toBe(false);
  const [claimed, ...others] = await journal.claimExpired(10, ['form']);
  expect(claimed).toMatchObject({ reference: 'BH-000002', origin: { door: 'form', replyTo: { team: 'T1' } } });
  expect(others).toEqual([]);
  expect(await journal.finish('BH-000002', { state: 'succeeded', tookMs: 0 })).toBe(true);
  expect(await journal.start(reference)).toBe(true);
  expect(await journal.prune(3000)).toBe(1);
  expect(await journal.verifyChain()).not.toHaveProperty('broken');
  await place.remove();
});
