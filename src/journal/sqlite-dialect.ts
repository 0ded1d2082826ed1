import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
  SelectQueryNode,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { GroupCommit } from './group-commit.ts';

/** Kysely over the API of `node:sqlite`, with writes committed in groups. `explain` words errors for the operator. */
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

/**
 * One database, one connection, shared by all. Transactions are for migrations, before anything else runs; the journal
 * itself uses single statements, which are atomic already.
 */
class SqliteDriver implements Driver {
  readonly #database: DatabaseSyncInstance;
  readonly #writes: GroupCommit;
  readonly #connection: SqliteConnection;

  constructor(database: DatabaseSyncInstance, explain: (error: unknown) => unknown) {
    this.#database = database;
    this.#writes = new GroupCommit(database);
    this.#connection = new SqliteConnection(database, this.#writes, explain);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {}

  async beginTransaction(): Promise<void> {
    this.#database.exec('begin immediate');
  }

  async commitTransaction(): Promise<void> {
    this.#database.exec('commit');
  }

  async rollbackTransaction(): Promise<void> {
    this.#database.exec('rollback');
  }

  async destroy(): Promise<void> {
    this.#writes.flush();
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

/** The journal has about a dozen statements; only lists of varying length make more. */
const mostPrepared = 100;

class SqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSyncInstance;
  readonly #writes: GroupCommit;
  readonly #explain: (error: unknown) => unknown;
  readonly #prepared = new Map<string, Prepared>();

  constructor(database: DatabaseSyncInstance, writes: GroupCommit, explain: (error: unknown) => unknown) {
    this.#database = database;
    this.#writes = writes;
    this.#explain = explain;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const execute = () => this.#execute<R>(query);
    const alone = SelectQueryNode.is(query.query) || this.#database.isTransaction;
    try {
      return alone ? execute() : await this.#writes.add(execute);
    } catch (error) {
      throw this.#explain(error);
    }
  }

  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery(query);
  }

  #execute<R>({ sql, parameters }: CompiledQuery): QueryResult<R> {
    const { statement, answersRows } = this.#prepare(sql);
    if (answersRows) return { rows: statement.all(...parameters) };
    return { rows: [], numAffectedRows: BigInt(statement.run(...parameters).changes) };
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
