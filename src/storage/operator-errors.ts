/** SQLite's primary result codes, each with what the operator can do about it. */
const sqliteAdvice: Readonly<Record<number, string>> = {
  5: 'is locked by another program. Stop whatever else has it open (a backup, a database browser) and start again.',
  8: 'cannot be written. Give the user that runs Bellhop the right to write it and its folder.',
  10: 'cannot be read or written: the disk reports an error. Check the disk, then start again.',
  11: 'is damaged. Move it aside and keep it, it is the record of what was sent; then restore a backup or start afresh.',
  13: 'cannot grow: the disk is full. Free some space.',
  14: 'cannot be opened. Check that it is a file and that the user that runs Bellhop may write it and its folder.',
  26: 'is not a SQLite database. Move it aside, or point DATA_DIR at another folder.',
};

const folderAdvice: Readonly<Record<string, string>> = {
  EACCES:
    'cannot be made or written: permission denied. Give the user that runs Bellhop the right to write its folder.',
  EPERM: 'cannot be made or written: permission denied. Give the user that runs Bellhop the right to write its folder.',
  EROFS: 'cannot be written: the file system is read-only. Point DATA_DIR at a folder that can be written.',
  ENOTDIR: 'cannot be made: part of its path is a file. Point DATA_DIR at a folder.',
  EEXIST: 'cannot be made: its folder is a file. Point DATA_DIR at a folder.',
  EISDIR: 'cannot be opened: it is a folder. Move it aside, or point DATA_DIR at another folder.',
  ENOSPC: 'cannot be made: the disk is full. Free some space.',
};

const postgresAdvice: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing answers there. Start the database, or correct DATABASE_URL.',
  ENOTFOUND: 'There is no such host. Correct DATABASE_URL.',
  ETIMEDOUT: 'It does not answer. Check the network and DATABASE_URL.',
  '28P01': 'It does not accept the password. Correct DATABASE_URL.',
  '28000': 'It does not let this user in. Correct DATABASE_URL or the rights of the user.',
  '3D000': 'There is no such database. Create it, or correct DATABASE_URL.',
  '3F000': 'The schema in search_path does not exist. Create it, or correct DATABASE_URL.',
  '42501': 'The user may not create tables there. Grant it CREATE on the schema.',
};

const newerJournal =
  'was written by a newer Bellhop. Start that version or a later one; this one would not understand all of it.';

const propertyOf = (error: unknown, name: string): unknown =>
  error instanceof Error ? (error as Error & Record<string, unknown>)[name] : undefined;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Kysely's words for a migration on record that this version does not have. */
const isFromNewerVersion = (error: unknown): boolean => messageOf(error).startsWith('corrupted migrations');

/** An error of SQLite or of its folder, in words for the operator; anything else as it came. */
export function explainSqlite(error: unknown, file: string): unknown {
  const code = propertyOf(error, 'errcode');
  const advice =
    // The low byte is the primary code; the rest only says where.
    typeof code === 'number' ? sqliteAdvice[code & 0xff] : folderAdvice[String(propertyOf(error, 'code'))];
  if (isFromNewerVersion(error)) return new Error(`The journal ${file} ${newerJournal}`, { cause: error });
  return advice ? new Error(`The journal ${file} ${advice}`, { cause: error }) : error;
}

/** An error while opening the journal on PostgreSQL, in words for the operator. Never carries the password. */
export function explainPostgres(error: unknown, databaseUrl: string): Error {
  const where = `The journal in PostgreSQL at ${withoutSecrets(databaseUrl)}`;
  if (isFromNewerVersion(error)) return new Error(`${where} ${newerJournal}`, { cause: error });
  const advice = postgresAdvice[String(propertyOf(error, 'code'))] ?? messageOf(error);
  return new Error(`${where} cannot be used. ${advice}`, { cause: error });
}

function withoutSecrets(databaseUrl: string): string {
  if (!URL.canParse(databaseUrl)) return 'DATABASE_URL';
  const { host, pathname } = new URL(databaseUrl);
  return `${host}${pathname}`;
}

/** SQLite's primary result codes for "another connection has the lock". */
const SQLITE_BUSY: ReadonlySet<number> = new Set([5, 6]);
/** PostgreSQL's: the lock was not available in time, a conflict with another transaction, a deadlock. */
const POSTGRES_BUSY: ReadonlySet<string> = new Set(['55P03', '40001', '40P01']);

/** Whether the database refused because others are at work in it: the same may well succeed in a moment. */
export function isBusy(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { errcode, code } = error as Error & { errcode?: unknown; code?: unknown };
  if (typeof errcode === 'number') return SQLITE_BUSY.has(errcode & 0xff);
  if (typeof code === 'string' && POSTGRES_BUSY.has(code)) return true;
  return isBusy(error.cause);
}
