import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { type Place, placeAt } from '../journal/places.ts';

export const server = process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/test';

/** A schema of its own, so that runs never meet. */
export async function postgresPlace(): Promise<Place> {
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

export function inSchema(schema: string): string {
  const url = new URL(server);
  url.searchParams.set('options', `-c search_path=${schema}`);
  url.searchParams.set('application_name', schema);
  return url.href;
}

export async function query(sql: string, connectionString = server): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
