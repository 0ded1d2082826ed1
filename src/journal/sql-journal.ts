import type { Kysely } from 'kysely';
import { awaiting, castVote, giveUp, takeDue } from './approvals.ts';
import { countAttempt, markUndeliverable } from './attempts.ts';
import { type Change, type Condition, change } from './change.ts';
import type { Clock } from '../storage/clock.ts';
import { dropOldDrafts, findDraft, keepDraft, markShown, takeOverDrafts } from '../storage/drafts.ts';
import { GroupCommit, type Work } from '../storage/group-commit.ts';
import { readHistory } from './history.ts';
import type {
  Actor,
  ApprovalRequest,
  Door,
  Entry,
  Intent,
  MessageAddress,
  MessagePurpose,
  Outcome,
  State,
  Vote,
} from './intent.ts';
import type { HistoryFilter, Journal } from './journal.ts';
import { Leases, noAttempts, noLease } from './leases.ts';
import { isItsTurn, writesAfter, writesTo } from './lines.ts';
import { pruneAtOnce, pruneSome } from './prune.ts';
import { asReference, newReference } from './reference.ts';
import { toEntry, toRow } from './rows.ts';
import type { JournalRow, JournalTables } from '../storage/schema.ts';
import { summarise } from './summary.ts';
import { verifyChain } from './verify-chain.ts';

/** The journal on either engine. Every change is a write of the group commit, so no two callers can both win it. */
export class SqlJournal implements Journal {
  readonly #db: Kysely<JournalTables>;
  readonly #writes: GroupCommit;
  readonly #leases: Leases;
  readonly #leaseMs: number;
  readonly #clock: Clock;

  constructor(db: Kysely<JournalTables>, options: { owner: string; leaseMs: number; clock: Clock }) {
    this.#db = db;
    this.#writes = new GroupCommit(db, options.clock);
    this.#leases = new Leases(options);
    this.#leaseMs = options.leaseMs;
    this.#clock = options.clock;
  }

  async record(intent: Intent, state: 'accepted' | 'proposed', subject?: string, does: 'read' | 'write' = 'write') {
    const { row, isNew } = await this.#writes.urgently(async ({ db, chain, now }) => {
      for (;;) {
        const row = await db
          .insertInto('journal')
          .values({
            ...toRow(newReference(), intent, subject, does),
            state,
            accepted_at: now,
            ended_at: state === 'accepted' ? null : now,
            ...this.#leases.fresh(now),
            ...noAttempts,
            event_seq: chain.nextSeq,
            place: chain.nextSeq,
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
    return this.#moveUrgently(reference, ({ chain, now }) => ({
      from: ['proposed'],
      set: {
        state: 'accepted',
        accepted_at: now,
        ended_at: null,
        place: chain.nextSeq,
        ...this.#leases.fresh(now),
      },
      by: 'its actor',
    }));
  }

