import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A schema of its own in a PostgreSQL, so that runs never meet. */
export async function ownSchema(
  server: string,
): Promise<{ url: string; contents(): Promise<string>; drop(): Promise<void> }> {
  const schema = `bellhop_${randomBytes(6).toString('hex')}`;
  const query = async (statement: string): Promise<unknown[]> => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    try {
      return (await client.query(statement)).rows;
    } finally {
      await client.end();
    }
  };
  await query(`create schema ${schema}`);
  const url = new URL(server);
  url.searchParams.set('options', `-c search_path=${schema}`);
  return {
    url: url.href,
    /** Every row of every table, as text. */
    async contents() {
      const tables = await query(`select table_name from information_schema.tables where table_schema = '${schema}'`);
      const names = (tables as { table_name: string }[]).map((table) => table.table_name);
      const rows = await Promise.all(names.map((name) => query(`select * from ${schema}."${name}"`)));
      return JSON.stringify(rows);
    },
    drop: async () => void (await query(`drop schema ${schema} cascade`)),
  };
}
