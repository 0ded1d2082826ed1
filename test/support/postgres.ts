import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A schema of its own in a PostgreSQL, so that runs never meet. */
export async function ownSchema(server: string): Promise<{ url: string; drop(): Promise<void> }> {
  const schema = `bellhop_${randomBytes(6).toString('hex')}`;
  const query = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  await query(`create schema ${schema}`);
  const url = new URL(server);
  url.searchParams.set('options', `-c search_path=${schema}`);
  return { url: url.href, drop: () => query(`drop schema ${schema} cascade`) };
}
