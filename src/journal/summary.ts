import type { Kysely } from 'kysely';
import type { Tables } from '../storage/schema.ts';
import type { Summary } from './journal.ts';
import { countsByState, toEntry } from './rows.ts';

export async function summarise(db: Kysely<Tables>): Promise<Summary> {
  const counts = await db
    .selectFrom('journal')
    .select(['state', ({ fn }) => fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute();
  const oldest = await db
    .selectFrom('journal')
    .selectAll()
    .where('lease_until', 'is not', null)
    .orderBy('accepted_at')
    .limit(1)
    .executeTakeFirst();
  const undeliverable = db.selectFrom('journal').where('undeliverable_at', 'is not', null);
  const { count } = await undeliverable.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
  const newest = await undeliverable.selectAll().orderBy('undeliverable_at', 'desc').limit(1).executeTakeFirst();
  return {
    states: countsByState(counts),
    ...(oldest && { oldestUnsettled: toEntry(oldest) }),
    ...(newest && { undeliverable: { count: Number(count), newest: toEntry(newest) } }),
  };
}
