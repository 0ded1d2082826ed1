import type { Work } from '../storage/group-commit.ts';

export const pruneAtOnce = 500;

/** More than so many entries have, so that events are deleted soon after their entries. */
const eventsAtOnce = 6 * pruneAtOnce;

/**
 * Deletes at most `pruneAtOnce` entries that ended before the given time, and says so on the chain; then events from the
 * front of the chain, up to the first whose entry is still there. Returns the number of entries.
 */
export async function pruneSome({ db, ledger }: Work, before: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('journal')
    .where('reference', 'in', (due) =>
      due.selectFrom('journal').select('reference').where('ended_at', '<', before).limit(pruneAtOnce),
    )
    .executeTakeFirst();
  if (numDeletedRows === 0n) return 0;

  const front = await db
    .selectFrom('journal_event as event')
    .leftJoin('journal', 'journal.reference', 'event.reference')
    .select(['event.seq', 'event.hash', 'journal.reference as needed'])
    .orderBy('event.seq')
    .limit(eventsAtOnce)
    .execute();
  const firstNeeded = front.findIndex(({ needed }) => needed !== null);
  const last = (firstNeeded === -1 ? front : front.slice(0, firstNeeded)).at(-1);
  await ledger.appendPruning(db, before, last?.hash);
  if (last) await db.deleteFrom('journal_event').where('seq', '<=', last.seq).execute();
  return Number(numDeletedRows);
}
