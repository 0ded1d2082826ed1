import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Outcome } from '../../src/journal/intent.ts';
import type { StoredState } from '../../src/storage/schema.ts';
import { openSqliteFile } from '../../src/storage/sqlite-file.ts';

/** What the checks need of a row of the journal, read past the bot's own code. */
export interface Row {
  reference: string;
  operation: string;
  /** JSON. */
  input: string;
  state: StoredState;
  /** The reference of what it takes back. */
  undoes?: string;
  outcome?: Outcome;
  acceptedAt: number;
  endedAt?: number;
  /** When the last write before it in the line of its record ended; absent where none was before it. */
  turnAt?: number;
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
  state: StoredState;
  undoes: string | null;
  outcome: string | null;
  accepted_at: number | string;
  ended_at: number | string | null;
  line: string | null;
  place: number | string;
  lease_owner: string | null;
}

const QUERY =
  'select reference, operation, input, state, undoes, outcome, accepted_at, ended_at, line, place, lease_owner from journal';

const toRow = ({ undoes, outcome, accepted_at, ended_at, lease_owner, line: _, place: __, ...rest }: Raw): Row => ({
  ...rest,
  acceptedAt: Number(accepted_at),
  ...(undoes === null ? {} : { undoes }),
  ...(ended_at === null ? {} : { endedAt: Number(ended_at) }),
  ...(outcome === null ? {} : { outcome: JSON.parse(outcome) as Outcome }),
  ...(lease_owner === null ? {} : { lease: { owner: lease_owner } }),
});

/** Rows as they are, each write with the time from which its record was free for it. */
function toRows(raws: readonly Raw[]): Row[] {
  const lines = new Map<string, Raw[]>();
  for (const raw of raws) {
    if (raw.line !== null) lines.set(raw.line, [...(lines.get(raw.line) ?? []), raw]);
  }
  return raws.map((raw) => {
    const before = (lines.get(raw.line ?? '') ?? []).filter(({ place }) => Number(place) < Number(raw.place));
    const ended = before.flatMap(({ ended_at }) => (ended_at === null ? [] : [Number(ended_at)]));
    return { ...toRow(raw), ...(ended.length > 0 ? { turnAt: Math.max(...ended) } : {}) };
  });
}

/** Empty as long as no bot has made the file and its table. */
export function openSqliteLedger(dataDir: string): Ledger {
  let opened: Awaited<ReturnType<typeof openSqliteFile>>['database'] | undefined;
  return {
    async rows() {
      if (!opened && !existsSync(join(dataDir, 'journal.sqlite'))) return [];
      opened ??= (await openSqliteFile(dataDir)).database;
      const hasTable = opened.prepare("select 1 from sqlite_master where name = 'journal'").get();
      return hasTable ? toRows(opened.prepare(QUERY).all() as unknown as Raw[]) : [];
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
      return found[0]?.there ? toRows((await pool.query<Raw>(QUERY)).rows) : [];
    },
    close: () => pool.end(),
  };
}
