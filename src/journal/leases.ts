import { type Kysely, sql } from 'kysely';
import type { Door } from './intent.ts';
import type { JournalRow, JournalTables } from '../storage/schema.ts';

export type Lease = Pick<JournalRow, 'lease_owner' | 'lease_until'>;

export const noLease: Lease = { lease_owner: null, lease_until: null };

/** From the start, or from an end on, claims and attempts count anew. */
export const noAttempts = { claims: 0, attempts: 0, undeliverable_at: null };
const oneMoreClaim = { claims: sql<number>`claims + 1` };

const renewAtOnce = 500;

/** What this process has promised to bring further. Times are the journal's, see `clock.ts`. */
export class Leases {
  readonly owner: string;
  readonly #leaseMs: number;
  /**
   * What somebody here says to be at work on, and how many do. Only these leases are renewed: an entry that nobody here
   * goes on with, whatever came between, runs out and is taken over.
   */
  readonly #tended = new Map<string, number>();

  constructor({ owner, leaseMs }: { owner: string; leaseMs: number }) {
    this.owner = owner;
    this.#leaseMs = leaseMs;
  }

  /** A lease of ours, from now. */
  fresh(now: number): Lease {
    return { lease_owner: this.owner, lease_until: now + this.#leaseMs };
  }

  tend(reference: string): void {
    this.#tended.set(reference, (this.#tended.get(reference) ?? 0) + 1);
  }

  leave(reference: string): void {
    const others = (this.#tended.get(reference) ?? 0) - 1;
    if (others > 0) this.#tended.set(reference, others);
    else this.#tended.delete(reference);
  }

  async renew(db: Kysely<JournalTables>, now: number): Promise<void> {
    const ours = [...this.#tended.keys()];
    for (let from = 0; from < ours.length; from += renewAtOnce) {
      const some = ours.slice(from, from + renewAtOnce);
      const lease = { lease_until: now + this.#leaseMs };
      await db
        .updateTable('journal')
        .set(lease)
        .where('reference', 'in', some)
        .where('lease_owner', '=', this.owner)
        .execute();
      await db
        .updateTable('journal_draft')
        .set(lease)
        .where('key', 'in', some)
        .where('lease_owner', '=', this.owner)
        .execute();
    }
  }

  /** Gives us the leases that ran out, at most `limit`, oldest entries first; `door`: only of what came in by it. */
  async claimExpired(
    db: Kysely<JournalTables>,
    { limit, now, door }: { limit: number; now: number; door: Door | undefined },
  ): Promise<JournalRow[]> {
    await this.#shorten(db, now);
    // An inner quotation mark would be escaped, so no other part of an origin looks like this.
    const cameBy = `%"door":"${door}"%`;
    const taken = await db
      .updateTable('journal')
      .set({ ...this.fresh(now), ...oneMoreClaim })
      .where('reference', 'in', (due) =>
        due
          .selectFrom('journal')
          .select('reference')
          .where('lease_until', '<=', now)
          .$if(door !== undefined, (due) => due.where('origin', 'like', cameBy))
          .orderBy('place')
          .limit(limit),
      )
      .returningAll()
      .execute();
    return taken.sort((a, b) => a.place - b.place);
  }

  /**
   * A lease is never believed for longer than a lease: when the clock was set back, one from before would last too long.
   * It is shortened and not taken at once, because its owner may be alive and renew it.
   */
  async #shorten(db: Kysely<JournalTables>, now: number): Promise<void> {
    const latest = now + this.#leaseMs;
    await db.updateTable('journal').set({ lease_until: latest }).where('lease_until', '>', latest).execute();
  }
}
