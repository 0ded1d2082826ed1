import type { Entry, Intent, Outcome, State } from '../../src/intent.ts';

interface Row {
  entry: Entry;
  told: boolean;
  owner?: string;
  leaseUntil?: number;
  endedAt?: number;
}

/** What the journal promises, said again in the plainest way: rows in memory, in the order they came. */
export class ModelJournal {
  readonly rows: Row[] = [];
  readonly leaseMs: number;
  now = 0;

  constructor(leaseMs: number) {
    this.leaseMs = leaseMs;
  }

  /** `reference` is the one the journal under test has drawn, if it recorded something. */
  record(owner: string, intent: Intent, state: 'accepted' | 'proposed', reference: string, subject?: string): boolean {
    if (this.rows.some(({ entry }) => entry.key === intent.key)) return false;
    const row: Row = {
      entry: { ...intent, reference, state, acceptedAt: this.now, ...(subject && { subject }) },
      told: false,
    };
    if (state === 'proposed') row.endedAt = this.now;
    else this.#lease(row, owner);
    this.rows.push(row);
    return true;
  }

  confirm(owner: string, reference: string): boolean {
    const row = this.#row(reference, 'proposed');
    if (!row) return false;
    row.entry = { ...row.entry, state: 'accepted', acceptedAt: this.now };
    delete row.endedAt;
    this.#lease(row, owner);
    return true;
  }

  start(owner: string, reference: string): boolean {
    const row = this.#row(reference, 'accepted');
    if (!row || (row.owner !== owner && !this.#isDue(row))) return false;
    row.entry = { ...row.entry, state: 'running' };
    this.#lease(row, owner);
    return true;
  }

  finish(owner: string, reference: string, outcome: Outcome): boolean {
    const row = this.#row(reference, 'accepted', 'running');
    if (!row) return false;
    row.entry = { ...row.entry, state: outcome.state, outcome };
    row.endedAt = this.now;
    this.#lease(row, owner);
    return true;
  }

  markTold(reference: string): void {
    const row = this.rows.find(({ entry }) => entry.reference === reference && entry.outcome);
    if (row) row.told = true;
  }

  find(reference: string): Entry | undefined {
    return this.rows.find(({ entry }) => entry.reference === reference)?.entry;
  }

  /** All that could be the answer: entries that ended in the same millisecond are equally new. */
  lastSent(subject: string): Entry[] {
    const sent = this.rows.filter(({ entry }) => entry.subject === subject && entry.state === 'succeeded');
    const newest = Math.max(...sent.map(({ endedAt }) => endedAt ?? 0));
    return sent.filter(({ endedAt }) => endedAt === newest).map(({ entry }) => entry);
  }

  renewLeases(owner: string): void {
    for (const row of this.rows) {
      if (row.owner === owner && (row.entry.state === 'accepted' || row.entry.state === 'running'))
        this.#lease(row, owner);
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
    this.#lease(row, owner);
    return true;
  }

  prune(before: number): number {
    const gone = this.rows.filter(({ endedAt }) => endedAt !== undefined && endedAt < before);
    for (const row of gone) this.rows.splice(this.rows.indexOf(row), 1);
    return gone.length;
  }

  #row(reference: string, ...states: State[]): Row | undefined {
    return this.rows.find(({ entry }) => entry.reference === reference && states.includes(entry.state));
  }

  #isDue({ entry, told, leaseUntil }: Row): boolean {
    return entry.state !== 'proposed' && !told && leaseUntil !== undefined && leaseUntil <= this.now;
  }

  #lease(row: Row, owner: string): void {
    row.owner = owner;
    row.leaseUntil = this.now + this.leaseMs;
  }
}
