/** The columns that every leased row has. */
export interface Lease {
  /** The process that promised to go on with the row. */
  lease_owner: string | null;
  /** When the promise ends, unless it is renewed. */
  lease_until: number | null;
}

export const noLease: Lease = { lease_owner: null, lease_until: null };

/** One statement takes only so many parameters. */
const RENEW_AT_ONCE = 500;

/**
 * The leased rows of one table that this process works on. Only held leases are renewed; the others expire and get
 * claimed.
 */
export class HeldLeases {
  /** How many callers hold each key. */
  readonly #holders = new Map<string, number>();

  hold(key: string): void {
    this.#holders.set(key, (this.#holders.get(key) ?? 0) + 1);
  }

  release(key: string): void {
    const others = (this.#holders.get(key) ?? 0) - 1;
    if (others > 0) this.#holders.set(key, others);
    else this.#holders.delete(key);
  }

  /** True if somebody here is still at it, whether its lease ran out or not. */
  holds(key: string): boolean {
    return this.#holders.has(key);
  }

  /** The held keys, as many together as one statement takes. */
  *batches(): Generator<string[]> {
    const keys = [...this.#holders.keys()];
    for (let from = 0; from < keys.length; from += RENEW_AT_ONCE) yield keys.slice(from, from + RENEW_AT_ONCE);
  }
}
