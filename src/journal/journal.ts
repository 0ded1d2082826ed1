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

/**
 * The durable record of every intent. Promises settle only after the change is on disk. Inputs, outcomes and snapshots
 * are stored as given and must hold no secrets. The journal has no sentences for people: the caller that ends an entry
 * brings its outcome.
 */
export interface Journal {
  /**
   * Puts an intent on record, unique by its key. A second delivery of the same intent finds the first row:
   * `isNew` is then false and nothing changed. Writes with the same subject stand in one line, reads in none. A proposal
   * is leased until `markNotified(reference, 'proposed')` says that its person was asked.
   */
  record(
    intent: Intent,
    state: 'accepted' | 'proposed',
    subject?: string,
    does?: 'read' | 'write',
  ): Promise<{ entry: Entry; isNew: boolean }>;
  /** `proposed -> accepted`. False when it was not waiting for confirmation any more. */
  confirm(reference: string): Promise<boolean>;
  /** `proposed -> cancelled`. False when it was not waiting for confirmation any more. */
  cancel(reference: string): Promise<boolean>;
  /**
   * `accepted -> running`, taking the lease. Exactly one caller wins: false when another process has it or it is over.
   * Also false while another write to the same record is running, or an earlier one waits: see `placeInLine`.
   */
  start(reference: string): Promise<boolean>;
  /** Its place in line (lower is earlier). Undefined unless it is accepted and leased to this process. */
  placeInLine(reference: string): Promise<number | undefined>;
  /** True if the entry is under way and leased to this process. False: another process may be working on it. */
  holds(reference: string): Promise<boolean>;
  /** Keeps the snapshot before the write. `lost`: the entry no longer runs here. Send the write only after `kept`. */
  keepSnapshot(reference: string, snapshot: Record<string, unknown>): Promise<'kept' | 'lost'>;
  /**
   * `running -> awaiting_approval`, or from `accepted` for a read. No lease: nobody claims it. Votes from an earlier
   * request do not count. False when the entry is not under way here any more.
   */
  requestApproval(reference: string, approval: ApprovalRequest): Promise<boolean>;
  /**
   * Counts one person's vote; the caller judges whether the person may vote. With the last approval needed
   * `awaiting_approval -> accepted`, leased to the caller, who starts it; with any denial `-> denied`, leased to the
   * caller, who notifies. `denied`: the outcome in that case. Of any number of simultaneous voters exactly one gets
   * `accepted` or `denied`. Rejects when no approval was ever asked for.
   */
  vote(reference: string, vote: Vote, denied: OutcomeIn<'denied'>): Promise<VoteResult>;
  /**
   * `awaiting_approval -> expired` when the approvers cannot be asked; leased to the caller, who notifies. Undefined
   * when it no longer awaits approval.
   */
  abandonApproval(reference: string, outcome: OutcomeIn<'expired'>): Promise<Entry | undefined>;
  /**
   * `awaiting_approval -> expired` with this outcome for entries that nobody approved in time. Also returns the entries
   * whose approvers must be asked or reminded now. Only entries that came in by one of `doors`.
   */
  dueApprovals(doors: readonly DoorKind[], expired: OutcomeIn<'expired'>): Promise<DueApprovals>;
  /**
   * Sets the final state of an entry that is `running`, or `accepted` or `proposed` if it never ran (a success cannot
   * follow `proposed`). A success needs no lease; every other outcome does, because another process may be working on
   * the entry. False when these conditions do not hold. `notified`: the person knows it already, which is recorded in
   * the same write, with the address of the message.
   */
  finish(reference: string, outcome: Outcome, notified?: { result?: MessageAddress | undefined }): Promise<boolean>;
  /**
   * `unknown ->` the outcome that was found out; leased to the caller, who notifies. `by`: the person who found it out.
   * False when it is no longer unknown.
   */
  resolve(reference: string, outcome: Outcome, by?: Actor): Promise<boolean>;
  /**
   * Records that the person was notified of this final state, or asked to confirm (`proposed`). If the state changed
   * meanwhile, the newer one must still be notified. `result`: the address of the message.
   */
  markNotified(reference: string, state: State, result?: MessageAddress): Promise<void>;
  /** Counts one failed attempt to notify the person of this final state. Undefined when the lease or the state was lost. */
  countAttempt(reference: string, state: State): Promise<Entry | undefined>;
  /**
   * Records that the person cannot be notified of this final state: nobody tries again, and the history shows it. False
   * when it is not in this state, or was marked already.
   */
  markUndeliverable(reference: string, state: State): Promise<boolean>;
  /** Remembers where a message stands, in place of an earlier one for the same purpose. */
  placeMessage(reference: string, purpose: MessagePurpose, address: MessageAddress): Promise<void>;
  find(reference: string): Promise<Entry | undefined>;
  /**
   * The newest write to this record, by its place in line, that was done, may have been done or is under way. The
   * record is known to have its values only if it succeeded. `before`: only writes before this entry.
   */
  lastWrite(subject: string, before?: string): Promise<Entry | undefined>;
  /**
   * The later writes to the same record that were done, may have been done or are under way, newest first; without the
   * undos of this entry. Sending this entry again would overwrite them.
   */
  newerWrites(reference: string): Promise<Entry[]>;
  /** The newest undo of this entry, in any state. */
  lastUndoOf(reference: string): Promise<Entry | undefined>;
  /** Entries newest first, at most `limit`; `before` is the `next` of the page before. Rejects on any other cursor. */
  history(filter: HistoryFilter, page: { before?: string; limit: number }): Promise<HistoryPage>;
  /** Renews the lease of this entry until each caller has called `releaseLease`. */
  holdLease(reference: string): void;
  /** Stops renewing it: if anything is still owed, the lease expires and the entry is claimed. */
  releaseLease(reference: string): void;
  /** Extends all leases that are held here. */
  renewLeases(): Promise<void>;
  /**
   * Claims the entries of dead processes for this one: proposals whose person was not asked, `accepted` or `running`
   * ones whose lease expired, and finished ones whose person was not notified. At most `limit`, oldest first. Two
   * callers never get the same entry. `doors`: only entries that came in by one of them, because this process can reach
   * no other people.
   */
  claimExpired(limit: number, doors: readonly DoorKind[]): Promise<Entry[]>;
  /** Deletes entries that ended before the given time, in small batches. Returns how many. */
  prune(before: number): Promise<number>;
  /** Checks that only the journal itself has changed it. Reads everything, in batches; others may write meanwhile. */
  verifyChain(): Promise<ChainReport>;
  /** How many entries are in each state, and the oldest that the bot still owes something. Reads everything. */
  summary(): Promise<Summary>;
  /** The time that all times here come from: that of PostgreSQL, or of this machine. */
  now(): Promise<number>;
}

