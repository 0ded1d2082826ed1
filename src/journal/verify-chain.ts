import { setImmediate } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { type EventRow, isPruning, type Tables } from '../storage/schema.ts';
import { digestOf, genesis, hashOf, newestPruning } from './chain.ts';
import type { ChainReport } from './journal.ts';

type Broken = NonNullable<ChainReport['broken']>;

const eventsAtOnce = 1_000;
const rowsAtOnce = 250;

/**
 * Reads every event and every entry. Others may write meanwhile: whatever is compared was read by one statement, which
 * sees one moment.
 */
export async function verifyChain(db: Kysely<Tables>): Promise<ChainReport> {
  const events = await verifyEvents(db);
  const { head, broken } = await verifyHead(db);
  const wrong = events.broken ?? broken ?? (await verifyEntries(db));
  return { checked: events.checked, head, ...(wrong && { broken: wrong }) };
}

/**
 * Checks that each event follows the one before it, and that no entry was set back or deleted without a pruning event.
 */
async function verifyEvents(db: Kysely<Tables>): Promise<{ checked: number; broken?: Broken }> {
  let checked = 0;
  let last = { seq: 0, hash: genesis };
  const missing = new Map<string, number>();
  for (;;) {
    const batch = await eventsAfter(db, last.seq);
    for (const event of batch) {
      const { seq, reference, anchor, entry_seq } = event;
      // The hash in a pruning event vouches for the events that pruning removed, before or during this check.
      const before = seq === last.seq + 1 ? last.hash : (anchor ?? genesis);
      if (hashOf(event, before) !== event.hash) {
        return { checked, broken: { seq, reference, why: 'The event was changed, or events before it are missing.' } };
      }
      if (entry_seq !== null && entry_seq < seq) {
        return { checked, broken: { seq, reference, why: 'The entry was set back to how it was before this event.' } };
      }
      if (entry_seq !== null || mayBeGone(event)) missing.delete(reference);
      else missing.set(reference, seq);
      checked++;
      last = event;
    }
    if (batch.length < eventsAtOnce) break;
    await setImmediate();
  }
  const [first] = missing;
  if (!first) return { checked };
  const [reference, seq] = first;
  return { checked, broken: { seq, reference, why: 'The entry is missing.' } };
}

type EventInContext = Awaited<ReturnType<typeof eventsAfter>>[number];

const eventsAfter = (db: Kysely<Tables>, seq: number) =>
  db
    .selectFrom('journal_event as event')
    .leftJoin('journal', 'journal.reference', 'event.reference')
    .selectAll('event')
    .select(['journal.event_seq as entry_seq'])
    .select((eb) => [
      newestPruning(db).as('anchor'),
      eb
        .selectFrom('journal_event')
        .select(({ fn }) => fn.max('at').as('before'))
        .where(isPruning)
        .as('pruned_before'),
    ])
    .where('event.seq', '>', seq)
    .orderBy('event.seq')
    .limit(eventsAtOnce)
    .execute();

/** True if pruning may have removed the entry whose last event this is; a pruning event concerns no entry. */
const mayBeGone = ({ state, at, pruned_before }: EventInContext): boolean =>
  state === 'pruned' || (!stays.has(state) && at < (pruned_before ?? 0));

const stays = new Set<EventRow['state']>(['accepted', 'running', 'awaiting_approval']);

/** Checks that no event is missing at the end. */
async function verifyHead(db: Kysely<Tables>): Promise<{ head: ChainReport['head']; broken?: Broken }> {
  const { seq, hash, ...newest } = await db
    .selectFrom('journal_chain as chain')
    .leftJoin(
      (newest) => newest.selectFrom('journal_event').selectAll().orderBy('seq', 'desc').limit(1).as('newest'),
      (join) => join.onTrue(),
    )
    .select(['chain.seq', 'chain.hash', 'newest.seq as newest_seq', 'newest.hash as newest_hash'])
    .executeTakeFirstOrThrow();
  const isWhole = (newest.newest_seq ?? 0) === seq && (newest.newest_hash ?? genesis) === hash;
  const why = 'The newest events are missing, or the end of the chain was changed.';
  return { head: { seq, hash }, ...(!isWhole && { broken: { seq, reference: '', why } }) };
}

/** Checks that every entry is as its newest event left it. */
async function verifyEntries(db: Kysely<Tables>): Promise<Broken | undefined> {
  let last = '';
  for (;;) {
    const batch = await entriesAfter(db, last);
    for (const { on_chain, digest, chained_state, ...row } of batch) {
      const { reference, state, event_seq: seq } = row;
      if (on_chain !== reference) return { seq, reference, why: 'The entry was not made by the journal.' };
      if (chained_state !== state) return { seq, reference, why: `The state was changed from "${chained_state}".` };
      if (digest !== digestOf(row)) return { seq, reference, why: 'The entry was changed.' };
      last = reference;
    }
    if (batch.length < rowsAtOnce) return undefined;
    await setImmediate();
  }
}

const entriesAfter = (db: Kysely<Tables>, reference: string) =>
  db
    .selectFrom('journal')
    .leftJoin('journal_event as event', 'event.seq', 'journal.event_seq')
    .selectAll('journal')
    .select(['event.reference as on_chain', 'event.state as chained_state', 'event.digest'])
    .where('journal.reference', '>', reference)
    .orderBy('journal.reference')
    .limit(rowsAtOnce)
    .execute();
