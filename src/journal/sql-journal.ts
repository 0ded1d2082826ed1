import type { Work } from '../storage/group-commit.ts';
import { HeldLeases, noLease } from '../storage/leases.ts';
import type { Storage } from '../storage/storage.ts';
import { abandonApproval, awaiting, castVote, takeDue } from './approvals.ts';
import { countAttempt, markNotified, markUndeliverable } from './attempts.ts';
import { type Change, type Condition, change, placeMessage } from './change.ts';
import { readHistory } from './history.ts';
import type {
  Actor,
  ApprovalRequest,
  DoorKind,
  Entry,
  Intent,
  MessageAddress,
  MessagePurpose,
  Outcome,
  State,
  Vote,
} from './intent.ts';
import type { HistoryFilter, Journal, OutcomeIn } from './journal.ts';
import { claimExpired, renewLeases } from './leases.ts';
import { isItsTurn, writesAfter, writesTo } from './lines.ts';
import { pruneAtOnce, pruneSome } from './prune.ts';
import { insert, isHeld } from './record.ts';
import { asReference } from './reference.ts';
import { ended, finishing, toEntry } from './rows.ts';
import { summarise } from './summary.ts';
import { verifyChain } from './verify-chain.ts';

/** The journal on either database. Every change is a write of the storage, so no two callers can both win it. */
export class SqlJournal implements Journal {
  readonly #storage: Storage;
  readonly #held = new HeldLeases();

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  async record(intent: Intent, state: 'accepted' | 'proposed', subject?: string, does: 'read' | 'write' = 'write') {
    const { row, isNew } = await this.#storage.writeUrgently((work) =>
      insert(work, { intent, state, subject, does, lease: this.#lease(work) }),
    );
    return { entry: toEntry(row), isNew };
  }

  async confirm(reference: string): Promise<boolean> {
    return this.#move(
      reference,
      (work) => ({
        from: ['proposed'],
        set: {
          state: 'accepted',
          accepted_at: work.now,
          ended_at: null,
          place: work.ledger.nextSeq,
          ...this.#lease(work),
        },
        by: 'its actor',
      }),
      'urgently',
    );
  }

