import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { DatabaseSyncInstance, SqliteModule } from '@photostructure/sqlite';
import { explainSqlite } from './operator-errors.ts';

type DatabaseConstructor = SqliteModule['DatabaseSync'];

/** A power cut loses nothing that was promised (`full`); another process at work is waited for. */
const settings = `
  pragma busy_timeout = 5000;
  pragma journal_mode = wal;
  pragma synchronous = full;
  pragma foreign_keys = on;
`;

const OPEN_WITHIN_MS = 5_000;

/**
 * SQLite waits in the only thread, so while the bot serves it must not wait long; the group commit tries again instead.
 */
export const servingSettings = 'pragma busy_timeout = 10';

/** The commits are synced by `LogSync`, only checkpoints by SQLite itself. */
export const syncedOutside = 'pragma synchronous = normal';

/** Turning a new file to its journal mode is the one thing SQLite does not wait for, so several openers take turns. */
async function applySettings(database: DatabaseSyncInstance): Promise<void> {
  const deadline = Date.now() + OPEN_WITHIN_MS;
  for (;;) {
    try {
      database.exec(settings);
      return;
    } catch (error) {
      if (!(error instanceof Error && error.message.includes('locked')) || Date.now() > deadline) throw error;
      await pause(20 + Math.random() * 30);
    }
  }
}

/** Opens `journal.sqlite` in the folder, making both, readable by nobody else. Throws what the operator should do. */
export async function openSqliteFile(dataDir: string): Promise<{ database: DatabaseSyncInstance; file: string }> {
  const folder = resolve(dataDir);
  const file = join(folder, 'journal.sqlite');
  const DatabaseSync = builtIn() ?? (await import('@photostructure/sqlite')).DatabaseSync;
  let database: DatabaseSyncInstance | undefined;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // SQLite gives its side files the mode of the file it finds.
    closeSync(openSync(file, 'a', 0o600));
    database = new DatabaseSync(file);
    await applySettings(database);
    return { database, file };
  } catch (error) {
    database?.close();
    throw explainSqlite(error, file);
  }
}

/** Node's own module, where it has one that can say whether a transaction is open (from 22.16). */
function builtIn(): DatabaseConstructor | undefined {
  const module = process.getBuiltinModule('node:sqlite') as Pick<SqliteModule, 'DatabaseSync'> | undefined;
  if (!module) return undefined;
  const probe = new module.DatabaseSync(':memory:');
  const complete = typeof probe.isTransaction === 'boolean';
  probe.close();
  return complete ? module.DatabaseSync : undefined;
}
