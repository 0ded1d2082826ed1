import type { Kysely } from 'kysely';
import type { JournalRow, Tables } from './schema.ts';

/** The record of changes that every transaction opens, under a lock, and saves before its commit. */
export interface Ledger {
  /** The number that the next appended row carries as its `event_seq`. */
  readonly nextSeq: number;
  /** Appends a changed row. `by`: the person who changed it; absent: the bot. */
  append(row: JournalRow, now: number, by?: { id: string; team: string }): void;
  /** Appends a pruning event: the cut-off time and the hash of the last deleted event, if any was deleted. */
  appendPruning(db: Kysely<Tables>, before: number, lastGone?: string): Promise<void>;
  save(db: Kysely<Tables>): Promise<void>;
}

/** Locks out the writes of all other processes until the transaction ends. */
export type OpenLedger = (db: Kysely<Tables>) => Promise<Ledger>;
