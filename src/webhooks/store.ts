import type { Work } from '../storage/group-commit.ts';
import type { Storage } from '../storage/storage.ts';
import type { WatchHookRow } from '../storage/watch-schema.ts';
import type { HookDelivery } from './intake.ts';

/** A signature is not accepted again for longer than it could be good. */
const SIGNATURES_FOR_MS = 15 * 60_000;
const PRUNE_AT_ONCE = 1_000;
/** One statement takes only so many parameters. */
const KEYS_AT_ONCE = 500;

/** A delivery that nobody has worked on yet. */
export type WaitingDelivery = Pick<WatchHookRow, 'hook' | 'delivery' | 'body' | 'received_at'>;

/** A record as deliveries name it. */
export interface Named {
  resource: string;
  id: string;
}

/** The deliveries of all hooks, on disk before they are answered. */
export interface HookStore {
  /** `known`: this delivery, or this very signature, was here before. */
  keep(delivery: HookDelivery): Promise<'kept' | 'known'>;
  /** The oldest deliveries that wait. */
  waiting(limit: number): Promise<WaitingDelivery[]>;
  /** Runs `write` and marks the delivery done in one transaction; nothing happens if another process did so first. */
  finish(delivery: WaitingDelivery, write: (work: Work) => Promise<void>): Promise<void>;
  /** Which of these records of a resource one of the hooks named since then. */
  named(hooks: readonly string[], resource: string, ids: readonly string[], since: number): Promise<Set<string>>;
  /** How many wait, and since when the oldest does. */
  summary(): Promise<{ waiting: number; oldestAt?: number }>;
  /** Deletes what is done and was received before this time, and the signatures that are too old to be good. */
  prune(before: number): Promise<void>;
}

const done = { body: '', state: 'done' } as const;
const recordKey = ({ resource, id }: Named): string => `record:${resource}/${id}`;

/** The store in an open storage. */
export function openHookStore(storage: Storage): HookStore {
  return {
    keep: (delivery) => storage.write((work) => keep(work, delivery)),
    waiting: (limit) =>
      storage.db
        .selectFrom('watch_hook')
        .select(['hook', 'delivery', 'body', 'received_at'])
        .where('state', '=', 'waiting')
        .orderBy('received_at')
        .limit(limit)
        .execute(),
    finish: (delivery, write) =>
      storage.write(async (work) => {
        if (await markDone(work, delivery)) await write(work);
      }),
    async named(hooks, resource, ids, since) {
      const found = new Set<string>();
      if (hooks.length === 0) return found;
      for (let from = 0; from < ids.length; from += KEYS_AT_ONCE) {
        const keys = new Map(ids.slice(from, from + KEYS_AT_ONCE).map((id) => [recordKey({ resource, id }), id]));
        const rows = storage.db.selectFrom('watch_hook').select('delivery').where('hook', 'in', hooks);
        const named = rows.where('delivery', 'in', [...keys.keys()]).where('received_at', '>=', since);
        for (const { delivery } of await named.execute()) found.add(keys.get(delivery) ?? '');
      }
      return found;
    },
    async summary() {
      const { count, oldest } = await storage.db
        .selectFrom('watch_hook')
        .select((eb) => [eb.fn.countAll().as('count'), eb.fn.min('received_at').as('oldest')])
        .where('state', '=', 'waiting')
        .executeTakeFirstOrThrow();
      return { waiting: Number(count), ...(oldest === null ? {} : { oldestAt: Number(oldest) }) };
    },
    async prune(before) {
      while ((await storage.write((work) => prune(work, before))) === PRUNE_AT_ONCE);
    },
  };
}

async function keep({ db, now }: Work, { hook, delivery, mac, body, equalForMs }: HookDelivery) {
  const signature = { hook, delivery: `sig:${mac}`, received_at: now, ...done };
  const fresh = await db
    .insertInto('watch_hook')
    .values(signature)
    .onConflict((conflict) => conflict.columns(['hook', 'delivery']).doNothing())
    .returning('delivery')
    .executeTakeFirst();
  // The id of a delivery is not signed: whoever listens in could send it again under another one.
  if (!fresh) return 'known';
  const row = { received_at: now, body, state: 'waiting' } as const;
  const kept = await db
    .insertInto('watch_hook')
    .values({ hook, delivery, ...row })
    .onConflict((conflict) => {
      const same = conflict.columns(['hook', 'delivery']);
      if (equalForMs === undefined) return same.doNothing();
      const old = same.doUpdateSet(row).where('watch_hook.state', '=', 'done');
      return old.where('watch_hook.received_at', '<', now - equalForMs);
    })
    .returning('delivery')
    .executeTakeFirst();
  return kept ? 'kept' : 'known';
}

/** False: it is done already. */
async function markDone({ db }: Work, { hook, delivery }: WaitingDelivery): Promise<boolean> {
  const mine = db.updateTable('watch_hook').set(done).where('hook', '=', hook).where('delivery', '=', delivery);
  return (await mine.where('state', '=', 'waiting').returning('hook').executeTakeFirst()) !== undefined;
}

/** Remembers when a hook last named a record. */
export async function noteNamed({ db, now }: Work, hook: string, record: Named): Promise<void> {
  await db
    .insertInto('watch_hook')
    .values({ hook, delivery: recordKey(record), received_at: now, ...done })
    .onConflict((conflict) => conflict.columns(['hook', 'delivery']).doUpdateSet({ received_at: now }))
    .execute();
}

async function prune({ db, now }: Work, before: number): Promise<number> {
  const rows = await db
    .selectFrom('watch_hook')
    .select(['hook', 'delivery'])
    .where('state', '=', 'done')
    .where((eb) =>
      eb.or([
        eb('received_at', '<', before),
        eb.and([eb('delivery', 'like', 'sig:%'), eb('received_at', '<', now - SIGNATURES_FOR_MS)]),
      ]),
    )
    .limit(PRUNE_AT_ONCE)
    .execute();
  for (const { hook, delivery } of rows)
    await db.deleteFrom('watch_hook').where('hook', '=', hook).where('delivery', '=', delivery).execute();
  return rows.length;
}
