import type { Kysely } from 'kysely';
import type { Clock } from './clock.ts';
import { GroupCommit, type Write } from './group-commit.ts';
import type { Lease } from './leases.ts';
import type { OpenLedger } from './ledger.ts';
import type { Tables } from './schema.ts';
import type { LogSync } from './sqlite-dialect.ts';

/** The one database of a process. The journal and the drafts are made from it; it is opened and closed once. */
export class Storage {
  /** For reads. Whatever changes something goes through `write` or `writeUrgently`. */
  readonly db: Kysely<Tables>;
  /** Names this process on its leases. */
  readonly owner: string;
  readonly leaseMs: number;
  readonly #commits: GroupCommit;
  readonly #clock: Clock;
  readonly #log: LogSync | undefined;

  constructor(
    db: Kysely<Tables>,
    openLedger: OpenLedger,
    { owner, leaseMs, clock, log }: { owner: string; leaseMs: number; clock: Clock; log?: LogSync | undefined },
  ) {
    this.db = db;
    this.owner = owner;
    this.leaseMs = leaseMs;
    this.#commits = new GroupCommit(db, openLedger, clock, log?.sync);
    this.#log = log;
    this.#clock = clock;
  }

  /** Runs a write in a transaction that nobody else writes beside, see `GroupCommit.add`. */
  write<T>(write: Write<T>): Promise<T> {
    return this.#commits.add(write);
  }

  /** Runs a write that a person waits for, or rejects in time with a `NotRecordedError`, see `GroupCommit.urgently`. */
  writeUrgently<T>(write: Write<T>): Promise<T> {
    return this.#commits.urgently(write);
  }

  /** Runs a write that nobody waits for, together with the next one, see `GroupCommit.lazily`. */
  writeLazily<T>(write: Write<T>): Promise<T> {
    return this.#commits.lazily(write);
  }

  /** A lease of this process. `now` comes from the transaction, so that a lease counts from its write. */
  lease(now: number): Lease {
    return { lease_owner: this.owner, lease_until: now + this.leaseMs };
  }

  /** The time of PostgreSQL or of this machine, by which everything here is reckoned. */
  now(): Promise<number> {
    return this.#clock(this.db);
  }

  /** Resolves when the database answers, rejects otherwise. */
  async ping(): Promise<void> {
    await this.db.selectFrom('journal_chain').select('seq').limit(1).execute();
  }

  async close(): Promise<void> {
    await this.#commits.idle();
    await this.db.destroy();
    await this.#log?.close();
  }
}
