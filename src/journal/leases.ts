import type { Kysely } from 'kysely';
import type { Entry } from '../intent.ts';
import type { JournalRow, JournalTables } from './schema.ts';

export type Lease = Pick<JournalRow, 'lease_owner' | 'lease_until'>;

export const noLease: Lease = { lease_owner: null, lease_until: null };

const renewAtOnce = 500;

/** What this process has promised to bring further. */
export class Leases {
  readonly owner: string;
  readonly #leaseMs: number;
  readonly #now: () => number;
  /**
   * What callers here were handed and have not ended. Only these leases are renewed: an entry whose answer was lost
   * on the way back from the database would otherwise stay ours for as long as we live, with nobody working on it.
   */
  readonly #held = new Set<string>();
  /** What somebody here says to be at work on, whatever its state; and how many do. */
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

  /** Renews the lease of an entry in its caller's hands as long as it is under way. */
  hold<E extends Pick<Entry, 'reference' | 'state'>>(entry: E): E {
    if (entry.state === 'accepted' || entry.state === 'running') this.#held.add(entry.reference);
    else this.#held.delete(entry.reference);
    return entry;
  }

  tend(reference: string): void {
    this.#tended.set(reference, (this.#tended.get(reference) ?? 0) + 1);
  }

  leave(reference: string): void {
    const others = (this.#tended.get(reference) ?? 0) - 1;
    if (others > 0) {
      this.#tended.set(reference, others);
      return;
    }
    this.#tended.delete(reference);
    this.#held.delete(reference);
  }

  async renew(db: Kysely<JournalTables>): Promise<void> {
    const ours = [...new Set([...this.#held, ...this.#tended.keys()])];
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
      .set(this.fresh())
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
