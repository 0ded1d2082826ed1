import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Somebody waits for an acknowledgement. What was not put on record by then must not be recorded any more, because the
 * person is told that nothing was done.
 */
let unacknowledged = 0;

/** Whether anybody in this process waits for an acknowledgement right now. */
export const isAnybodyWaiting = (): boolean => unacknowledged > 0;

export class Deadline {
  #until: number;
  #isOver = false;
  #isCounted = true;
  /** A record of this work is being committed, or is on disk: it can no longer be taken back. */
  isCommitted = false;

  constructor(ms: number) {
    this.#until = performance.now() + ms;
    unacknowledged++;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  remainingMs(): number {
    return this.#isOver ? 0 : this.#until - performance.now();
  }

  /** The person was told that nothing was done: nothing may be recorded any more. */
  end(): void {
    this.#isOver = true;
    this.#stopCounting();
  }

  /** The acknowledgement is given: nobody waits any more. */
  lift(): void {
    this.#until = Number.POSITIVE_INFINITY;
    this.#stopCounting();
  }

  #stopCounting(): void {
    if (this.#isCounted) unacknowledged--;
    this.#isCounted = false;
  }
}

const current = new AsyncLocalStorage<Deadline>();

/** Runs work whose records must be made before the deadline. */
export const withDeadline = <T>(deadline: Deadline, work: () => T): T => current.run(deadline, work);

/** The deadline that this call works under, if any. */
export const currentDeadline = (): Deadline | undefined => current.getStore();
