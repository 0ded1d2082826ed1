import { setTimeout as wait } from 'node:timers/promises';

/** Work that was begun and has not ended. */
export interface InFlight {
  track<T>(work: Promise<T>): Promise<T>;
  /** Resolves when nothing is at work any more, or after this long. */
  idle(withinMs: number): Promise<void>;
}

export function createInFlight(): InFlight {
  const atWork = new Set<Promise<unknown>>();
  const empty = async () => {
    while (atWork.size > 0) await Promise.allSettled(atWork);
  };
  return {
    track(work) {
      atWork.add(work);
      return work.finally(() => atWork.delete(work));
    },
    async idle(withinMs) {
      const late = new AbortController();
      await Promise.race([empty(), wait(withinMs, undefined, { signal: late.signal }).catch(() => {})]);
      late.abort();
    },
  };
}
