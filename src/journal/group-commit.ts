import type { DatabaseSyncInstance } from '@photostructure/sqlite';

interface Waiting {
  write(): unknown;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/**
 * Gathers the writes of one turn of the event loop into one transaction, because a commit costs a sync of the disk
 * and a row costs next to nothing.
 */
export class GroupCommit {
  readonly #database: DatabaseSyncInstance;
  #waiting: Waiting[] = [];

  constructor(database: DatabaseSyncInstance) {
    this.#database = database;
  }

  /** Runs a write together with its neighbours. Settles after they are on disk; a write that throws fails alone. */
  add<T>(write: () => T): Promise<T> {
    return new Promise<unknown>((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => this.flush());
      this.#waiting.push({ write, resolve, reject });
    }) as Promise<T>;
  }

  /** Commits what is waiting, now. */
  flush(): void {
    const group = this.#waiting;
    if (group.length === 0) return;
    this.#waiting = [];
    const settlements: (() => void)[] = [];
    try {
      this.#database.exec('begin immediate');
      for (const waiting of group) settlements.push(this.#attempt(waiting));
      this.#database.exec('commit');
    } catch (error) {
      for (const { reject } of group) reject(error);
      if (this.#database.isTransaction) this.#database.exec('rollback');
      return;
    }
    for (const settle of settlements) settle();
  }

  #attempt({ write, resolve, reject }: Waiting): () => void {
    try {
      const value = write();
      return () => resolve(value);
    } catch (error) {
      // SQLite takes back a failed statement alone, except when it gives up the whole transaction: disk full, disk broken.
      if (!this.#database.isTransaction) throw error;
      return () => reject(error);
    }
  }
}
