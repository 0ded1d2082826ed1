import type { Kysely } from 'kysely';
import { isUncommon, type Tables } from '../storage/schema.ts';
import type { Entry, State } from './intent.ts';
import type { HistoryFilter, HistoryPage } from './journal.ts';
import { storedAs, toEntry } from './rows.ts';

const isUnderWay = (state: State): boolean => state === 'accepted' || state === 'running';

const leased = (db: Kysely<Tables>) =>
  db.selectFrom('journal').select('reference').where('lease_until', 'is not', null);

/** Reads entries, newest first. A page begins behind the cursor, whatever came or went meanwhile. */
export async function readHistory(
  db: Kysely<Tables>,
  filter: HistoryFilter,
  { before, limit }: { before?: string; limit: number },
): Promise<HistoryPage> {
  const { actor, operation, vendor, state, since, until, subject, undeliverable } = filter;
  let query = db.selectFrom('journal').selectAll();
  if (actor !== undefined) query = query.where('actor_id', '=', actor);
  if (vendor !== undefined) query = query.where('vendor', '=', vendor);
  if (operation !== undefined) query = query.where(...operationIs(operation));
  if (subject !== undefined) query = query.where('subject', '=', subject);
  if (state !== undefined) {
    query = query.where('state', 'in', storedAs(state));
    // The state implies each of these conditions; they let the database use a small index.
    if (isUnderWay(state)) query = query.where('reference', 'in', leased(db));
    else if (state !== 'succeeded') query = query.where(isUncommon);
  }
  if (undeliverable) query = query.where('undeliverable_at', 'is not', null);
  if (since !== undefined) query = query.where('accepted_at', '>=', since);
  if (until !== undefined) query = query.where('accepted_at', '<', until);
  if (before !== undefined) {
    const { acceptedAt, reference } = fromCursor(before);
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('accepted_at', 'reference'), '<', tuple(acceptedAt, reference)),
    );
  }
  const rows = await query
    .orderBy('accepted_at', 'desc')
    .orderBy('reference', 'desc')
    .limit(limit + 1)
    .execute();
  const entries = rows.slice(0, limit).map(toEntry);
  const last = entries.at(-1);
  return { entries, ...(rows.length > limit && last && { next: toCursor(last) }) };
}

/** `pmp.*`, `pmp.lead.*` or an id, as the column that holds it. */
function operationIs(pattern: string): ['vendor' | 'resource' | 'operation', '=', string] {
  const [, stem = pattern, resource] = /^([^.*]+(\.[^.*]+)?)\.\*$/.exec(pattern) ?? [];
  if (stem === pattern) return ['operation', '=', pattern];
  return [resource ? 'resource' : 'vendor', '=', stem];
}

const toCursor = ({ acceptedAt, reference }: Entry): string => `${acceptedAt}.${reference}`;

function fromCursor(cursor: string): { acceptedAt: number; reference: string } {
  const [, acceptedAt, reference] = /^(\d+)\.(BH-\w+)$/.exec(cursor) ?? [];
  if (!acceptedAt || !reference) throw new Error(`"${cursor}" is not a place in the history.`);
  return { acceptedAt: Number(acceptedAt), reference };
}
