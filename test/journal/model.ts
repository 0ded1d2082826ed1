// Long on purpose: the whole contract of the journal once more, in over 300 lines that are read side by side.
import type { ApprovalRequest, Entry, Intent, Outcome, State, Vote } from '../../src/journal/intent.ts';
import type { HistoryFilter } from '../../src/journal/journal.ts';

interface Row {
  entry: Entry;
  isNotified: boolean;
  owner?: string;
  leaseUntil?: number;
  endedAt?: number;
  /** Its place in line, newer ones higher. */
  place: number;
  /** When the approvers were last asked or reminded. */
  lookedAtUntil?: number;
  reminded?: boolean;
}

/** As the journal gives it back. */
const shown = ({ entry, endedAt }: Row): Entry =>
  entry.outcome && endedAt !== undefined ? { ...entry, endedAt } : entry;

const oneMoreAttempt = (entry: Entry): Entry => ({ ...entry, attempts: (entry.attempts ?? 0) + 1 });
const withoutAttempts = ({ claims: _, attempts: __, undeliverableAt: ___, ...entry }: Entry): Entry => entry;

/** What the journal promises, said again in the plainest way: rows in memory, in the order they came. */
export class ModelJournal {
  readonly rows: Row[] = [];
  readonly leaseMs: number;
  /** Once for each caller that holds it. */
  readonly #held: string[] = [];
  now = 0;
  #places = 0;

  constructor(leaseMs: number) {
    this.leaseMs = leaseMs;
  }

  /** `reference` is the one the journal under test has drawn, if it recorded something. */
  record(owner: string, intent: Intent, state: 'accepted' | 'proposed', reference: string, subject?: string): boolean {
    if (this.rows.some(({ entry }) => entry.key === intent.key)) return false;
    const row: Row = {
      entry: { ...intent, reference, state, acceptedAt: this.now, ...(subject && { subject }) },
      isNotified: false,
      place: ++this.#places,
    };
    if (state === 'proposed') row.endedAt = this.now;
    this.#lease(row, owner);
    this.rows.push(row);
    return true;
  }

  confirm(owner: string, reference: string): boolean {
    const row = this.#row(reference, 'proposed');
    if (!row) return false;
    row.entry = { ...row.entry, state: 'accepted', acceptedAt: this.now };
    row.isNotified = false;
    delete row.endedAt;
    row.isNotified = false;
    row.place = ++this.#places;
    this.#lease(row, owner);
    return true;
  }

  cancel(reference: string): boolean {
    const row = this.#row(reference, 'proposed');
    if (!row) return false;
    row.entry = { ...row.entry, state: 'cancelled' };
    delete row.leaseUntil;
    row.endedAt = this.now;
    delete row.leaseUntil;
    return true;
  }

