import { type Kysely, PostgresAdapter } from 'kysely';
import type { Entry, Intent, Outcome } from '../intent.ts';
import type { Journal } from './journal.ts';
import { asReference, newReference } from './reference.ts';
import { toEntry, toRow } from './rows.ts';
import type { JournalRow, JournalTables } from './schema.ts';

const pruneAtOnce = 500;
const renewAtOnce = 500;

/** The journal on either engine. Every change is one statement, so no two callers can both win it. */
export class SqlJournal implements Journal {
  readonly #db: Kysely<JournalTables>;
  readonly #owner: string;
  readonly #leaseMs: number;
  readonly #now: () => number;
  /**
   * What callers here were handed and have not ended. Only these leases are renewed: an entry whose answer was lost
   * on the way back from the database would otherwise stay ours for as long as we live, with nobody working on it.
   */
  readonly #held = new Set<string>();

  constructor(db: Kysely<JournalTables>, options: { owner: string; leaseMs: number; now: () => number }) {
    this.#db = db;
    this.#owner = options.owner;
    this.#leaseMs = options.leaseMs;
    this.#now = options.now;
  }

  async record(intent: Intent, state: 'accepted' | 'proposed', subject?: string) {
    for (;;) {
      const now = this.#now();
      const under = state === 'accepted' ? { ...this.#lease(), ended_at: null } : { ...noLease, ended_at: now };
      const inserted = await this.#db
        .insertInto('journal')
        .values({ ...toRow(newReference(), intent, subject), state, accepted_at: now, ...under })
        .onConflict((conflict) => conflict.doNothing())
        .returningAll()
        .executeTakeFirst();
      if (inserted) return { entry: this.#hold(inserted), isNew: true };
      const known = await this.#rows().where('key', '=', intent.key).executeTakeFirst();
      if (known) return { entry: toEntry(known), isNew: false };
      // Neither inserted nor there: it was the reference that was taken. Draw another.
    }
  }

  async confirm(reference: string): Promise<boolean> {
    const confirmed = await this.#change(reference)
      .set({ state: 'accepted', accepted_at: this.#now(), ended_at: null, ...this.#lease() })
      .where('state', '=', 'proposed')
      .executeTakeFirst();
    return this.#took(reference, confirmed.numUpdatedRows);
  }

  async start(reference: string): Promise<boolean> {
    const started = await this.#change(reference)
      .set({ state: 'running', ...this.#lease() })
      .where('state', '=', 'accepted')
      .where((or) => or.or([or('lease_owner', '=', this.#owner), or('lease_until', '<=', this.#now())]))
      .executeTakeFirst();
    return this.#took(reference, started.numUpdatedRows);
  }

  async finish(reference: string, outcome: Outcome): Promise<boolean> {
    const finished = await this.#change(reference)
      // The lease is now for telling the person; it is not renewed.
      .set({ state: outcome.state, outcome: JSON.stringify(outcome), ended_at: this.#now(), ...this.#lease() })
      .where('state', 'in', ['accepted', 'running'])
      .executeTakeFirst();
    this.#held.delete(reference);
    return finished.numUpdatedRows > 0n;
  }

  async markTold(reference: string): Promise<void> {
    await this.#change(reference).set(noLease).where('outcome', 'is not', null).execute();
  }

  async find(reference: string): Promise<Entry | undefined> {
    const row = await this.#rows().where('reference', '=', asReference(reference)).executeTakeFirst();
    return row && toEntry(row);
  }

  async lastSent(subject: string): Promise<Entry | undefined> {
    const row = await this.#rows()
      .where('subject', '=', subject)
      .where('state', '=', 'succeeded')
      .orderBy('ended_at', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row && toEntry(row);
  }

  async renewLeases(): Promise<void> {
    const held = [...this.#held];
    for (let from = 0; from < held.length; from += renewAtOnce) {
      await this.#db
        .updateTable('journal')
        .set({ lease_until: this.#now() + this.#leaseMs })
        .where('reference', 'in', held.slice(from, from + renewAtOnce))
        .where('lease_owner', '=', this.#owner)
        .where('state', 'in', ['accepted', 'running'])
        .execute();
    }
  }

  async takeOver(limit: number): Promise<Entry[]> {
    const skipsLocked = this.#db.getExecutor().adapter instanceof PostgresAdapter;
    const taken = await this.#db
      .with('due', (db) =>
        db
          .selectFrom('journal')
          .select('reference')
          .where('lease_until', '<=', this.#now())
          .orderBy('accepted_at')
          .limit(limit)
          .$if(skipsLocked, (query) => query.forUpdate().skipLocked()),
      )
      .updateTable('journal')
      .set(this.#lease())
      .where('reference', 'in', (db) => db.selectFrom('due').select('reference'))
      .returningAll()
      .execute();
    return taken.sort((a, b) => a.accepted_at - b.accepted_at).map((row) => this.#hold(row));
  }

  async prune(before: number): Promise<number> {
    let total = 0;
    for (;;) {
      const { numDeletedRows } = await this.#db
        .deleteFrom('journal')
        .where('reference', 'in', (db) =>
          db.selectFrom('journal').select('reference').where('ended_at', '<', before).limit(pruneAtOnce),
        )
        .executeTakeFirst();
      total += Number(numDeletedRows);
      if (numDeletedRows < pruneAtOnce) return total;
    }
  }

  async ping(): Promise<void> {
    await this.#db.selectFrom('journal').select('reference').limit(1).execute();
  }

  async close(): Promise<void> {
    await this.#db.destroy();
  }

  #rows() {
    return this.#db.selectFrom('journal').selectAll();
  }

  #change(reference: string) {
    return this.#db.updateTable('journal').where('reference', '=', reference);
  }

  #lease() {
    return { lease_owner: this.#owner, lease_until: this.#now() + this.#leaseMs };
  }

  #took(reference: string, updated: bigint): boolean {
    if (updated > 0n) this.#held.add(reference);
    return updated > 0n;
  }

  #hold(row: JournalRow): Entry {
    if (row.state === 'accepted' || row.state === 'running') this.#held.add(row.reference);
    return toEntry(row);
  }
}

const noLease = { lease_owner: null, lease_until: null };
