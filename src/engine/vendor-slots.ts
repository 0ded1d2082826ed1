import { type Operation, wordsOf } from '../operations/operation.ts';
import { isAnybodyWaiting } from '../storage/deadline.ts';
import { createSlots, type Slots } from './slots.ts';

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
