import { setTimeout as pause, setImmediate } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { NotRecordedError } from '../errors.ts';
import type { Clock } from './clock.ts';
import { currentDeadline, type Deadline } from './deadline.ts';
import type { Ledger, OpenLedger } from './ledger.ts';
import { isBusy } from './operator-errors.ts';
import type { Tables } from './schema.ts';

/** What a write works with: the transaction it is part of, and the ledger of that transaction. */
export interface Work {
  db: Kysely<Tables>;
  ledger: Ledger;
  /** The storage's time, read when it was this transaction's turn. */
  now: number;
}

export type Write<T> = (work: Work) => Promise<T>;

interface Waiting {
  write: Write<unknown>;
  resolve(value: unknown): void;
  reject(error: unknown): void;
  isUrgent: boolean;
  deadline: Deadline | undefined;
  timer: NodeJS.Timeout | undefined;
  /** `abandoned`: it was rejected before its commit began, so it must not be committed. */
  stage: 'waiting' | 'committing' | 'abandoned';
  /** Why it still waits. */
  cause?: unknown;
}

/** So that other processes get their turn, and an event loop its breath. */
const MOST_AT_ONCE = 200;
/** Somebody waits for the acknowledgement. */
const URGENT_WITHIN_MS = 2_000;
/** Longer than other programs usually lock the database, and longer than any lease. */
const WITHIN_MS = 30_000;
const BUSY_PAUSE_MS = 20;
/**
 * After a commit the next one waits twice as long as that took, so that a sync of the disk, which on SQLite stops the
 * event loop, takes a third of the time at most, and each takes more writes along.
 */
const REST_FACTOR = 2;
const LONGEST_REST_MS = 20;
/** How long a write that nobody waits for waits for others to be committed with. */
const COMPANY_MS = 10;

/** A write was abandoned after it was made and before it was committed. */
class AbandonedError extends Error {}

/**
 * Gathers the writes of one turn of the event loop into one transaction, because a commit costs a sync of the disk
 * and a row costs next to nothing. Writes of all processes happen one after the other: each may rely on what it reads.
 */
export class GroupCommit {
  readonly #db: Kysely<Tables>;
  readonly #openLedger: OpenLedger;
  readonly #clock: Clock;
  readonly #sync: () => Promise<void>;
  #urgent: Waiting[] = [];
  #others: Waiting[] = [];
  #lazy: Waiting[] = [];
  #lazyTimer: NodeJS.Timeout | undefined;
  #atWork: Promise<void> | undefined;
  #restsUntil = 0;

  /** `sync`: puts on disk what is committed, where a commit alone does not. */
  constructor(db: Kysely<Tables>, openLedger: OpenLedger, clock: Clock, sync = async (): Promise<void> => {}) {
    this.#sync = sync;
    this.#db = db;
    this.#openLedger = openLedger;
    this.#clock = clock;
  }

  /**
   * Runs a write together with its neighbours. Settles after they are on disk; a write that throws fails alone. A write
   * may be run a second time, with its first run taken back, and must not do anything outside the database.
   * While the database is busy with others it is tried again.
   */
  add<T>(write: Write<T>): Promise<T> {
    return this.#add(write, false);
  }

  /**
   * The same for what a person waits for. It goes before other writes and has until the deadline of whoever calls, or two
   * seconds; then it rejects with a `NotRecordedError` and is never committed.
   */
  urgently<T>(write: Write<T>): Promise<T> {
    return this.#add(write, true);
  }

  /** The same for what nobody waits for: it goes along with the next write, or alone a little later. */
  lazily<T>(write: Write<T>): Promise<T> {
    return this.#add(write, false, true);
  }

  /** Resolves when nothing is waiting any more. */
  async idle(): Promise<void> {
    this.#hurry();
    await this.#atWork;
  }

