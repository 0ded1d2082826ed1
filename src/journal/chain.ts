import { hash } from 'node:crypto';
import { type InsertResult, type Kysely, PostgresAdapter, type UpdateResult } from 'kysely';
import type { Ledger } from '../storage/ledger.ts';
import { type ChainRow, type EventRow, isPruning, type JournalRow, type Tables } from '../storage/schema.ts';
import { statement } from '../storage/statement.ts';
import type { Actor } from './intent.ts';

/** The hash before the first event. */
export const genesis = '';

/**
 * Every column that only changes with an event. The lease, the messages, the due time and the place in line are left
 * out.
 */
const covered = [
  'reference',
  'key',
  'operation',
  'vendor',
  'resource',
  'input',
  'actor_id',
  'actor_team',
  'origin',
  'subject',
  'undoes',
  'state',
  'outcome',
  'approval',
  'votes',
  'before',
  'accepted_at',
  'ended_at',
] as const satisfies (keyof JournalRow)[];

const sha256 = (parts: unknown[]): string => hash('sha256', JSON.stringify(parts), 'hex');

/** Empty columns do not count, so that a column added later changes no digest of before. */
export const digestOf = (row: JournalRow): string =>
  sha256(covered.flatMap((name) => (row[name] === null ? [] : [name, row[name]])));

export const hashOf = ({ seq, reference, state, at, actor, digest }: Omit<EventRow, 'hash'>, before: string): string =>
  sha256([before, seq, reference, state, at, actor, digest]);

/** The hash before the first remaining event: that of the last deleted one. */
async function anchorOf(db: Kysely<Tables>): Promise<string> {
  const pruning = await newestPruning(db).executeTakeFirst();
  return pruning?.digest ?? genesis;
}

export const newestPruning = (db: Kysely<Tables>) =>
  db.selectFrom('journal_event').select('digest').where(isPruning).orderBy('seq', 'desc').limit(1);

/** Parameters of one statement are limited, and an event has seven. */
const insertAtOnce = 500;

type Head = Pick<ChainRow, 'seq' | 'hash'>;

/** On SQLite whoever may write at all is alone already. */
const readHead = statement<object, Head>((db) =>
  db
    .selectFrom('journal_chain')
    .select(['seq', 'hash'])
    .$if(db.getExecutor().adapter instanceof PostgresAdapter, (query) => query.forUpdate()),
);

const setHead = statement<Head, UpdateResult>((db, [head]) => db.updateTable('journal_chain').set(head));

/** So many events make one statement of a kind that is kept. */
const FEW = 20;
const insertFew = statement<EventRow, InsertResult>((db, events) => db.insertInto('journal_event').values(events));
const insertMany = (db: Kysely<Tables>, events: readonly EventRow[]) =>
  db.insertInto('journal_event').values(events).execute();

/** The end of the chain, for one transaction. Nobody else can write meanwhile. */
export class Chain implements Ledger {
  #head: Head;
  readonly #events: EventRow[] = [];

  private constructor(head: Head) {
    this.#head = head;
  }

  /** Waits until nobody else is writing, and keeps them waiting until the transaction ends. */
  static async lock(db: Kysely<Tables>): Promise<Chain> {
    const [head] = await readHead(db, [{}]);
    if (!head) throw new Error('The chain has no end. Its table must have one row.');
    return new Chain(head);
  }

  /** The `event_seq` for the row that is appended next. */
  get nextSeq(): number {
    return this.#head.seq + 1;
  }

  /** Puts the row as it is now on the chain. `by`: the person who changed it; absent: the bot. */
  append(row: JournalRow, now: number, by?: Actor): void {
    this.#add({
      reference: row.reference,
      state: row.state,
      // Pruning goes by the time of the end, so the last event of an entry must have that time.
      at: row.ended_at ?? now,
      actor: by ? `${by.team}/${by.id}` : null,
      digest: digestOf(row),
    });
  }

  /** Appends a pruning event: the cut-off time and the hash of the last deleted event. */
  async appendPruning(db: Kysely<Tables>, before: number, lastGone?: string): Promise<void> {
    const digest = lastGone ?? this.#events.findLast(({ state }) => state === 'pruned')?.digest ?? (await anchorOf(db));
    this.#add({ reference: '', state: 'pruned', at: before, actor: null, digest });
  }

  /** Writes what was appended. */
  async save(db: Kysely<Tables>): Promise<void> {
    if (this.#events.length === 0) return;
    for (let from = 0; from < this.#events.length; from += insertAtOnce) {
      const [first, ...others] = this.#events.slice(from, from + insertAtOnce);
      if (first) await (others.length < FEW ? insertFew : insertMany)(db, [first, ...others]);
    }
    await setHead(db, [this.#head]);
  }

  #add(event: Omit<EventRow, 'seq' | 'hash'>): void {
    const numbered = { seq: this.nextSeq, ...event };
    const whole = { ...numbered, hash: hashOf(numbered, this.#head.hash) };
    this.#events.push(whole);
    this.#head = { seq: whole.seq, hash: whole.hash };
  }
}
