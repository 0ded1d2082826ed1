import { randomBytes } from 'node:crypto';
import { Kysely, sql } from 'kysely';
import pg from 'pg';
import { expect, it, vi } from 'vitest';
import { openJournal } from '../../src/journal/open.ts';
import { postgresDialect } from '../../src/storage/postgres.ts';
import { journalContract } from './contract.ts';
import { type Place, placeAt, wish } from './places.ts';

const server = process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/test';

/** A schema of its own, so that runs never meet. */
async function postgresPlace(): Promise<Place> {
  const schema = `journal_${randomBytes(6).toString('hex')}`;
  await query(`create schema ${schema}`);
  return placeAt(
    { dataDir: '', databaseUrl: inSchema(schema) },
    {
      meddle: (statement) => query(statement, inSchema(schema)),
      drop: () => query(`drop schema ${schema} cascade`),
    },
  );
}

function inSchema(schema: string): string {
  const url = new URL(server);
  url.searchParams.set('options', `-c search_path=${schema}`);
  url.searchParams.set('application_name', schema);
  return url.href;
}

async function query(sql: string, connectionString = server): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

journalContract('PostgreSQL', postgresPlace, 8);

it('reckons by the clock of PostgreSQL, however far apart those of the processes are', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const place = await postgresPlace();
  const hour = 60 * 60_000;
  const really = Date.now();
  const at = async <T>(time: number, work: () => Promise<T>): Promise<T> => {
    vi.setSystemTime(time);
    return work();
  };
  try {
    const [ahead, behind] = [await place.open({ owner: 'ahead' }), await place.open({ owner: 'behind' })];
    const { entry } = await at(really - hour, () => behind.record(wish(), 'accepted', 'pmp.lead/17'));
    await at(really - hour, () => behind.start(entry.reference));
    await at(really - hour, () => behind.keepDraft('form', '{}', hour / 2));
    expect(Math.abs(entry.acceptedAt - really)).toBeLessThan(hour / 2);
    // Its own clock says that the lease ran out long ago.
    expect(await at(really + hour, () => ahead.claimExpired(10))).toEqual([]);
    expect(await at(really + hour, () => ahead.findDraft('form'))).toBe('{}');
    const times = [await at(really + hour, () => ahead.now()), await at(really - hour, () => behind.now())];
    expect(Math.abs((times[0] ?? 0) - (times[1] ?? 0))).toBeLessThan(5_000);

    // A dead process whose clock was far ahead has left a lease like any other.
    const dead = await place.open({ owner: 'dead', leaseMs: 100 });
    const left = (await at(really + hour, () => dead.record(wish(), 'accepted'))).entry.reference;
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect((await at(really - hour, () => behind.claimExpired(10))).map(({ reference }) => reference)).toEqual([left]);
  } finally {
    vi.useRealTimers();
    await place.remove();
  }
});

it('goes on after PostgreSQL has dropped its connections', async () => {
  const place = await postgresPlace();
  const warnings: string[] = [];
  const journal = await place.open({ log: { warn: (_, message) => warnings.push(message) } });
  const name = new URL(place.where.databaseUrl ?? '').searchParams.get('application_name');
  await query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = '${name}'`);
  await vi.waitFor(() => expect(warnings).toContain('The journal lost a connection to PostgreSQL'));
  expect((await journal.record(wish(), 'accepted')).isNew).toBe(true);
  await place.remove();
});

it('lets a write that PostgreSQL refuses fail alone', async () => {
  const place = await postgresPlace();
  const journal = await place.open();
  const results = await Promise.allSettled(
    ['a', 'no \0 in text', 'b'].map((key) => journal.record(wish(key), 'accepted')),
  );
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await journal.verifyChain()).toMatchObject({ checked: 2, head: { seq: 2 } });
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
  const opening = openJournal({ databaseUrl: url, dataDir: '' });
  await expect(opening).rejects.toThrow(/at 127\.0\.0\.1:1\/bellhop cannot be used\. Nothing answers there/);
  await expect(opening).rejects.not.toThrow(/hunter2/);
});

it('tells the operator when there is no such schema', async () => {
  const opening = openJournal({ databaseUrl: inSchema('no_such_schema'), dataDir: '' });
  await expect(opening).rejects.toThrow(/The schema in search_path does not exist/);
});
