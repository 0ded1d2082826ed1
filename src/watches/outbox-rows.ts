import { type Kysely, type SqlBool, sql } from 'kysely';
import type { MessageAddress } from '../journal/intent.ts';
import type { Tables } from '../storage/schema.ts';
import type { WatchNotificationRow } from '../storage/watch-schema.ts';
import type { DueRow } from './choose.ts';
import type { Notification, WatchNotice } from './notification.ts';
import { STUBBORN_AFTER } from './pacing.ts';
import { watchOf } from './rows.ts';
import type { Watch, WatchPlace } from './watch.ts';

/** So many due rows of a place are looked at to choose the next message. */
const WINDOW = 1_200;
/** One statement takes only so many parameters. */
const AT_ONCE = 500;

/** The message that shows the present state of a record. */
export interface Root {
  watch: string;
  subject: string;
  address: MessageAddress;
}

const dueColumns = ['seq', 'watch', 'kind', 'subject', 'critical', 'at', 'due_at', 'batch', 'attempts'] as const;

type DueColumns = Pick<WatchNotificationRow, (typeof dueColumns)[number]>;

const dueRow = ({ critical, due_at: dueAt, attempts: _, ...row }: DueColumns): DueRow => ({
  ...row,
  critical: critical === 1,
  dueAt,
});

const isStubborn = ({ attempts }: DueColumns): boolean => attempts >= STUBBORN_AFTER;

/**
 * Which waiting rows `n` of watches `w` are posted, or dropped, now: those of a paused watch wait. Its notices do not, unless
 * nothing can be posted in its place.
 */
export const maySay = sql<SqlBool>`(w.state is null or w.state in ('active', 'stopped') or n.place = ''
  or (n.kind = 'notice' and coalesce(w.pause_reason, '') <> 'place'))`;

/** `isWaiting` for rows `n`. */
export const nIsWaiting = sql<SqlBool>`n.state = 'waiting'`;

/** The due rows of a place in the order of their turn, and their watches. */
export async function dueRows(
  db: Kysely<Tables>,
  { door, address }: WatchPlace,
  now: number,
): Promise<{ rows: readonly DueRow[]; watches: ReadonlyMap<string, Watch> }> {
  const found = await db
    .selectFrom('watch_notification as n')
    .leftJoin('watch as w', 'w.id', 'n.watch')
    .select(dueColumns.map((column) => `n.${column}` as const))
    .where('n.door', '=', door)
    .where('n.place', '=', address)
    .where(nIsWaiting)
    .where('n.due_at', '<=', now)
    .where(maySay)
    .orderBy('n.critical', 'desc')
    .orderBy('n.seq')
    .limit(WINDOW)
    .execute();
  // What failed again and again lets the others go first.
  const rows = [...found.filter((row) => !isStubborn(row)), ...found.filter(isStubborn)].map(dueRow);
  const ids = [...new Set(rows.map(({ watch }) => watch))].slice(0, AT_ONCE);
  const watches = ids.length > 0 ? await db.selectFrom('watch').selectAll().where('id', 'in', ids).execute() : [];
  return { rows, watches: new Map(watches.map((row) => [row.id, watchOf(row)])) };
}

/** What these rows say, by their number; those that can no longer be read are missing. */
export async function bodiesOf(
  db: Kysely<Tables>,
  seqs: readonly number[],
): Promise<ReadonlyMap<number, Notification | WatchNotice>> {
  const bodies = new Map<number, Notification | WatchNotice>();
  for (let from = 0; from < seqs.length; from += AT_ONCE) {
    const some = db.selectFrom('watch_notification').select(['seq', 'body']);
    for (const row of await some.where('seq', 'in', seqs.slice(from, from + AT_ONCE)).execute()) {
      const body = parsed(row.body);
      if (body) bodies.set(row.seq, body);
    }
  }
  return bodies;
}

function parsed(body: string): Notification | WatchNotice | undefined {
  try {
    return JSON.parse(body) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Where the message of a record stands. */
export async function rootOf(db: Kysely<Tables>, watch: string, subject: string): Promise<Root | undefined> {
  const row = db.selectFrom('watch_root').select('address').where('watch', '=', watch);
  const found = await row.where('subject', '=', subject).executeTakeFirst();
  return found && { watch, subject, address: JSON.parse(found.address) };
}

/**
 * The event with which the message of a record was posted, as long as its thread does not show it: the message is edited, and
 * would lose it.
 */
export async function firstOf(
  db: Kysely<Tables>,
  { watch, subject, address }: Root,
): Promise<Notification | undefined> {
  const posted = db.selectFrom('watch_notification').where('watch', '=', watch).where('subject', '=', subject);
  const events = posted.where('kind', '=', 'event').where('state', '=', 'posted').where('batch', 'is', null);
  const first = await events
    .select(['seq', 'body'])
    .where('address', '=', JSON.stringify(address))
    .orderBy('seq')
    .executeTakeFirst();
  if (!first) return undefined;
  const below = await events
    .select('seq')
    .where('seq', '>', first.seq)
    .where('address', 'is not', null)
    .limit(1)
    .execute();
  return below.length > 0 ? undefined : (parsed(first.body) as Notification | undefined);
}

/** A message that shows an old state, of one watch or shared by several, and what it should show. */
export interface Stale {
  watch: Watch;
  roots: readonly [Root, ...Root[]];
  latest: Notification | undefined;
}

/** A message of this place that shows an old state. */
export async function staleRoot(db: Kysely<Tables>, { door, address }: WatchPlace): Promise<Stale | undefined> {
  const stale = db.selectFrom('watch_root as r').innerJoin('watch as w', 'w.id', 'r.watch');
  const found = await stale
    .select(['r.watch', 'r.subject', 'r.address'])
    .where('w.door', '=', door)
    .where('w.place', '=', address)
    .where('w.state', '=', 'active')
    .where('r.stale_at', '>', 0)
    .orderBy('r.stale_at')
    .limit(1)
    .executeTakeFirst();
  if (!found) return undefined;
  const row = await db.selectFrom('watch').selectAll().where('id', '=', found.watch).executeTakeFirstOrThrow();
  const stands = JSON.parse(found.address) as MessageAddress;
  const same = db.selectFrom('watch_root').select('watch').where('subject', '=', found.subject);
  const sharing = await same.where('address', '=', found.address).execute();
  const events = db.selectFrom('watch_notification').select('body').where('watch', '=', found.watch);
  const latest = await events
    .where('subject', '=', found.subject)
    .where('state', '=', 'posted')
    .where('kind', '=', 'event')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const root = { watch: found.watch, subject: found.subject, address: stands };
  const others = sharing.filter(({ watch }) => watch !== found.watch).map(({ watch }) => ({ ...root, watch }));
  return {
    watch: watchOf(row),
    roots: [root, ...others],
    latest: latest && (parsed(latest.body) as Notification | undefined),
  };
}
