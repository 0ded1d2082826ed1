import { type Operation, wordsOf } from '../operations/operation.ts';
import { isAnybodyWaiting } from '../storage/deadline.ts';

/** Who waits for a slot: a person's own intent goes before what a sweep claimed, and both go before a watch's question. */
export type Urgency = 'person' | 'sweep' | 'poll';

export interface Slots {
  /** Resolves, once there is room, with what makes room again; calling that twice does no harm. */
  acquire(urgency: Urgency): Promise<() => void>;
}

/** At most `most()` at once, asked anew each time; at least one. Whoever waits is served in order, persons first and polls last. */
export function createSlots(most: () => number): Slots {
  const waiting: Record<Urgency, (() => void)[]> = { person: [], sweep: [], poll: [] };
  let taken = 0;

  function serve(): void {
    while (taken < Math.max(1, most())) {
      const next = waiting.person.shift() ?? waiting.sweep.shift() ?? waiting.poll.shift();
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

/** Gives the slots of an operation's vendor. */
export type SlotsOf = (operation: Operation) => Slots;

/** The slots of all vendors in this process. */
export function createVendorSlots(): SlotsOf {
  const slots = new Map<string, Slots>();
  return (operation) => {
    const { vendor } = wordsOf(operation.id);
    const known = slots.get(vendor);
    if (known) return known;
    const made = createSlots(() => (isAnybodyWaiting() ? MOST_WHILE_ANYBODY_WAITS : MOST_AT_WORK));
    slots.set(vendor, made);
    return made;
  };
}
