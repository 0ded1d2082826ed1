import type { Logger } from './log.ts';

/** What a process does without anybody waiting for it. */
export interface Background {
  /** Runs some work; what goes wrong goes to the log. */
  soon(work: () => Promise<unknown>, what: string): void;
  /** Runs it again and again. */
  every(ms: number, work: () => Promise<unknown>, what: string): void;
  /** Does at once what is done again and again. */
  wake(): void;
  /** Nothing is repeated any more. */
  clear(): void;
  /** Resolves when all that is under way now has ended. */
  idle(): Promise<void>;
}

/** Runs work in the background of one process. */
export function createBackground(log: Logger): Background {
  const timers: NodeJS.Timeout[] = [];
  const recurring: (() => void)[] = [];
  const running = new Set<Promise<void>>();

  async function run(work: () => Promise<unknown>, what: string): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.warn({ err: error }, `${what} failed`);
    }
  }

  function soon(work: () => Promise<unknown>, what: string): void {
    const one = run(work, what).finally(() => running.delete(one));
    running.add(one);
  }

  return {
    soon,
    every(ms, work, what) {
      const again = () => soon(work, what);
      recurring.push(again);
      timers.push(setInterval(again, ms));
    },
    wake() {
      for (const again of recurring) again();
    },
    clear() {
      for (const timer of timers.splice(0)) clearInterval(timer);
      recurring.length = 0;
    },
    async idle() {
      await Promise.all(running);
    },
  };
}
