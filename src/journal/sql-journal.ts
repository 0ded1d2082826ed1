import type { Kysely } from 'kysely';
import type {
  Actor,
  ApprovalRequest,
  Entry,
  Intent,
  MessageAddress,
  MessagePurpose,
  Outcome,
  State,
  Vote,
} from '../intent.ts';
import { awaiting, castVote, giveUp, takeDue } from './approvals.ts';
import { countAttempt, markUndeliverable } from './attempts.ts';
import { type Change, type Condition, change } from './change.ts';
import { dropOldDrafts, findDraft, keepDraft } from './drafts.ts';
import { GroupCommit } from './group-commit.ts';
import { readHistory } from './history.ts';
import type { HistoryFilter, Journal } from './journal.ts';
import { Leases, noAttempts, noLease } from './leases.ts';
import { pruneAtOnce, pruneSome } from './prune.ts';
import { asReference, newReference } from './reference.ts';
import { toEntry, toRow } from './rows.ts';
import type { JournalRow, JournalTables } from './schema.ts';
import { summarise } from './summary.ts';
import { verifyChain } from './verify-chain.ts';

/** Whether another entry is at work on the same record: it kept what was there, and has not ended. */
async function isBeingChanged(db: Kysely<JournalTables>, reference: string): Promise<boolean> {
  const other = await db
    .selectFrom('journal as other')
    .innerJoin('journal as own', 'own.subject', 'other.subject')
    .select('other.reference')
    .where('own.reference', '=', reference)
    .where('other.reference', '<>', reference)
    .where('other.state', '=', 'running')
    .where('other.before', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return other !== undefined;
}

/** The journal on either engine. Every change is a write of the group commit, so no two callers can both win it. */
export class SqlJournal implements Journal {
  readonly #db: Kysely<JournalTables>;
  readonly #writes: GroupCommit;
  readonly #leases: Leases;
  readonly #leaseMs: number;
  readonly #now: () => number;

  constructor(db: Kysely<JournalTables>, options: { owner: string; leaseMs: number; now: () => number }) {
    this.#db = db;
    this.#writes = new GroupCommit(db);
    this.#leases = new Leases(options);
    this.#leaseMs = options.leaseMs;
    this.#now = options.now;
  }

  async record(intent: Intent, state: 'accepted' | 'proposed', subject?: string) {
    const { row, isNew } = await this.#writes.add(async ({ db, chain }) => {
      for (;;) {
        const now = this.#now();
        const under =
          state === 'accepted' ? { ...this.#leases.fresh(), ended_at: null } : { ...noLease, ended_at: now };
        const row = await db
          .insertInto('journal')
          .values({
            ...toRow(newReference(), intent, subject),
            state,
            accepted_at: now,
            ...under,
            ...noAttempts,
            event_seq: chain.nextSeq,
          })
          .onConflict((conflict) => conflict.doNothing())
          .returningAll()
          .executeTakeFirst();
        if (row) {
          chain.append(row, now, intent.actor);
          return { row, isNew: true };
        }
        const known = await db.selectFrom('journal').selectAll().where('key', '=', intent.key).executeTakeFirst();
        if (known) return { row: known, isNew: false };
        // Neither inserted nor there: it was the reference that was taken. Draw another.
      }
    });
    return { entry: toEntry(row), isNew };
  }

  async confirm(reference: string): Promise<boolean> {
    return this.#move(reference, () => ({
      from: ['proposed'],
      set: { state: 'accepted', accepted_at: this.#now(), ended_at: null, ...this.#leases.fresh() },
      by: 'its actor',
    }));
  }

  async withdraw(reference: string): Promise<boolean> {
    return this.#move(reference, () => ({
      from: ['proposed'],
      set: { state: 'withdrawn', ended_at: this.#now() },
      by: 'its actor',
    }));
  }

  async start(reference: string): Promise<boolean> {
    const provided: Condition = (row) => row.or([this.#mine(row), row('lease_until', '<=', this.#now())]);
    return this.#move(reference, () => ({
      from: ['accepted'],
      provided,
      set: { state: 'running', ...this.#leases.fresh() },
    }));
  }

  keepBefore(reference: string, image: Record<string, unknown>) {
    return this.#writes.add(async (work): Promise<'kept' | 'busy' | 'lost'> => {
      if (await isBeingChanged(work.db, reference)) return 'busy';
      const set = { before: JSON.stringify(image) };
      const kept = await change(work, reference, { from: ['running'], provided: this.#mine, set, now: this.#now() });
      return kept ? 'kept' : 'lost';
    });
  }

  async hold(reference: string, approval: ApprovalRequest): Promise<boolean> {
    return this.#move(reference, () => ({
      from: ['running'],
      provided: this.#mine,
      set: awaiting(approval, this.#maker()),
    }));
  }

  async vote(reference: string, vote: Vote) {
    return this.#writes.add((work) => castVote(work, reference, vote, this.#maker()));
  }

  async giveUp(reference: string, why: string): Promise<Entry | undefined> {
    const row = await this.#writes.add((work) => giveUp(work, reference, why, this.#maker()));
    return row && toEntry(row);
  }

  async dueApprovals(now: number) {
    return this.#writes.add((work) => takeDue(work, { ...this.#maker(), now }));
  }

  async finish(reference: string, outcome: Outcome): Promise<boolean> {
    const provided = outcome.state === 'succeeded' ? {} : { provided: this.#mine };
    return this.#move(reference, () => ({ from: ['accepted', 'running'], ...provided, set: this.#ended(outcome) }));
  }

  async resolve(reference: string, outcome: Outcome, by?: Actor): Promise<boolean> {
    return this.#move(reference, () => ({ from: ['unknown'], set: this.#ended(outcome), by }));
  }

  async markTold(reference: string, state: State): Promise<void> {
    await this.#writes.add(({ db }) =>
      db.updateTable('journal').set(noLease).where('reference', '=', reference).where('state', '=', state).execute(),
    );
  }

  async countAttempt(reference: string, state: State): Promise<Entry | undefined> {
    const row = await this.#writes.add(({ db }) => countAttempt(db, reference, state, this.#mine));
    return row && toEntry(row);
  }

  async markUndeliverable(reference: string, state: State): Promise<boolean> {
    const row = await this.#writes.add(({ db }) => markUndeliverable(db, reference, state, this.#now()));
    return row !== undefined;
  }

  async placeMessage(reference: string, purpose: MessagePurpose, address: MessageAddress): Promise<void> {
    await this.#writes.add(async ({ db }) => {
      const entry = db.selectFrom('journal').select('messages').where('reference', '=', reference);
      const placed = (await entry.executeTakeFirst())?.messages ?? '{}';
      const messages = JSON.stringify({ ...JSON.parse(placed), [purpose]: address });
      await db.updateTable('journal').set({ messages }).where('reference', '=', reference).execute();
    });
  }

  async find(reference: string): Promise<Entry | undefined> {
    const row = await this.#rows().where('reference', '=', asReference(reference)).executeTakeFirst();
    return row && toEntry(row);
  }

  async lastSent(subject: string): Promise<Entry | undefined> {
    const sent = this.#rows().where('subject', '=', subject).where('state', '=', 'succeeded');
    const row = await sent.orderBy('ended_at', 'desc').limit(1).executeTakeFirst();
    return row && toEntry(row);
  }

  async lastUndoOf(reference: string): Promise<Entry | undefined> {
    const row = await this.#rows()
      .where('undoes', '=', reference)
      .orderBy('accepted_at', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row && toEntry(row);
  }

  async history(filter: HistoryFilter, page: { before?: string; limit: number }) {
    return readHistory(this.#db, filter, page);
  }

  keepDraft(key: string, draft: string, until: number): Promise<void> {
    return keepDraft(this.#db, key, draft, until);
  }

  findDraft(key: string): Promise<string | undefined> {
    return findDraft(this.#db, key, this.#now());
  }

  tend(reference: string): void {
    this.#leases.tend(reference);
  }

  leave(reference: string): void {
    this.#leases.leave(reference);
  }

  async renewLeases(): Promise<void> {
    await this.#writes.add(({ db }) => this.#leases.renew(db));
  }

  async takeOver(limit: number): Promise<Entry[]> {
    const taken = await this.#writes.add(({ db }) => this.#leases.takeOver(db, limit));
    return taken.map(toEntry);
  }

  async prune(before: number): Promise<number> {
    await dropOldDrafts(this.#db, this.#now());
    for (let total = 0; ; ) {
      const gone = await this.#writes.add((work) => pruneSome(work, before));
      total += gone;
      if (gone < pruneAtOnce) return total;
    }
  }

  async verifyChain() {
    return verifyChain(this.#db);
  }

  async summary() {
    return summarise(this.#db);
  }

  async ping(): Promise<void> {
    await this.#db.selectFrom('journal').select('reference').limit(1).execute();
  }

  async close(): Promise<void> {
    await this.#writes.idle();
    await this.#db.destroy();
  }

  /** `what` is asked when it is its turn: a lease counts from then, however long the database kept others waiting. */
  async #move(reference: string, what: () => Omit<Change, 'now'>): Promise<boolean> {
    const row = await this.#writes.add((work) => change(work, reference, { ...what(), now: this.#now() }));
    return row !== undefined;
  }

  /** The lease is for telling the person. */
  #ended(outcome: Outcome): Partial<JournalRow> {
    const { state } = outcome;
    return { state, outcome: JSON.stringify(outcome), ended_at: this.#now(), ...this.#leases.fresh(), ...noAttempts };
  }

  #rows() {
    return this.#db.selectFrom('journal').selectAll();
  }

  readonly #mine: Condition = (row) => row('lease_owner', '=', this.#leases.owner);

  #maker() {
    return { now: this.#now(), lease: this.#leases.fresh(), patienceMs: this.#leaseMs };
  }
}
