import { setTimeout as pause } from 'node:timers/promises';
import type { Entry } from '../journal/intent.ts';
import type { Journal } from '../journal/journal.ts';

/** How often the first in line asks the journal whether its record is free. */
const POLL_MS = 100;
/** A stopping process waits this long for earlier entries; then it leaves its own to another process. */
const LAST_WAIT_MS = 2_000;

interface Waiter {
  place: number;
  /** Called when it is the first in line of this process. */
  isFirst(): void;
}

/** The waiters of one process for one record, by their places in line. */
class Line {
  #waiters: Waiter[] = [];

  get isEmpty(): boolean {
    return this.#waiters.length === 0;
  }

  join(waiter: Waiter): void {
    this.#waiters = [...this.#waiters, waiter].sort((a, b) => a.place - b.place);
    this.#callFirst();
  }

  leave(waiter: Waiter): void {
    this.#waiters = this.#waiters.filter((one) => one !== waiter);
    this.#callFirst();
  }

  has(waiter: Waiter): boolean {
    return this.#waiters[0] === waiter;
  }

  #callFirst(): void {
    this.#waiters[0]?.isFirst();
  }
}

/**
 * Starts writes to one record one after the other, in the order in which they were accepted. The journal holds the line
 * for all processes; in each process only the first in line polls it.
 */
export function createTurns(journal: Pick<Journal, 'start' | 'placeInLine'>) {
  const lines = new Map<string, Line>();
  let stopsAt = Number.POSITIVE_INFINITY;

  async function wait(
    reference: string,
    { subject, place, start }: { subject: string; place: number; start: () => Promise<boolean> },
  ): Promise<boolean> {
    const line = lines.get(subject) ?? new Line();
    lines.set(subject, line);
    let call = () => {};
    const waiter: Waiter = { place, isFirst: () => call() };
    const isFirst = () =>
      new Promise<void>((resolve) => {
        call = resolve;
        if (line.has(waiter)) resolve();
      });
    line.join(waiter);
    try {
      for (;;) {
        await isFirst();
        await pause(POLL_MS);
        // A dead process may hold an earlier place, and a stopping process claims nothing.
        if (performance.now() > stopsAt) return false;
        // A waiter with an earlier place may have joined meanwhile.
        if (!line.has(waiter)) continue;
        if (await start()) return true;
        if ((await journal.placeInLine(reference)) === undefined) return false;
      }
    } finally {
      line.leave(waiter);
      if (line.isEmpty) lines.delete(subject);
    }
  }

  return {
    /** Ends all waiting soon. Entries that have not started stay accepted, and another process claims them. */
    stop(): void {
      stopsAt = Math.min(stopsAt, performance.now() + LAST_WAIT_MS);
    },

    /**
     * Resolves with true when the entry runs here; with false when another process has it or it is over. `start` makes
     * one attempt.
     */
    async start(
      { reference, subject }: Pick<Entry, 'reference' | 'subject'>,
      start = () => journal.start(reference),
    ): Promise<boolean> {
      if (performance.now() > stopsAt) return false;
      if (await start()) return true;
      const place = await journal.placeInLine(reference);
      return place === undefined || subject === undefined ? false : wait(reference, { subject, place, start });
    },
  };
}
