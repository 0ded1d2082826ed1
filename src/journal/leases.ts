import { sql } from 'kysely';
import type { Work } from '../storage/group-commit.ts';
import type { HeldLeases, Lease } from '../storage/leases.ts';
import type { JournalRow } from '../storage/schema.ts';
import type { DoorKind } from './intent.ts';

const oneMoreClaim = { claims: sql<number>`claims + 1` };

/** Extends the leases that are held here, unless another process claimed the entry meanwhile. */
export async function renewLeases({ db }: Work, held: HeldLeases, { lease_owner, lease_until }: Lease): Promise<void> {
  for (const references of held.batches()) {
    await db
      .updateTable('journal')
      .set({ lease_until })
      .where('reference', 'in', references)
      .where('lease_owner', '=', lease_owner)
      .execute();
  }
}

/**
 * Gives this process the expired leases, at most `limit`, oldest entries first, only of entries that came in by one of
 * `doors`.
 */
export async function claimExpired(
  work: Work,
  { limit, lease, doors }: { limit: number; lease: Lease; doors: readonly DoorKind[] },
): Promise<JournalRow[]> {
  const { db, now } = work;
  await shorten(work, lease);
  const claimed = await db
    .updateTable('journal')
    .set({ ...lease, ...oneMoreClaim })
    .where('reference', 'in', (due) =>
      due
        .selectFrom('journal')
        .select('reference')
        .where('lease_until', '<=', now)
        .where('door', 'in', doors)
        .orderBy('place')
        .limit(limit),
    )
    .returningAll()
    .execute();
  return claimed.sort((a, b) => a.place - b.place);
}

/**
 * Shortens leases that would last longer than a new one: the clock was set back. They are not claimed at once, because
 * their owner may be alive and renew them.
 */
async function shorten({ db, now }: Work, { lease_until }: Lease): Promise<void> {
  const latest = lease_until ?? now;
  await db.updateTable('journal').set({ lease_until: latest }).where('lease_until', '>', latest).execute();
}