  async cancel(reference: string): Promise<boolean> {
    return this.#move(
      reference,
      ({ now }) => ({
        from: ['proposed'],
        set: { state: 'cancelled', ended_at: now, ...noLease },
        by: 'its actor',
      }),
      'urgently',
    );
  }

  async start(reference: string): Promise<boolean> {
    return this.#move(reference, (work) => ({
      from: ['accepted'],
      provided: (row) => row.and([row.or([this.#mine(row), row('lease_until', '<=', work.now)]), isItsTurn(row)]),
      set: { state: 'running', ...this.#lease(work) },
    }));
  }

  async placeInLine(reference: string): Promise<number | undefined> {
    const waiting = this.#rows().where('reference', '=', reference).where('state', '=', 'accepted').where(this.#mine);
    return (await waiting.executeTakeFirst())?.place;
  }

  async holds(reference: string): Promise<boolean> {
    return isHeld(this.#storage.db, reference, this.#storage.owner);
  }

  async keepSnapshot(reference: string, snapshot: Record<string, unknown>) {
    const set = { before: JSON.stringify(snapshot) };
    const isKept = await this.#move(reference, () => ({ from: ['running'], owner: this.#storage.owner, set }));
    return isKept ? ('kept' as const) : ('lost' as const);
  }

  async requestApproval(reference: string, approval: ApprovalRequest): Promise<boolean> {
    return this.#move(reference, (work) => ({
      from: ['accepted', 'running'],
      owner: this.#storage.owner,
      set: awaiting(approval, this.#maker(work)),
    }));
  }

  async vote(reference: string, vote: Vote, denied: OutcomeIn<'denied'>) {
    return this.#storage.writeUrgently((work) => castVote(work, { reference, vote, denied }, this.#maker(work)));
  }

  async abandonApproval(reference: string, outcome: OutcomeIn<'expired'>): Promise<Entry | undefined> {
    const row = await this.#storage.write((work) => abandonApproval(work, { reference, outcome }, this.#maker(work)));
    return row && toEntry(row);
  }

  async dueApprovals(doors: readonly DoorKind[], outcome: OutcomeIn<'expired'>) {
    return this.#storage.write((work) => takeDue(work, { doors, outcome }, this.#maker(work)));
  }

  async finish(
    reference: string,
    outcome: Outcome,
    notified?: { result?: MessageAddress | undefined },
  ): Promise<boolean> {
    const what = (work: Work) => {
      const lease = notified ? noLease : this.#lease(work);
      const set = ended(outcome, work.now, lease);
      return { ...finishing(outcome, this.#storage.owner), set, result: notified?.result };
    };
    // Who was notified waits for nothing any more.
    return this.#move(reference, what, notified ? 'lazily' : 'soon');
  }

  async resolve(reference: string, outcome: Outcome, by?: Actor): Promise<boolean> {
    const what = (work: Work) => ({
      from: ['unknown' as const],
      set: ended(outcome, work.now, this.#lease(work)),
      by,
    });
    // A person who says so waits for it.
    return this.#move(reference, what, by ? 'urgently' : 'soon');
  }

  async markNotified(reference: string, state: State, result?: MessageAddress): Promise<void> {
    await this.#storage.writeLazily((work) => markNotified(work, { reference, state, result }));
  }

  async countAttempt(reference: string, state: State): Promise<Entry | undefined> {
    const row = await this.#storage.write((work) => countAttempt(work, reference, state, this.#mine));
    return row && toEntry(row);
  }

  async markUndeliverable(reference: string, state: State): Promise<boolean> {
    const row = await this.#storage.write((work) => markUndeliverable(work, reference, state));
    return row !== undefined;
  }

  async placeMessage(reference: string, purpose: MessagePurpose, address: MessageAddress): Promise<void> {
    await this.#storage.write((work) => placeMessage(work, { reference, purpose, address }));
  }

  async find(reference: string): Promise<Entry | undefined> {
    const row = await this.#rows().where('reference', '=', asReference(reference)).executeTakeFirst();
    return row && toEntry(row);
  }

  async lastWrite(subject: string, before?: string): Promise<Entry | undefined> {
    const row = await writesTo(this.#storage.db, subject, before).limit(1).executeTakeFirst();
    return row && toEntry(row);
  }

  async newerWrites(reference: string): Promise<Entry[]> {
    return (await writesAfter(this.#storage.db, reference).execute()).map(toEntry);
  }

  async lastUndoOf(reference: string): Promise<Entry | undefined> {
    const row = await this.#rows().where('undoes', '=', reference).orderBy('place', 'desc').limit(1).executeTakeFirst();
    return row && toEntry(row);
  }

  async history(filter: HistoryFilter, page: { before?: string; limit: number }) {
    return readHistory(this.#storage.db, filter, page);
  }

  holdLease(reference: string): void {
    this.#held.hold(reference);
  }

  releaseLease(reference: string): void {
    this.#held.release(reference);
  }

  async renewLeases(): Promise<void> {
    await this.#storage.write((work) => renewLeases(work, this.#held, this.#lease(work)));
  }

  async claimExpired(limit: number, doors: readonly DoorKind[]): Promise<Entry[]> {
    const claimed = await this.#storage.write((work) => claimExpired(work, { limit, lease: this.#lease(work), doors }));
    return claimed.map(toEntry);
  }

  async prune(before: number): Promise<number> {
    for (let total = 0; ; ) {
      const gone = await this.#storage.write((work) => pruneSome(work, before));
      total += gone;
      if (gone < pruneAtOnce) return total;
    }
  }

  now(): Promise<number> {
    return this.#storage.now();
  }

  async verifyChain() {
    return verifyChain(this.#storage.db);
  }

  async summary() {
    return summarise(this.#storage.db);
  }

  /** Asks for the change when its transaction has begun, so that a lease counts from then, however long others kept it waiting. */
  async #move(
    reference: string,
    what: (work: Work) => Omit<Change, 'now'>,
    when: 'urgently' | 'soon' | 'lazily' = 'soon',
  ): Promise<boolean> {
    const write = async (work: Work) => !!(await change(work, reference, { ...what(work), now: work.now }));
    if (when === 'urgently') return this.#storage.writeUrgently(write);
    return when === 'lazily' ? this.#storage.writeLazily(write) : this.#storage.write(write);
  }

  #rows() {
    return this.#storage.db.selectFrom('journal').selectAll();
  }

  readonly #mine: Condition = (row) => row('lease_owner', '=', this.#storage.owner);

  #lease({ now }: Work) {
    return this.#storage.lease(now);
  }

  #maker(work: Work) {
    return { now: work.now, lease: this.#lease(work), patienceMs: this.#storage.leaseMs };
  }
}
