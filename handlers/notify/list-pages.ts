import { LRUCache } from 'lru-cache';
import type { CardContext } from '../../blocks/card.ts';
import type { Card } from '../../src/operations/card.ts';

/** A list as it was found, kept so that turning a page does not ask the vendor again. */
export interface Snapshot {
  card: Card;
  cardContext: CardContext;
}

const KEEP_MS = 30 * 60_000;
const MAX_ROWS = 200_000;

export type Snapshots = ReturnType<typeof createSnapshots>;

/**
 * Lives in memory for half an hour, at most about 200,000 rows together; the oldest goes first. The key says how to find
 * the list anew: the reference of the intent, or the question to the history.
 */
export function createSnapshots() {
  const lists = new LRUCache<string, Snapshot>({
    ttl: KEEP_MS,
    maxSize: MAX_ROWS,
    sizeCalculation: ({ card }) => (card.rows?.length ?? 0) + 1,
  });
  return {
    keep: (key: string, snapshot: Snapshot): void => void lists.set(key, snapshot),
    find: (key: string): Snapshot | undefined => lists.get(key),
  };
}
