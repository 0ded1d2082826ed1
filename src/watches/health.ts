import type { Kysely } from 'kysely';
import type { Tables } from '../storage/schema.ts';
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
    .where('state', '=', 'waiting')
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
    .where('n.state', '=', 'waiting')
    .where('n.due_at', '<=', now)
    .where('w.state', '=', 'active')
    .executeTakeFirst();
  const waiting = Number(row?.waiting ?? 0);
  return { waiting, ...(waiting > 0 ? { oldestDueAt: Number(row?.oldest) } : {}) };
}
