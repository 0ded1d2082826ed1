import type { Entry } from '../journal/intent.ts';
import type { Journal } from '../journal/journal.ts';
import { type Operation, wordsOf } from '../operations/operation.ts';
import { isAnybodyWaiting } from '../storage/deadline.ts';
import { createTurns } from './turns.ts';

/** Who waits for a slot: a person's own intent goes before what a sweep claimed. */
export type Urgency = 'person' | 'sweep';

export interface Slots {
  /** Resolves when a slot is free, with a function that frees it again; calling it twice does no harm. */
  acquire(urgency: Urgency): Promise<() => void>;
}

/** Gives out at most `most()` slots at once, and at least one. Waiters are served in order, persons first. */
export function createSlots(most: () => number): Slots {
  const waiting: Record<Urgency, (() => void)[]> = { person: [], sweep: [] };
  let taken = 0;

  function serve(): void {
    while (taken < Math.max(1, most())) {
      const next = waiting.person.shift() ?? waiting.sweep.shift();
      if (!next) return;
      taken++;
      next();
    }
  }

  function newSlot(): () => void {
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      taken--;
      serve();
    };
  }

  return {
    acquire: (urgency) =>
      new Promise((resolve) => {
        waiting[urgency].push(() => resolve(newSlot()));
        serve();
      }),
  };
}

/**
 * How many intents of one vendor are at work at once; the others wait on disk, acknowledged. Each vendor has its own, so
 * that one that hangs does not keep people from the others.
 */
const MOST_AT_WORK = 16;
/** Acknowledgements go before work. */
const MOST_WHILE_ANYBODY_WAITS = 2;

/** Starts entries, each when it is its turn at the record and its vendor has a free slot. */
export function createBegin(journal: Pick<Journal, 'start' | 'placeInLine'>) {
  const turns = createTurns(journal);
  const slots = new Map<string, Slots>();

  function slotsOf(operation: Operation): Slots {
    const { vendor } = wordsOf(operation.id);
    const known = slots.get(vendor);
    if (known) return known;
    const made = createSlots(() => (isAnybodyWaiting() ? MOST_WHILE_ANYBODY_WAITS : MOST_AT_WORK));
    slots.set(vendor, made);
    return made;
  }

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