  async withdraw(reference: string): Promise<boolean> {
    return this.#moveUrgently(reference, ({ now }) => ({
      from: ['proposed'],
      set: { state: 'withdrawn', ended_at: now, ...noLease },
      by: 'its actor',
    }));
  }

  async start(reference: string): Promise<boolean> {
    return this.#move(reference, ({ now }) => ({
      from: ['accepted'],
      provided: (row) => row.and([row.or([this.#mine(row), row('lease_until', '<=', now)]), isItsTurn(row)]),
      set: { state: 'running', ...this.#leases.fresh(now) },
    }));
  }

  async placeInLine(reference: string): Promise<number | undefined> {
    const waiting = this.#rows().where('reference', '=', reference).where('state', '=', 'accepted').where(this.#mine);
    return (await waiting.executeTakeFirst())?.place;
  }

  async holds(reference: string): Promise<boolean> {
    const running = this.#rows().where('reference', '=', reference).where('state', '=', 'running').where(this.#mine);
    return (await running.executeTakeFirst()) !== undefined;
  }

  async keepSnapshot(reference: string, image: Record<string, unknown>) {
    const set = { before: JSON.stringify(image) };
    const isKept = await this.#move(reference, () => ({ from: ['running'], provided: this.#mine, set }));
    return isKept ? ('kept' as const) : ('lost' as const);
  }

  async hold(reference: string, approval: ApprovalRequest): Promise<boolean> {
    return this.#move(reference, ({ now }) => ({
      from: ['running'],
      provided: this.#mine,
      set: awaiting(approval, this.#maker(now)),
    }));
  }

  async vote(reference: string, vote: Vote) {
    return this.#writes.urgently((work) => castVote(work, reference, vote, this.#maker(work.now)));
  }

  async giveUp(reference: string, why: string): Promise<Entry | undefined> {
    const row = await this.#writes.add((work) => giveUp(work, reference, why, this.#maker(work.now)));
    return row && toEntry(row);
  }

  async dueApprovals() {
    return this.#writes.add((work) => takeDue(work, this.#maker(work.now)));
  }

  async finish(reference: string, outcome: Outcome): Promise<boolean> {
    const isDone = outcome.state === 'succeeded';
    return this.#move(reference, ({ now }) => ({
      from: isDone ? ['accepted', 'running'] : ['proposed', 'accepted', 'running'],
      ...(isDone ? {} : { provided: this.#mine }),
      set: this.#ended(outcome, now),
    }));
  }

  async resolve(reference: string, outcome: Outcome, by?: Actor): Promise<boolean> {
    const what = ({ now }: Work) => ({ from: ['unknown' as const], set: this.#ended(outcome, now), by });
    // Whoever says so waits for it.
    return by ? this.#moveUrgently(reference, what) : this.#move(reference, what);
  }

  async markNotified(reference: string, state: State): Promise<void> {
    await this.#writes.add(({ db }) =>
      db.updateTable('journal').set(noLease).where('reference', '=', reference).where('state', '=', state).execute(),
    );
  }

  async countAttempt(reference: string, state: State): Promise<Entry | undefined> {
    const row = await this.#writes.add(({ db }) => countAttempt(db, reference, state, this.#mine));
    return row && toEntry(row);
  }

  async markUndeliverable(reference: string, state: State): Promise<boolean> {
    const row = await this.#writes.add(({ db, now }) => markUndeliverable(db, reference, state, now));
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

  async lastWrite(subject: string, before?: string): Promise<Entry | undefined> {
    const row = await writesTo(this.#db, subject, before).limit(1).executeTakeFirst();
    return row && toEntry(row);
  }

  async newerWrites(reference: string): Promise<Entry[]> {
    return (await writesAfter(this.#db, reference).execute()).map(toEntry);
  }

  async lastUndoOf(reference: string): Promise<Entry | undefined> {
    const row = await this.#rows().where('undoes', '=', reference).orderBy('place', 'desc').limit(1).executeTakeFirst();
    return row && toEntry(row);
  }

  async history(filter: HistoryFilter, page: { before?: string; limit: number }) {
    return readHistory(this.#db, filter, page);
  }

  async keepDraft(key: string, draft: string, forMs: number): Promise<void> {
    await this.#writes.urgently(({ db, now }) => keepDraft(db, { key, draft, until: now + forMs }));
  }

  async oweForm(key: string, draft: string, forMs: number): Promise<void> {
    const owed = (now: number) => ({ key, draft, until: now + forMs });
    await this.#writes.urgently(({ db, now }) => keepDraft(db, owed(now), this.#leases.fresh(now)));
  }

  markShown(key: string): Promise<void> {
    return this.#writes.add(({ db }) => markShown(db, key));
  }

  async claimExpiredForms(limit: number) {
    return this.#writes.add(({ db, now }) => takeOverDrafts(db, { limit, now, lease: this.#leases.fresh(now) }));
  }

  async findDraft(key: string): Promise<string | undefined> {
    return findDraft(this.#db, key, await this.now());
  }

  tend(reference: string): void {
    this.#leases.tend(reference);
  }

  leave(reference: string): void {
    this.#leases.leave(reference);
  }

  async renewLeases(): Promise<void> {
    await this.#writes.add(({ db, now }) => this.#leases.renew(db, now));
  }

  async claimExpired(limit: number, door?: Door): Promise<Entry[]> {
    const taken = await this.#writes.add(({ db, now }) => this.#leases.claimExpired(db, { limit, now, door }));
    return taken.map(toEntry);
  }

  async prune(before: number): Promise<number> {
    await this.#writes.add(({ db, now }) => dropOldDrafts(db, now));
    for (let total = 0; ; ) {
      const gone = await this.#writes.add((work) => pruneSome(work, before));
      total += gone;
      if (gone < pruneAtOnce) return total;
    }
  }

  now(): Promise<number> {
    return this.#clock(this.#db);
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
  async #move(reference: string, what: (work: Work) => Omit<Change, 'now'>): Promise<boolean> {
    return this.#writes.add(async (work) => !!(await change(work, reference, { ...what(work), now: work.now })));
  }

  /** The same for what a person waits for. */
  async #moveUrgently(reference: string, what: (work: Work) => Omit<Change, 'now'>): Promise<boolean> {
    return this.#writes.urgently(async (work) => !!(await change(work, reference, { ...what(work), now: work.now })));
  }

  /** The lease is for telling the person. */
  #ended(outcome: Outcome, now: number): Partial<JournalRow> {
    const { state } = outcome;
    return { state, outcome: JSON.stringify(outcome), ended_at: now, ...this.#leases.fresh(now), ...noAttempts };
  }

  #rows() {
    return this.#db.selectFrom('journal').selectAll();
  }

  readonly #mine: Condition = (row) => row('lease_owner', '=', this.#leases.owner);

  #maker(now: number) {
    return { now, lease: this.#leases.fresh(now), patienceMs: this.#leaseMs };
  }
}
