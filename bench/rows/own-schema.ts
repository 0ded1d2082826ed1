import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A schema of its own in a PostgreSQL, so that runs never meet. */
export interface Schema {
  /** Address with the schema in it. */
  url: string;
  query(statement: string): Promise<Record<string, unknown>[]>;
  drop(): Promise<void>;
}

const SERVER = process.env.BENCH_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/test';

/** Rejects when no PostgreSQL answers. */
export async function ownSchema(): Promise<Schema> {
  const name = `bench_${randomBytes(6).toString('hex')}`;
  const url = new URL(SERVER);
  url.searchParams.set('options', `-c search_path=${name}`);
  const query = async (statement: string) => {
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    try {
      return (await client.query(statement)).rows as Record<string, unknown>[];
    } finally {
      await client.end();
    }
  };
  await query(`create schema ${name}`);
  return { url: url.href, query, drop: async () => void (await query(`drop schema ${name} cascade`)) };
}

export const hasPostgres = async (): Promise<boolean> => {
  const client = new pg.Client({ connectionString: SERVER, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
};
