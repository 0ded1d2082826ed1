import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Outcome, State } from '../../src/journal/intent.ts';
import { openSqliteFile } from '../../src/journal/sqlite-file.ts';

/** What the checks need of a row of the journal, read past the bot's own code. */
export interface Row {
  reference: string;
  operation: string;
  /** JSON. */
  input: string;
  state: State;
  /** The reference of what it takes back. */
  undoes?: string;
  outcome?: Outcome;
  acceptedAt: number;
  endedAt?: number;
  /** Absent: nothing is owed. */
  lease?: { owner: string };
}

/** The journal as it is on disk. */
export interface Ledger {
  rows(): Promise<Row[]>;
  close(): Promise<void>;
}

interface Raw {
  reference: string;
  operation: string;
  input: string;
  state: State;
  undoes: string | null;
  outcome: string | null;
  accepted_at: number | string;
  ended_at: number | string | null;
  lease_owner: string | null;
}

const QUERY =
  'select reference, operation, input, state, undoes, outcome, accepted_at, ended_at, lease_owner from journal';

const toRow = ({ undoes, outcome, accepted_at, ended_at, lease_owner, ...rest }: Raw): Row => ({
  ...rest,
  acceptedAt: Number(accepted_at),
  ...(undoes === null ? {} : { undoes }),
  ...(ended_at === null ? {} : { endedAt: Number(ended_at) }),
  ...(outcome === null ? {} : { outcome: JSON.parse(outcome) as Outcome }),
  ...(lease_owner === null ? {} : { lease: { owner: lease_owner } }),
});

/** Empty as long as no bot has made the file and its table. */
export function openSqliteLedger(dataDir: string): Ledger {
  let opened: Awaited<ReturnType<typeof openSqliteFile>>['database'] | undefined;
  return {
    async rows() {
      if (!opened && !existsSync(join(dataDir, 'journal.sqlite'))) return [];
      opened ??= (await openSqliteFile(dataDir)).database;
      const hasTable = opened.prepare("select 1 from sqlite_master where name = 'journal'").get();
      return hasTable ? (opened.prepare(QUERY).all() as unknown as Raw[]).map(toRow) : [];
    },
    async close() {
      opened?.close();
    },
  };
}

/** The same on PostgreSQL. */
export function openPostgresLedger(databaseUrl: string): Ledger {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  return {
    async rows() {
      const { rows: found } = await pool.query<{ there: boolean }>(
        "select to_regclass('journal') is not null as there",
      );
      return found[0]?.there ? (await pool.query<Raw>(QUERY)).rows.map(toRow) : [];
    },
    close: () => pool.end(),
  };
}
