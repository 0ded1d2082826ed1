import {
  type Dialect,
  type Kysely,
  PostgresDialect,
  PostgresIntrospector,
  type PostgresPool,
  sql,
  type TableMetadata,
} from 'kysely';
import pg from 'pg';

/** `bigint` arrives as text by default; ours are milliseconds, which a JavaScript number holds exactly. */
const getTypeParser: pg.CustomTypesConfig['getTypeParser'] = (oid, format) =>
  oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format);

/** `onLostConnection` hears of connections that broke while idle; the pool replaces them by itself. */
export function postgresDialect(databaseUrl: string, onLostConnection: (reason: string) => void): Dialect {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    types: { getTypeParser },
    application_name: 'bellhop',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    // A write that waits longer for others is tried again, so that it is not made after its caller abandoned it.
    lock_timeout: 1_000,
    // Whoever hangs or loses its network in the middle of a change must not keep the other processes from theirs.
    idle_in_transaction_session_timeout: 5_000,
  });
  // Without a listener, a connection that breaks would end the process: the pool reports idle ones, and a connection in
  // use reports itself, e.g. when the server ends a transaction because this process stood still.
  pool.on('error', ({ message }) => onLostConnection(message));
  pool.on('connect', (connection) => connection.on('error', ({ message }) => onLostConnection(message)));
  return new OwnSchemaDialect({ pool: servingBeforeEnding(pool) });
}

/** A pool that ends forgets who waits for a connection, and they time out. This one serves them first. */
function servingBeforeEnding(pool: pg.Pool): PostgresPool {
  const waiting = new Set<Promise<pg.PoolClient>>();
  return {
    async connect() {
      const connection = pool.connect();
      waiting.add(connection);
      try {
        return await connection;
      } finally {
        waiting.delete(connection);
      }
    },
    async end() {
      await Promise.allSettled(waiting);
      await pool.end();
    },
  };
}

class OwnSchemaDialect extends PostgresDialect {
  override createIntrospector(db: Kysely<unknown>) {
    return new OwnSchemaIntrospector(db);
  }
}

/**
 * Shows the migrator the names in our own schema alone. By default it reads the whole database, takes a neighbour's tables
 * for ours, and fails when one of them is dropped meanwhile.
 */
class OwnSchemaIntrospector extends PostgresIntrospector {
  readonly #db: Kysely<unknown>;

  constructor(db: Kysely<unknown>) {
    super(db);
    this.#db = db;
  }

  override async getTables(): Promise<TableMetadata[]> {
    const { rows } = await sql<{ name: string }>`
      select tablename as name from pg_tables where schemaname = current_schema()`.execute(this.#db);
    return rows.map(({ name }) => ({ name, isView: false, columns: [] }));
  }
}