  /** What waits for company goes with the next commit. */
  #hurry(): void {
    clearTimeout(this.#lazyTimer);
    this.#lazyTimer = undefined;
    if (this.#lazy.length === 0) return;
    this.#others.push(...this.#lazy.splice(0));
    this.#atWork ??= this.#work();
  }

  #add<T>(write: Write<T>, isUrgent: boolean, isLazy = false): Promise<T> {
    const deadline = isUrgent ? currentDeadline() : undefined;
    const withinMs = isUrgent ? Math.min(URGENT_WITHIN_MS, deadline?.remainingMs() ?? URGENT_WITHIN_MS) : WITHIN_MS;
    return new Promise<unknown>((resolve, reject) => {
      const one: Waiting = { write, resolve, reject, isUrgent, deadline, timer: undefined, stage: 'waiting' };
      if (withinMs <= 0) return this.#abandon(one);
      one.timer = setTimeout(() => this.#abandon(one), withinMs);
      if (isLazy) {
        this.#lazy.push(one);
        this.#lazyTimer ??= setTimeout(() => this.#hurry(), COMPANY_MS);
        return;
      }
      (isUrgent ? this.#urgent : this.#others).push(one);
      this.#atWork ??= this.#work();
    }) as Promise<T>;
  }

  /** Once its commit has begun, only the commit decides. */
  #abandon(one: Waiting): void {
    if (one.stage === 'committing') return;
    one.stage = 'abandoned';
    const { cause } = one;
    one.reject(one.isUrgent ? new NotRecordedError(cause) : (cause ?? new Error('The database is too slow.')));
  }

  async #work(): Promise<void> {
    for (;;) {
      await this.#rest();
      const group = this.#take();
      if (group.length === 0) break;
      const began = performance.now();
      // The pause leaves the event loop, and the database, to others.
      if ((await this.#commit(group)) === 'busy') await pause(BUSY_PAUSE_MS * (1 + Math.random()));
      const took = performance.now() - began;
      this.#restsUntil = performance.now() + Math.min(LONGEST_REST_MS, REST_FACTOR * took);
    }
    this.#atWork = undefined;
  }

  /** At least until the next turn of the event loop, whose writes go together. */
  async #rest(): Promise<void> {
    await setImmediate();
    const restMs = this.#restsUntil - performance.now();
    if (restMs > 0 && this.#urgent.length + this.#others.length < MOST_AT_ONCE) await pause(restMs);
  }

  #take(): Waiting[] {
    if (this.#urgent.length + this.#others.length > 0) this.#hurry();
    this.#urgent = this.#urgent.filter(isWaiting);
    this.#others = this.#others.filter(isWaiting);
    const urgent = this.#urgent.splice(0, MOST_AT_ONCE);
    return [...urgent, ...this.#others.splice(0, Math.max(1, MOST_AT_ONCE - urgent.length))];
  }

  #putBack(group: readonly Waiting[], cause: unknown): void {
    for (const one of group) one.cause = cause;
    this.#urgent.unshift(...group.filter(({ isUrgent }) => isUrgent));
    this.#others.unshift(...group.filter(({ isUrgent }) => !isUrgent));
  }

  /** `busy`: nothing was changed, and what still waits is to be tried again. */
  async #commit(group: readonly Waiting[]): Promise<'done' | 'busy'> {
    const written: { one: Waiting; value: unknown }[] = [];
    let isWriting = false;
    try {
      await this.#db.transaction().execute(async (db) => {
        const ledger = await this.#openLedger(db);
        const now = await this.#clock(db);
        isWriting = true;
        for (const one of group.filter(isWaiting)) written.push({ one, value: await one.write({ db, ledger, now }) });
        isWriting = false;
        await ledger.save(db);
        // From here to the commit no timer can run.
        if (!written.every(({ one }) => isWaiting(one))) throw new AbandonedError();
        for (const { one } of written) beginCommit(one);
      });
      if (written.length > 0) await this.#sync();
    } catch (error) {
      return this.#afterFailure(group, error, isWriting);
    }
    for (const { one, value } of written) one.resolve(value);
    return 'done';
  }

  async #afterFailure(group: readonly Waiting[], error: unknown, isWriting: boolean): Promise<'done' | 'busy'> {
    const left = group.filter(isWaiting);
    if (error instanceof AbandonedError) return this.#commit(left);
    if (isBusy(error) && !group.some(({ stage }) => stage === 'committing')) {
      this.#putBack(left, error);
      return 'busy';
    }
    // One of several writes failed, and the database may have ended the transaction: each write gets its own.
    if (isWriting && left.length > 1) {
      for (const alone of left) await this.#commit([alone]);
      return 'done';
    }
    for (const one of group) {
      clearTimeout(one.timer);
      one.reject(one.isUrgent && !isWriting && isWaiting(one) ? new NotRecordedError(error) : error);
    }
    return 'done';
  }
}

const isWaiting = ({ stage, deadline }: Waiting): boolean => stage === 'waiting' && !deadline?.isOver;

function beginCommit(one: Waiting): void {
  clearTimeout(one.timer);
  one.stage = 'committing';
  if (one.deadline) one.deadline.isCommitted = true;
}
