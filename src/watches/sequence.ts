import type { Work } from '../storage/group-commit.ts';

/** The first of `count` new numbers in the order of all notifications. Part of the write that uses them. */
export async function nextNumbers({ db }: Work, count: number): Promise<number> {
  const counter = db.updateTable('watch_counter').set((eb) => ({ value: eb('value', '+', count) }));
  const known = await counter.where('name', '=', 'notification').returning('value').executeTakeFirst();
  if (known) return known.value - count + 1;
  await db.insertInto('watch_counter').values({ name: 'notification', value: count }).execute();
  return 1;
}
