import pg from 'pg';
import { openSqliteFile } from '../../../src/storage/sqlite-file.ts';

/** The tables of a round, read past the bot's own code. */
export interface Tables {
  all<Row>(sql: string): Promise<Row[]>;
  close(): Promise<void>;
}

/** Opens the database of a round, whose tables exist. */
export async function openTables({ dataDir, databaseUrl }: { dataDir: string; databaseUrl?: string }): Promise<Tables> {
  if (databaseUrl) {
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
    return {
      all: async <Row>(sql: string) => (await pool.query(sql)).rows as Row[],
      close: () => pool.end(),
    };
  }
  const { database } = await openSqliteFile(dataDir);
  return {
    all: async <Row>(sql: string) => database.prepare(sql).all() as unknown as Row[],
    async close() {
      database.close();
    },
  };
}
