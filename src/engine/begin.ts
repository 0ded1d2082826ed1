import type { Entry } from '../journal/intent.ts';
import type { Journal } from '../journal/journal.ts';
import type { Operation } from '../operations/operation.ts';
import type { SlotsOf, Urgency } from './slots.ts';
import { createTurns } from './turns.ts';

/** Starts entries, each when it is its turn at the record and its vendor has a free slot. */
export function createBegin(journal: Pick<Journal, 'start' | 'placeInLine'>, slotsOf: SlotsOf) {
  const turns = createTurns(journal);

  return {
    /**
     * Makes an entry run here and returns the function that frees its slot. An entry that waits for its record takes no
     * slot. Undefined when another process has the entry by now.
     */
    async begin(entry: Entry, operation: Operation, urgency: Urgency): Promise<(() => void) | undefined> {
      const ofVendor = slotsOf(operation);
      // A read waits for no record and can always run again, so its start is not recorded.
      if (entry.state !== 'accepted' || operation.risk === 'read') return ofVendor.acquire(urgency);
      let release: (() => void) | undefined;
      await turns.start(entry, async () => {
        const free = await ofVendor.acquire(urgency);
        try {
          if (await journal.start(entry.reference)) release = free;
          return release !== undefined;
        } finally {
          if (!release) free();
        }
      });
      return release;
    },

    stopWaiting: turns.stop,
  };
}
