import { LRUCache } from 'lru-cache';
import type { CardContext } from '../../blocks/card.ts';
import type { Card } from '../../src/operations/card.ts';

/** A list as it was read, kept so that turning its pages does not call the vendor again. */
export interface Snapshot {
  card: Card;
  cardContext: CardContext;
}

/** The same with its card as JSON, outside the heap: a tenth of the memory, and nothing for the garbage collector. */
interface Packed {
  json: Buffer;
  cardContext: CardContext;
}

const KEEP_MS = 30 * 60_000;
const MOST_BYTES = 16 * 1024 * 1024;
/** To pack a longer list at once would hold up the event loop. */
const MOST_ROWS_PACKED = 500;
/** What a row takes that is not packed, and what a list takes besides its rows. */
const ROW_BYTES = 450;
const LIST_BYTES = 500;

export type Snapshots = ReturnType<typeof createSnapshots>;

function packed({ card, cardContext }: Snapshot): Packed {
  const text = JSON.stringify(card);
  // Of its own memory: a small buffer would be cut from a larger one, and hold all of it.
  const json = Buffer.allocUnsafeSlow(Buffer.byteLength(text));
  json.write(text);
  return { json, cardContext };
}

const sizeOf = (kept: Snapshot | Packed): number =>
  LIST_BYTES + ('json' in kept ? kept.json.length : (kept.card.rows?.length ?? 0) * ROW_BYTES);

/**
 * Lives in memory for half an hour after it was last looked at, at most 16 MB together; the oldest goes first. The key
 * says how to find the list anew: the reference of the intent, or the question to the history.
 */
export function createSnapshots() {
  const lists = new LRUCache<string, Snapshot | Packed>({
    ttl: KEEP_MS,
    updateAgeOnGet: true,
    maxSize: MOST_BYTES,
    sizeCalculation: sizeOf,
  });
  return {
    /** `snapshot` must be plain data, and is not changed afterwards. */
    keep(key: string, snapshot: Snapshot): void {
      const isLong = (snapshot.card.rows?.length ?? 0) > MOST_ROWS_PACKED;
      lists.set(key, isLong ? snapshot : packed(snapshot));
    },

    /** The list as it was kept, and for another half an hour. */
    find(key: string): Snapshot | undefined {
      const kept = lists.get(key);
      if (!kept || 'card' in kept) return kept;
      return { card: JSON.parse(kept.json.toString()) as Card, cardContext: kept.cardContext };
    },
  };
}
