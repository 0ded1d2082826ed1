import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';

/** Kysely over the API of `node:sqlite`. `explain` words errors for the operator. */
export const sqliteDialect = (database: DatabaseSyncInstance, explain: (error: unknown) => unknown): Dialect => ({
  createDriver: () => new SqliteDriver(database, explain),
  createQueryCompiler: () => new SqliteQueryCompiler(),
  createAdapter: () => new TransactionalDdlAdapter(),
  createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
});

/** SQLite's DDL does obey transactions. Saying so makes the migrator use one, and its write lock keeps processes apart. */
class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** One database, one connection: callers wait in line, so that nobody reads in the middle of a transaction. */
class SqliteDriver implements Driver {
  readonly #database: DatabaseSyncInstance;
  readonly #connection: SqliteConnection;
  #free: Promise<void> = Promise.resolve();
  #release = () => {};

  constructor(database: DatabaseSyncInstance, explain: (error: unknown) => unknown) {
    this.#database = database;
    this.#connection = new SqliteConnection(database, explain);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const myTurn = this.#free;
    let release = () => {};
    this.#free = new Promise((resolve) => {
      release = resolve;
    });
    await myTurn;
    this.#release = release;
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {
    this.#release();
  }

  async beginTransaction(): Promise<void> {
    this.#connection.execute('begin immediate');
  }

  async commitTransaction(): Promise<void> {
    this.#connection.execute('commit');
  }

  async rollbackTransaction(): Promise<void> {
    // SQLite has done so already when it ended the whole transaction: disk full, disk broken.
    if (this.#database.isTransaction) this.#connection.execute('rollback');
  }

  async destroy(): Promise<void> {
    // On Node 20 a closed file is let go only when its statements are collected. This makes it whole before that.
    try {
      this.#database.exec('pragma wal_checkpoint(truncate)');
    } finally {
      this.#database.close();
    }
  }
}

interface Prepared {
  statement: StatementSyncInstance;
  answersRows: boolean;
}

/** There are about three dozen statements; only lists of varying length make more. */
const mostPrepared = 100;

class SqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSyncInstance;
  readonly #explain: (error: unknown) => unknown;
  readonly #prepared = new Map<string, Prepared>();

  constructor(database: DatabaseSyncInstance, explain: (error: unknown) => unknown) {
    this.#database = database;
    this.#explain = explain;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    return this.execute(sql, parameters);
  }

  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery(query);
  }

  execute<R>(sql: string, parameters: readonly unknown[] = []): QueryResult<R> {
    try {
      const { statement, answersRows } = this.#prepare(sql);
      if (answersRows) return { rows: statement.all(...parameters) };
      return { rows: [], numAffectedRows: BigInt(statement.run(...parameters).changes) };
    } catch (error) {
      throw this.#explain(error);
    }
  }

  #prepare(sql: string): Prepared {
    const known = this.#prepared.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    const prepared = { statement, answersRows: statement.columns().length > 0 };
    if (this.#prepared.size >= mostPrepared) this.#prepared.clear();
    this.#prepared.set(sql, prepared);
    return prepared;
  }
}

/**
 * Syncs SQLite's write-ahead log outside of the event loop, which a commit that syncs by itself stops. All commits made
 * before `sync` is called are on disk when it resolves, those of other processes too.
 */
export interface LogSync {
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** A log that was just made is found after a power cut only if its folder is on disk too. Some systems sync no folders. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

/** Undefined where there is no such log, because the file's disk supports none. */
export async function openLogSync(file: string): Promise<LogSync | undefined> {
  const log = `${file}-wal`;
  let handle: FileHandle;
  try {
    handle = await open(log, 'r+');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  await syncFolder(dirname(file));
  let broken: { error: unknown } | undefined;
  return {
    async sync() {
      try {
        if (!broken) await handle.datasync();
      } catch (error) {
        broken = { error };
      }
      // After a failure the system may call lost pages written, so no later sync can be believed.
      if (broken) throw broken.error;
    },
    close: () => handle.close(),
  };
}
