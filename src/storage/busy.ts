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