  start(owner: string, reference: string): boolean {
    const row = this.#row(reference, 'accepted');
    if (!row || (row.owner !== owner && !this.#isDue(row))) return false;
    const isBehind = this.#inLine(row).some(
      (other) => other.entry.state === 'running' || (other.entry.state === 'accepted' && other.place < row.place),
    );
    if (isBehind) return false;
    row.entry = { ...row.entry, state: 'running' };
    this.#lease(row, owner);
    return true;
  }

  finish(owner: string, reference: string, outcome: Outcome, isNotified: boolean): boolean {
    const isDone = outcome.state === 'succeeded';
    const row = this.#row(reference, 'accepted', 'running', ...(isDone ? [] : (['proposed'] as const)));
    if (!row || (!isDone && row.owner !== owner)) return false;
    row.isNotified = isNotified;
    row.entry = withoutAttempts({ ...row.entry, state: outcome.state, outcome });
    row.endedAt = this.now;
    this.#lease(row, owner);
    return true;
  }

  placeInLine(owner: string, reference: string): boolean {
    return this.#row(reference, 'accepted')?.owner === owner;
  }

  holds(owner: string, reference: string): boolean {
    return this.#row(reference, 'accepted', 'running')?.owner === owner;
  }

  keepSnapshot(owner: string, reference: string, before: Record<string, unknown>): 'kept' | 'lost' {
    const row = this.#row(reference, 'running');
    if (row?.owner !== owner) return 'lost';
    row.entry = { ...row.entry, before };
    return 'kept';
  }

  requestApproval(owner: string, reference: string, approval: ApprovalRequest): boolean {
    const row = this.#row(reference, 'accepted', 'running');
    if (row?.owner !== owner) return false;
    row.entry = { ...row.entry, state: 'awaiting_approval', approval, votes: [] };
    delete row.leaseUntil;
    row.lookedAtUntil = this.now + this.leaseMs;
    row.reminded = false;
    return true;
  }

  /** Undefined when nobody was asked. */
  vote(owner: string, reference: string, vote: Vote, denied: Outcome): string | undefined {
    const row = this.rows.find(({ entry }) => entry.reference === reference);
    const { approval, votes = [] } = row?.entry ?? {};
    if (!row || !approval) return undefined;
    if (row.entry.state !== 'awaiting_approval' || this.now >= approval.expiresAt) return 'over';
    if (votes.some(({ actor }) => actor.id === vote.actor.id)) return 'already';
    row.entry = { ...row.entry, votes: [...votes, vote] };
    if (!vote.approve) {
      this.#end(owner, row, denied);
      return 'denied';
    }
    if (votes.length + 1 < approval.needed) return 'counted';
    row.entry = withoutAttempts({ ...row.entry, state: 'accepted' });
    row.place = ++this.#places;
    this.#lease(row, owner);
    return 'accepted';
  }

  dueApprovals(owner: string, outcome: Outcome): { expired: string[]; reminders: string[]; unasked: string[] } {
    const lists = { expired: [] as string[], reminders: [] as string[], unasked: [] as string[] };
    for (const row of this.rows) {
      const { reference, state, approval, messages } = row.entry;
      if (state !== 'awaiting_approval' || !approval) continue;
      if (approval.expiresAt <= this.now) {
        this.#end(owner, row, outcome);
        lists.expired.push(reference);
      } else if ((row.lookedAtUntil ?? 0) > this.now) {
      } else if (!messages?.approval) {
        row.lookedAtUntil = this.now + this.leaseMs;
        lists.unasked.push(reference);
      } else if (approval.remindAt !== undefined && approval.remindAt <= this.now && !row.reminded) {
        row.reminded = true;
        lists.reminders.push(reference);
      }
    }
    return lists;
  }

  resolve(owner: string, reference: string, outcome: Outcome): boolean {
    const row = this.#row(reference, 'unknown');
    if (!row) return false;
    row.entry = withoutAttempts({ ...row.entry, state: outcome.state, outcome });
    row.endedAt = this.now;
    row.isNotified = false;
    this.#lease(row, owner);
    return true;
  }

  placeMessage(reference: string, purpose: 'result' | 'approval', address: { channel: string; ts: string }): void {
    const row = this.rows.find(({ entry }) => entry.reference === reference);
    if (row) row.entry = { ...row.entry, messages: { ...row.entry.messages, [purpose]: address } };
  }

  lastUndoOf(reference: string): Entry | undefined {
    const [newest] = this.rows.filter(({ entry }) => entry.undoes === reference).sort((a, b) => b.place - a.place);
    return newest && shown(newest);
  }

  history({ state, subject }: HistoryFilter): Entry[] {
    return this.rows
      .map(shown)
      .filter((entry) => (state ?? entry.state) === entry.state && (subject ?? entry.subject) === entry.subject)
      .sort((a, b) => b.acceptedAt - a.acceptedAt || (a.reference < b.reference ? 1 : -1));
  }

  markNotified(reference: string, state: State): void {
    const row = this.#row(reference, state);
    if (row) row.isNotified = true;
  }

  countAttempt(owner: string, reference: string, state: State): Entry | undefined {
    const row = this.#row(reference, state);
    if (!row || row.owner !== owner || row.isNotified) return undefined;
    row.entry = oneMoreAttempt(row.entry);
    return shown(row);
  }

  markUndeliverable(reference: string, state: State): boolean {
    const row = this.#row(reference, state);
    if (!row || row.entry.undeliverableAt !== undefined) return false;
    row.entry = { ...row.entry, undeliverableAt: this.now };
    row.isNotified = true;
    return true;
  }

  abandonApproval(owner: string, reference: string, outcome: Outcome): boolean {
    const row = this.#row(reference, 'awaiting_approval');
    if (row) this.#end(owner, row, outcome);
    return row !== undefined;
  }

  find(reference: string): Entry | undefined {
    const row = this.rows.find(({ entry }) => entry.reference === reference);
    return row && shown(row);
  }

  lastWrite(subject: string): Entry | undefined {
    const [last] = this.#writes().filter(({ entry }) => entry.subject === subject);
    return last && shown(last);
  }

  newerWrites(reference: string): Entry[] {
    const own = this.rows.find(({ entry }) => entry.reference === reference);
    if (!own) return [];
    const others = new Set(this.#inLine(own));
    const newer = this.#writes().filter((row) => others.has(row) && row.place > own.place);
    return newer.filter(({ entry }) => entry.undoes !== reference).map(shown);
  }

  holdLease(owner: string, reference: string): void {
    this.#held.push(`${owner} ${reference}`);
  }

  releaseLease(owner: string, reference: string): void {
    const first = this.#held.indexOf(`${owner} ${reference}`);
    if (first >= 0) this.#held.splice(first, 1);
  }

  renewLeases(owner: string): void {
    for (const row of this.rows) {
      const isHeld = this.#held.includes(`${owner} ${row.entry.reference}`);
      if (row.owner === owner && row.leaseUntil !== undefined && isHeld) this.#lease(row, owner);
    }
  }

  /** When each due entry was accepted, oldest first. */
  due(): number[] {
    const times = this.rows.filter((row) => this.#isDue(row)).map(({ entry }) => entry.acceptedAt);
    return times.sort((a, b) => a - b);
  }

  take(owner: string, reference: string): boolean {
    const row = this.rows.find(({ entry }) => entry.reference === reference);
    if (!row || !this.#isDue(row)) return false;
    row.entry = { ...row.entry, claims: (row.entry.claims ?? 0) + 1 };
    this.#lease(row, owner);
    return true;
  }

  prune(before: number): number {
    const gone = this.rows.filter(({ endedAt }) => endedAt !== undefined && endedAt < before);
    for (const row of gone) this.rows.splice(this.rows.indexOf(row), 1);
    return gone.length;
  }

  /** The others with the same subject. */
  #inLine(row: Row): Row[] {
    const { subject } = row.entry;
    return subject === undefined ? [] : this.rows.filter((other) => other !== row && other.entry.subject === subject);
  }

  /** What was done, may have been or may still be, newest first. */
  #writes(): Row[] {
    return this.rows
      .filter(
        ({ entry: { state, outcome } }) =>
          ['accepted', 'running', 'succeeded', 'unknown'].includes(state) || outcome?.failure?.maybeDone,
      )
      .sort((a, b) => b.place - a.place);
  }

  #row(reference: string, ...states: State[]): Row | undefined {
    return this.rows.find(({ entry }) => entry.reference === reference && states.includes(entry.state));
  }

  #end(owner: string, row: Row, outcome: Outcome): void {
    row.entry = withoutAttempts({ ...row.entry, state: outcome.state, outcome });
    row.endedAt = this.now;
    this.#lease(row, owner);
  }

  #isDue({ isNotified, leaseUntil }: Row): boolean {
    return !isNotified && leaseUntil !== undefined && leaseUntil <= this.now;
  }

  #lease(row: Row, owner: string): void {
    row.owner = owner;
    row.leaseUntil = this.now + this.leaseMs;
  }
}
