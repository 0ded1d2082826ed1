import { type Kysely, PostgresAdapter, sql } from 'kysely';
import type { Tables } from './schema.ts';

/** The time by which leases, due times and ages are reckoned, in milliseconds since 1970. */
export type Clock = (db: Kysely<Tables>) => Promise<number>;

/** The machine's own clock, or a given one: right where all processes run on one machine. */
export const machineClock =
  (now: () => number = () => Date.now()): Clock =>
  async () =>
    now();

/** The clock of PostgreSQL, which is the same for all processes, however wrong their own are. */
export const databaseClock: Clock = async (db) => {
  const { rows } = await sql<{ now: number }>`
    select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('PostgreSQL did not say what time it is.');
  return Number(row.now);
};

export const clockOf = (db: Kysely<Tables>): Clock =>
  db.getExecutor().adapter instanceof PostgresAdapter ? databaseClock : machineClock();