/** An outcome whose state is known beforehand. */
export type OutcomeIn<S extends Outcome['state']> = Outcome & { state: S };

export interface VoteResult {
  /** `already`: this person voted before. `over`: it was approved, denied or not approved in time before this vote. */
  result: 'counted' | 'accepted' | 'denied' | 'already' | 'over';
  /** The entry after the vote, with all votes that count. */
  entry: Entry;
}

export interface DueApprovals {
  /** Expired entries, leased to the caller, who notifies. */
  expired: Entry[];
  /** Entries due for their reminder; each is handed out once. */
  reminders: Entry[];
  /**
   * Entries whose approval was requested one lease ago and whose approvers got no message: the process died or could
   * not ask. The caller asks; they are handed out again until a message is placed.
   */
  unasked: Entry[];
}

/** Conditions that must all hold. Times are milliseconds since 1970 and mean the acceptance. */
export interface HistoryFilter {
  /** Id of a person. */
  actor?: string;
  /** An id, or all of a resource or vendor: `pmp.lead.*`, `pmp.*`. */
  operation?: string;
  vendor?: string;
  state?: State;
  /** At this time or later. */
  since?: number;
  /** Before this time. */
  until?: number;
  subject?: string;
  /** Only those whose person could not be notified. */
  undeliverable?: true;
}

export interface HistoryPage {
  entries: Entry[];
  /** Where the next page begins. Absent: this was the last. */
  next?: string;
}

export interface ChainReport {
  /** How many changes were read. */
  checked: number;
  /** The newest change. Whoever keeps a copy elsewhere can see if the whole chain was rewritten. */
  head: { seq: number; hash: string };
  /** The first error. `seq` 0: it is on no event. `reference` empty: it concerns no single entry. */
  broken?: { seq: number; reference: string; why: string };
}

export interface Summary {
  states: Partial<Record<State, number>>;
  oldestUnsettled?: Entry;
  /** How many ended without their person being notified, and the newest of them. */
  undeliverable?: { count: number; newest: Entry };
}
