import { setImmediate } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { Chain } from './chain.ts';
import type { Clock } from './clock.ts';
import type { JournalTables } from './schema.ts';

/** What a write works with: the transaction it is part of, and the end of the chain. */
export interface Work {
  db: Kysely<JournalTables>;
  chain: Chain;
  /** The journal's time, read when it was this transaction's turn. */
  now: number;
}

type Write<T> = (work: Work) => Promise<T>;

interface Waiting {
  write: Write<unknown>;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** So that other processes get their turn, and an event loop its breath. */
const mostAtOnce = 200;

/**
 * Gathers the writes of one turn of the event loop into one transaction, because a commit costs a sync of the disk
 * and a row costs next to nothing. Writes of all processes happen one after the other: each may rely on what it reads.
 */
export class GroupCommit {
  readonly #db: Kysely<JournalTables>;
  readonly #clock: Clock;
  #waiting: Waiting[] = [];
  #atWork: Promise<void> | undefined;

  constructor(db: Kysely<JournalTables>, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /**
   * Runs a write together with its neighbours. Settles after they are on disk; a write that throws fails alone. A write
   * may be run a second time, with its first run taken back, and must not do anything outside the database.
   */
  add<T>(write: Write<T>): Promise<T> {
    return new Promise<unknown>((resolve, reject) => {
      this.#waiting.push({ write, resolve, reject });
      this.#atWork ??= this.#work();
    }) as Promise<T>;
  }

  /** Resolves when nothing is waiting any more. */
  async idle(): Promise<void> {
    await this.#atWork;
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      await setImmediate();
      await this.#commit(this.#waiting.splice(0, mostAtOnce));
    }
    this.#atWork = undefined;
  }

  async #commit(group: Waiting[]): Promise<void> {
    const settlements: (() => void)[] = [];
    let writing = false;
    try {
      await this.#db.transaction().execute(async (db) => {
        const chain = await Chain.lock(db);
        const now = await this.#clock(db);
        writing = true;
        for (const { write, resolve } of group) {
          const value = await write({ db, chain, now });
          settlements.push(() => resolve(value));
        }
        writing = false;
        await chain.save(db);
      });
    } catch (error) {
      // One of several writes failed, and the database may have given up the transaction: each for itself, then.
      if (writing && group.length > 1) for (const alone of group) await this.#commit([alone]);
      else for (const { reject } of group) reject(error);
      return;
    }
    for (const settle of settlements) settle();
  }
}
