import type { Trail } from './board.ts';
import type { Row } from './ledger.ts';

interface Written {
  vendor: string;
  what: string;
  detail: unknown;
}

/** What a write left, without what was there before it. */
const isBy = (marker: string, { detail }: Written): boolean =>
  JSON.stringify(detail, (key, value: unknown) => (key === 'before' ? undefined : value)).includes(marker);

const recordOf = ({ intent }: Trail): string | undefined =>
  intent.record && `${intent.vendor} ${intent[intent.record]}`;

/** Its person sent it once more, knowing what they did. */
const wasAskedTwice = (trail: Trail, rows: readonly Row[], trailOfRow: (row: Row) => Trail | undefined): boolean =>
  rows.filter((row) => row.operation === trail.intent.operation && trailOfRow(row) === trail).length > 1;

/**
 * What each intent was wrongly done again over: by the order of the vendors' books, a write that had succeeded and came
 * after its first time, and before a later one. Vendors take what is repeated; the bot must not repeat it.
 */
export function overwritesIn(
  books: readonly Written[],
  trails: readonly Trail[],
  rows: readonly Row[],
  trailOfRow: (row: Row) => Trail | undefined,
): Map<Trail, string[]> {
  const byRecord = new Map<string, Trail[]>();
  for (const trail of trails) {
    const record = recordOf(trail);
    if (record) byRecord.set(record, [...(byRecord.get(record) ?? []), trail]);
  }
  const found = new Map<Trail, string[]>();
  for (const rivals of byRecord.values()) {
    const order = books.flatMap((entry) => {
      const trail = rivals.find(({ intent }) => intent.vendor === entry.vendor && isBy(intent.marker, entry));
      return trail ? [trail] : [];
    });
    for (const trail of rivals) {
      if (wasAskedTwice(trail, rows, trailOfRow)) continue;
      const [first, last] = [order.indexOf(trail), order.lastIndexOf(trail)];
      if (first === last) continue;
      const between = new Set(order.slice(first + 1, last).filter((other) => other !== trail));
      const done = [...between].filter((other) =>
        rows.some((row) => row.state === 'succeeded' && trailOfRow(row) === other),
      );
      if (done.length > 0) {
        found.set(
          trail,
          done.map(({ intent }) => intent.marker),
        );
      }
    }
  }
  return found;
}
