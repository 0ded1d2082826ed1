import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../src/config.ts';

/** The journal that a script reads, in words and for `openConfigured`. */
export interface JournalPlace {
  databaseUrl?: string;
  dataDir: string;
  /** For the operator; holds no user, password or parameter of the database. */
  where: string;
  exists: boolean;
}

const fileIn = (dataDir: string): string => join(dataDir, 'journal.sqlite');

/** Without the user, the password and whatever parameters there are. */
function hostOf(databaseUrl: string): string {
  const { host, pathname } = new URL(databaseUrl);
  return `${host}${pathname}`;
}

/**
 * Finds the journal that the configuration names. Where nothing of Slack is set and it does not exist, `npm start` runs
 * the sandbox, so its journal is meant.
 */
export function journalPlace({ databaseUrl, dataDir, sandboxDataDir, slack }: Config): JournalPlace {
  if (databaseUrl) return { databaseUrl, dataDir, where: `PostgreSQL at ${hostOf(databaseUrl)}`, exists: true };
  if (!slack && !existsSync(fileIn(dataDir)) && existsSync(fileIn(sandboxDataDir))) {
    return { dataDir: sandboxDataDir, where: `SQLite in ${fileIn(sandboxDataDir)}, of the sandbox`, exists: true };
  }
  return { dataDir, where: `SQLite in ${fileIn(dataDir)}`, exists: existsSync(fileIn(dataDir)) };
}
