import { type SqlBool, sql } from 'kysely';
import type { Work } from '../storage/group-commit.ts';
import type { HeldLeases } from '../storage/leases.ts';
import type { Storage } from '../storage/storage.ts';
import { maySay, nIsWaiting } from './outbox-rows.ts';
import { FURTHEST_MS } from './pacing.ts';
import type { WatchPlace } from './watch.ts';

/** Names a place among the leases that are held. */
export const keyOf = ({ door, address }: WatchPlace): string => JSON.stringify([door, address]);

/** Any statement that takes conditions. */
interface Conditional<Q> {
  where(column: 'door' | 'place' | 'lease_owner', operator: '=', value: string): Q;
}

export const at = <Q extends Conditional<Q>>(query: Q, { door, address }: WatchPlace): Q =>
  query.where('door', '=', door).where('place', '=', address);
export const ours = <Q extends Conditional<Q>>(query: Q, place: WatchPlace, owner: string): Q =>
  at(query, place).where('lease_owner', '=', owner);

/** The places with something to post, those first that wait longest. */
export async function duePlaces({ db, leaseMs }: Storage, doors: readonly string[], now: number, limit: number) {
  const isFree = sql<SqlBool>`(p.lease_until is null or p.lease_until <= ${now} or p.lease_until > ${now + leaseMs})
    and (p.next_at is null or p.next_at <= ${now} or p.next_at > ${now + FURTHEST_MS})`;
  const rows = db
    .selectFrom('watch_notification as n')
    .leftJoin('watch as w', 'w.id', 'n.watch')
    .leftJoin('watch_place as p', (on) => on.onRef('p.door', '=', 'n.door').onRef('p.place', '=', 'n.place'))
    .select((eb) => ['n.door', 'n.place as address', eb.fn.min('n.due_at').as('since')])
    .where(nIsWaiting)
    .where('n.due_at', '<=', now)
    .where('n.door', 'in', doors)
    .where(maySay)
    .where(isFree)
    .groupBy(['n.door', 'n.place']);
  const roots = db
    .selectFrom('watch_root as r')
    .innerJoin('watch as w', 'w.id', 'r.watch')
    .leftJoin('watch_place as p', (on) => on.onRef('p.door', '=', 'w.door').onRef('p.place', '=', 'w.place'))
    .select((eb) => ['w.door', 'w.place as address', eb.fn.min('r.stale_at').as('since')])
    .where('r.stale_at', '>', 0)
    .where('w.state', '=', 'active')
    .where('w.door', 'in', doors)
    .where(isFree)
    .groupBy(['w.door', 'w.place']);
  const found = await Promise.all([
    rows.orderBy('since').limit(limit).execute(),
    roots.orderBy('since').limit(limit).execute(),
  ]);
  const places = new Map(found.flat().map(({ door, address }) => [keyOf({ door, address }), { door, address }]));
  return [...places.values()].slice(0, limit);
}

/** A row whose time lies too far ahead was written before a clock was set back. */
export async function claimPlaces(
  { db, now }: Work,
  due: readonly WatchPlace[],
  { owner, leaseMs }: Storage,
): Promise<WatchPlace[]> {
  const claimed: WatchPlace[] = [];
  const lease = { lease_owner: owner, lease_until: now + leaseMs };
  for (const { door, address } of due) {
    const row = { door, place: address, next_at: now, failures: 0, ...lease };
    const taken = await db
      .insertInto('watch_place')
      .values(row)
      .onConflict((conflict) =>
        conflict
          .columns(['door', 'place'])
          .doUpdateSet({
            ...lease,
            next_at: sql`case when watch_place.next_at > ${now + FURTHEST_MS} then ${now} else watch_place.next_at end`,
          })
          .where(
            sql<SqlBool>`watch_place.lease_until is null or watch_place.lease_until <= ${now}
              or watch_place.lease_until > ${now + leaseMs}`,
          ),
      )
      .returning('door')
      .executeTakeFirst();
    if (taken) claimed.push({ door, address });
  }
  return claimed;
}

export async function renewPlaces({ db, now }: Work, held: HeldLeases, { owner, leaseMs }: Storage): Promise<void> {
  for (const keys of held.batches()) {
    for (const key of keys) {
      const [door, address] = JSON.parse(key) as [string, string];
      const renewed = db.updateTable('watch_place').set({ lease_until: now + leaseMs });
      await ours(renewed, { door, address }, owner).execute();
    }
  }
}
