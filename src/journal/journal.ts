import type { Entry, Intent, Outcome } from '../intent.ts';

/** The durable record of every intent. All promises settle only after the change is on disk. */
export interface Journal {
  /**
   * Puts an intent on record, unique by its key. A second delivery of the same wish finds the first row:
   * `isNew` is then false and nothing changed.
   */
  record(intent: Intent, state: 'accepted' | 'proposed', subject?: string): Promise<{ entry: Entry; isNew: boolean }>;
  /** `proposed -> accepted`. False when it was not waiting for confirmation any more. */
  confirm(reference: string): Promise<boolean>;
  /** `accepted -> running`, taking the lease. False when somebody else has it or it is over: exactly one caller wins. */
  start(reference: string): Promise<boolean>;
  /** Sets the final state. Only from `running` (or `accepted`, for what was never started). False when already final. */
  finish(reference: string, outcome: Outcome): Promise<boolean>;
  /** The person has seen the final state. */
  markTold(reference: string): Promise<void>;
  find(reference: string): Promise<Entry | undefined>;
  /** The newest succeeded entry that touched this subject. */
  lastSent(subject: string): Promise<Entry | undefined>;
  /** Extends the leases of everything this process is running. */
  renewLeases(): Promise<void>;
  /**
   * What a dead process left, now leased to this one: entries still `accepted` or `running` whose lease ran out, and
   * finished ones nobody was told about. At most `limit`, oldest first. Two callers never get the same entry.
   */
  takeOver(limit: number): Promise<Entry[]>;
  /** Deletes entries that ended before the given time, in small batches. Returns how many. */
  prune(before: number): Promise<number>;
  /** Resolves when the database answers, rejects otherwise. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
