import { LRUCache } from 'lru-cache';
import type { CardContext } from '../../blocks/card.ts';
import type { Card } from '../../src/operations/card.ts';

/** A list as it was read, kept so that turning its pages does not call the vendor again. */
export interface Snapshot {
  card: Card;
  cardContext: CardContext;
}

const KEEP_MS = 30 * 60_000;
const MAX_ROWS = 200_000;

export type Snapshots = ReturnType<typeof createSnapshots>;

/**
 * Keeps lists in memory for half an hour, about 200,000 rows together; the oldest go first. The key, a reference or a
 * question to the history, is enough to read the list again.
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
