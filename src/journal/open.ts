import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Kysely } from 'kysely';
import { isBusy } from '../storage/busy.ts';
import { clockOf, machineClock } from '../storage/clock.ts';
import type { Journal } from './journal.ts';
import { migrate } from '../storage/migrations.ts';
import { explainPostgres, explainSqlite } from '../storage/operator-errors.ts';
import { postgresDialect } from '../storage/postgres.ts';
import type { JournalTables } from '../storage/schema.ts';
import { SqlJournal } from './sql-journal.ts';
import { sqliteDialect } from '../storage/sqlite-dialect.ts';
import { openSqliteFile, servingSettings } from '../storage/sqlite-file.ts';

const MIGRATE_WITHIN_MS = 30_000;

export interface JournalLog {
  warn(details: object, message: string): void;
}

export interface JournalOptions {
  /** PostgreSQL. Absent: SQLite in `dataDir`. */
  databaseUrl?: string;
  dataDir: string;
  /** Names this process on its leases; must differ between processes. Default: random. */
  owner?: string;
  /** How long after its last sign of life a process is taken for dead, in milliseconds. Default: 15 000. */
  leaseMs?: number;
  /** For tests: a clock that can be moved. Default: that of PostgreSQL or, on SQLite, of this machine. */
  now?: () => number;
  log?: JournalLog;
}

/** Opens the journal, with its tables up to date. Throws an error that tells the operator what to do. */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const db = options.databaseUrl
    ? await openPostgres(options.databaseUrl, options.log)
    : await openSqlite(options.dataDir);
  return new SqlJournal(db, {
    owner: options.owner ?? randomUUID(),
    leaseMs: options.leaseMs ?? 15_000,
    clock: options.now ? machineClock(options.now) : clockOf(db),
  });
}

async function openSqlite(dataDir: string): Promise<Kysely<JournalTables>> {
  const { database, file } = await openSqliteFile(dataDir);
  const explain = (error: unknown) => explainSqlite(error, file);
  const db = new Kysely<JournalTables>({ dialect: sqliteDialect(database, explain) });
  try {
    await migrate(db);
    database.exec(servingSettings);
    return db;
  } catch (error) {
    await db.destroy().catch(() => {}); // The first error says more.
    throw explain(error);
  }
}

async function openPostgres(databaseUrl: string, log: JournalLog | undefined): Promise<Kysely<JournalTables>> {
  const onLostConnection = (reason: string) => log?.warn({ reason }, 'The journal lost a connection to PostgreSQL');
  const db = new Kysely<JournalTables>({ dialect: postgresDialect(databaseUrl, onLostConnection) });
  try {
    await migrateInTurn(db);
    return db;
  } catch (error) {
    await db.destroy();
    throw explainPostgres(error, databaseUrl);
  }
}

/** Processes that start together wait for each other, longer than for a lock while they serve. */
async function migrateInTurn(db: Kysely<JournalTables>): Promise<void> {
  for (const until = Date.now() + MIGRATE_WITHIN_MS; ; await pause(100)) {
    try {
      return await migrate(db);
    } catch (error) {
      if (!isBusy(error) || Date.now() > until) throw error;
    }
  }
}
