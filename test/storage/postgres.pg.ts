import { Kysely, sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { postgresDialect } from '../../src/storage/postgres.ts';
import { openStores } from '../../src/stores.ts';
import { newIntent } from '../journal/places.ts';
import { draftsContract } from './contract-drafts.ts';
import { inSchema, postgresPlace, query, server } from './postgres-place.ts';

draftsContract('PostgreSQL', postgresPlace);

it('goes on after PostgreSQL has dropped its connections', async () => {
  const place = await postgresPlace();
  const warnings: string[] = [];
  const journal = await place.open({ log: { warn: (_, message) => warnings.push(message) } });
  const name = new URL(place.where.databaseUrl ?? '').searchParams.get('application_name');
  await query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = '${name}'`);
  await vi.waitFor(() => expect(warnings).toContain('The journal lost a connection to PostgreSQL'));
  expect((await journal.record(newIntent(), 'accepted')).isNew).toBe(true);
  await place.remove();
});

it('has PostgreSQL end a connection that hangs in the middle of a change, and keeps the others from theirs', async () => {
  const db = new Kysely<unknown>({ dialect: postgresDialect(server, () => {}) });
  const { rows } = await sql`show idle_in_transaction_session_timeout`.execute(db);
  expect(rows).toEqual([{ idle_in_transaction_session_timeout: '5s' }]);
  await db.destroy();
});

it('tells the operator where nothing answers, without the password', async () => {
  const url = 'postgres://bellhop:hunter2@127.0.0.1:1/bellhop';
  const opening = openStores({ databaseUrl: url, dataDir: '' });
  await expect(opening).rejects.toThrow(/at 127\.0\.0\.1:1\/bellhop cannot be used\. Nothing answers there/);
  await expect(opening).rejects.not.toThrow(/hunter2/);
});

it('tells the operator when there is no such schema', async () => {
  const opening = openStores({ databaseUrl: inSchema('no_such_schema'), dataDir: '' });
  await expect(opening).rejects.toThrow(/The schema in search_path does not exist/);
});
