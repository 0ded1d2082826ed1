import { type Kysely, sql } from 'kysely';
import type { JournalRow, JournalTables } from './schema.ts';

export type Lease = Pick<JournalRow, 'lease_owner' | 'lease_until'>;

export const noLease: Lease = { lease_owner: null, lease_until: null };

/** From the start, or from an end on, claims and attempts count anew. */
export const noAttempts = { claims: 0, attempts: 0, undeliverable_at: null };
const oneMoreClaim = { claims: sql<number>`claims + 1` };

const renewAtOnce = 500;

/** What this process has promised to bring further. */
export class Leases {
  readonly owner: string;
  readonly #leaseMs: number;
  readonly #now: () => number;
  /**
   * What somebody here says to be at work on, and how many do. Only these leases are renewed: an entry that nobody here
   * goes on with, whatever came between, runs out and is taken over.
   */
  readonly #tended = new Map<string, number>();

  constructor({ owner, leaseMs, now }: { owner: string; leaseMs: number; now: () => number }) {
    this.owner = owner;
    this.#leaseMs = leaseMs;
    this.#now = now;
  }

  /** A lease of ours, from now. */
  fresh(): Lease {
    return { lease_owner: this.owner, lease_until: this.#now() + this.#leaseMs };
  }

  tend(reference: string): void {
    this.#tended.set(reference, (this.#tended.get(reference) ?? 0) + 1);
  }

  leave(reference: string): void {
    const others = (this.#tended.get(reference) ?? 0) - 1;
    if (others > 0) this.#tended.set(reference, others);
    else this.#tended.delete(reference);
  }

  async renew(db: Kysely<JournalTables>): Promise<void> {
    const ours = [...this.#tended.keys()];
    for (let from = 0; from < ours.length; from += renewAtOnce) {
      await db
        .updateTable('journal')
        .set({ lease_until: this.#now() + this.#leaseMs })
        .where('reference', 'in', ours.slice(from, from + renewAtOnce))
        .where('lease_owner', '=', this.owner)
        .execute();
    }
  }

  /** Gives us the leases that ran out, at most `limit`, oldest entries first. */
  async takeOver(db: Kysely<JournalTables>, limit: number): Promise<JournalRow[]> {
    const taken = await db
      .updateTable('journal')
      .set({ ...this.fresh(), ...oneMoreClaim })
      .where('reference', 'in', (due) =>
        due
          .selectFrom('journal')
          .select('reference')
          .where('lease_until', '<=', this.#now())
          .orderBy('accepted_at')
          .limit(limit),
      )
      .returningAll()
      .execute();
    return taken.sort((a, b) => a.accepted_at - b.accepted_at);
  }
}
