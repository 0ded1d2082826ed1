import type { Entry } from '../journal/intent.ts';
import type { Journal } from '../journal/journal.ts';
import type { Logger } from '../log.ts';
import type { Doors } from './doors.ts';

export interface UnderWayParts {
  journal: Pick<Journal, 'holdLease' | 'releaseLease'>;
  doors: Pick<Doors, 'serves'>;
  log: Logger;
}

export type UnderWay = ReturnType<typeof createUnderWay>;

/** The entries that this process works on. */
export function createUnderWay({ journal, doors, log }: UnderWayParts) {
  const running = new Set<Promise<unknown>>();

  return {
    /**
     * Holds the lease of an entry while `work` lasts; a later sweep claims what is still owed after that. Does nothing
     * with an entry whose door is not served here: its lease expires, and a process that serves it claims it.
     */
    async track<T>(entry: Entry, work: () => Promise<T>): Promise<T | undefined> {
      if (!doors.serves(entry)) return undefined;
      const { reference } = entry;
      journal.holdLease(reference);
      const one = work()
        .catch((error) => {
          log.error({ err: error, reference }, 'intent not finished');
          return undefined;
        })
        .finally(() => journal.releaseLease(reference));
      running.add(one);
      void one.then(() => running.delete(one));
      return one;
    },

    /** Resolves when nothing is under way any more. */
    async idle(): Promise<void> {
      while (running.size > 0) await Promise.allSettled([...running]);
    },
  };
}
