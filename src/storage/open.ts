import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Kysely } from 'kysely';
import { clockOf, machineClock } from './clock.ts';
import type { OpenLedger } from './ledger.ts';
import { migrate } from './migrations.ts';
import { explainPostgres, explainSqlite, isBusy } from './operator-errors.ts';
import type { Tables } from './schema.ts';
import { type LogSync, openLogSync, sqliteDialect } from './sqlite-dialect.ts';
import { openSqliteFile, servingSettings, syncedOutside } from './sqlite-file.ts';
import { Storage } from './storage.ts';

const MIGRATE_WITHIN_MS = 30_000;

export interface StorageLog {
  warn(details: object, message: string): void;
}

export interface StorageOptions {
  /** PostgreSQL. Absent: SQLite in `dataDir`. */
  databaseUrl?: string;
  dataDir: string;
  /** Names this process on its leases; must differ between processes. Default: random. */
  owner?: string;
  /** How long after its last sign of life a process counts as dead, in milliseconds. Default: 15 000. */
  leaseMs?: number;
  /** For tests: a clock that can be moved. Default: that of PostgreSQL or, on SQLite, of this machine. */
  now?: () => number;
  log?: StorageLog;
}

/** Opens the database, with its tables up to date. Throws an error that tells the operator what to do. */
export async function openStorage(options: StorageOptions, openLedger: OpenLedger): Promise<Storage> {
  const { databaseUrl, dataDir, log, now, owner = randomUUID(), leaseMs = 15_000 } = options;
  const opened = databaseUrl
    ? { db: await openPostgres(databaseUrl, openLedger, log) }
    : await openSqlite(dataDir, openLedger);
  const { db } = opened;
  return new Storage(db, openLedger, { owner, leaseMs, clock: now ? machineClock(now) : clockOf(db), ...opened });
}

interface OpenedSqlite {
  db: Kysely<Tables>;
  log: LogSync | undefined;
}

async function openSqlite(dataDir: string, openLedger: OpenLedger): Promise<OpenedSqlite> {
  const { database, file } = await openSqliteFile(dataDir);
  const explain = (error: unknown) => explainSqlite(error, file);
  const db = new Kysely<Tables>({ dialect: sqliteDialect(database, explain) });
  try {
    await migrate(db, openLedger);
    database.exec(servingSettings);
    const log = await openLogSync(file);
    if (log) database.exec(syncedOutside);
    return { db, log };
  } catch (error) {
    await db.destroy().catch(() => {}); // The first error says more.
    throw explain(error);
  }
}

async function openPostgres(
  databaseUrl: string,
  openLedger: OpenLedger,
  log: StorageLog | undefined,
): Promise<Kysely<Tables>> {
  const onLostConnection = (reason: string) => log?.warn({ reason }, 'The journal lost a connection to PostgreSQL');
  // Loaded only here: on SQLite the driver of PostgreSQL is not needed.
  const { postgresDialect } = await import('./postgres.ts');
  const db = new Kysely<Tables>({ dialect: postgresDialect(databaseUrl, onLostConnection) });
  try {
    await migrateInTurn(db, openLedger);
    return db;
  } catch (error) {
    await db.destroy();
    throw explainPostgres(error, databaseUrl);
  }
}

/** Processes that start together wait for each other, longer than for a lock while they serve. */
async function migrateInTurn(db: Kysely<Tables>, openLedger: OpenLedger): Promise<void> {
  for (const until = Date.now() + MIGRATE_WITHIN_MS; ; await pause(100)) {
    try {
      return await migrate(db, openLedger);
    } catch (error) {
      if (!isBusy(error) || Date.now() > until) throw error;
    }
  }
}
