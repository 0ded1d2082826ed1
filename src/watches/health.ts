import type { Kysely } from 'kysely';
import type { Logger } from '../log.ts';
import type { Tables } from '../storage/schema.ts';
import type { Storage } from '../storage/storage.ts';
import { isWaiting } from '../storage/watch-schema.ts';
import { nIsWaiting } from './outbox-rows.ts';
import type { WatchHealth } from './watch.ts';

export type Waiting = Pick<WatchHealth, 'waiting' | 'oldestDueAt'>;

/** What each watch with something due and not yet posted is owed. `watches`: only these. */
export async function waitingOf(
  db: Kysely<Tables>,
  now: number,
  watches?: readonly string[],
): Promise<ReadonlyMap<string, Waiting>> {
  if (watches?.length === 0) return new Map();
  const due = db
    .selectFrom('watch_notification')
    .select((eb) => ['watch', eb.fn.countAll<number>().as('waiting'), eb.fn.min('due_at').as('oldest')])
    .where(isWaiting)
    .where('due_at', '<=', now)
    .groupBy('watch');
  const rows = await (watches ? due.where('watch', 'in', watches) : due).execute();
  return new Map(
    rows.map(({ watch, waiting, oldest }) => [watch, { waiting: Number(waiting), oldestDueAt: Number(oldest) }]),
  );
}

/** What all active watches together are owed: of the others it is no surprise. */
export async function outboxHealth(db: Kysely<Tables>, now: number): Promise<Waiting> {
  const row = await db
    .selectFrom('watch_notification as n')
    .innerJoin('watch as w', 'w.id', 'n.watch')
    .select((eb) => [eb.fn.countAll<number>().as('waiting'), eb.fn.min('n.due_at').as('oldest')])
    .where(nIsWaiting)
    .where('n.due_at', '<=', now)
    .where('w.state', '=', 'active')
    .executeTakeFirst();
  const waiting = Number(row?.waiting ?? 0);
  return { waiting, ...(waiting > 0 ? { oldestDueAt: Number(row?.oldest) } : {}) };
}

/** How many watches there are by their state; a paused one by its reason. */
export async function watchCounts(
  db: Kysely<Tables>,
): Promise<{ active: number; paused: Readonly<Record<string, number>> }> {
  const rows = await db
    .selectFrom('watch')
    .select((eb) => ['state', 'pause_reason', eb.fn.countAll<number>().as('count')])
    .where('state', '!=', 'stopped')
    .groupBy(['state', 'pause_reason'])
    .execute();
  const active = rows.find(({ state }) => state === 'active');
  const paused = rows.filter(({ state }) => state === 'paused');
  return {
    active: Number(active?.count ?? 0),
    paused: Object.fromEntries(paused.map(({ pause_reason: reason, count }) => [reason ?? 'asked', Number(count)])),
  };
}

/** What waits longer than this is worth a line in the log. */
const LATE_MS = 5 * 60_000;

/** Says in the log that notifications have been waiting for long, if they have. */
export async function reportLate(storage: Pick<Storage, 'db' | 'now'>, log: Pick<Logger, 'warn'>): Promise<void> {
  const now = await storage.now();
  const { waiting, oldestDueAt = now } = await outboxHealth(storage.db, now);
  const lateMs = now - oldestDueAt;
  if (lateMs > LATE_MS) log.warn({ waiting, oldestSeconds: Math.round(lateMs / 1_000) }, 'notifications are late');
}
