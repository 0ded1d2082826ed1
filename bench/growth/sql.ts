import { openSqliteFile } from '../../src/storage/sqlite-file.ts';
import type { Schema } from '../rows/own-schema.ts';

/** One of the two engines, for statements that the journal itself never makes. */
export interface Sql {
  engine: 'SQLite' | 'PostgreSQL';
  query(statement: string): Promise<Record<string, unknown>[]>;
  /** Names of a table's columns, but for those that the database computes. */
  columns(table: string): Promise<string[]>;
  /** Indexes of the journal's tables that can be dropped and made again, with the statement that makes each. */
  indexes(): Promise<{ name: string; sql: string }[]>;
  /** A subquery with the column `i` from 1 to the count. */
  series(count: number): string;
  close(): Promise<void>;
}

export async function sqliteSql(dataDir: string): Promise<Sql> {
  const { database } = await openSqliteFile(dataDir);
  // The rows of a benchmark need not survive a power cut.
  database.exec('pragma synchronous = off; pragma cache_size = -200000');
  const query = async (statement: string) => database.prepare(statement).all() as Record<string, unknown>[];
  return {
    engine: 'SQLite',
    query,
    columns: async (table) =>
      (await query(`select name from pragma_table_info('${table}')`)).map(({ name }) => String(name)),
    indexes: async () =>
      (await query("select name, sql from sqlite_master where type = 'index' and sql is not null")) as {
        name: string;
        sql: string;
      }[],
    series: (count) =>
      `(with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count}) select i from n)`,
    close: async () => database.close(),
  };
}

export const postgresSql = ({ query }: Schema): Sql => ({
  engine: 'PostgreSQL',
  query,
  columns: async (table) =>
    (
      await query(
        `select column_name from information_schema.columns where table_name = '${table}'
          and table_schema = current_schema() and is_generated = 'NEVER'`,
      )
    ).map(({ column_name }) => String(column_name)),
  indexes: async () =>
    (await query(
      `select indexname as name, indexdef as sql from pg_indexes where schemaname = current_schema()
        and not exists (select from pg_constraint where conname = indexname)`,
    )) as { name: string; sql: string }[],
  series: (count) => `(select i from generate_series(1, ${count}) as g(i))`,
  close: async () => {},
});
