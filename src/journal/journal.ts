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
 * The durable record of every intent. All promises settle only after the change is on disk. Inputs, outcomes and
 * snapshots are stored as given: what is secret must not be in them. The journal words nothing for people: whoever ends
 * an entry brings its outcome.
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
   * `accepted -> running`, taking the lease. False when somebody else has it or it is over: exactly one caller wins. Also
   * false while another write to the same record is running, or one that was accepted earlier waits: see `placeInLine`.
   */
  start(reference: string): Promise<boolean>;
  /** The number of its place in line, the lower the earlier, while it is accepted and leased to this process. */
  placeInLine(reference: string): Promise<number | undefined>;
  /** Whether the entry is under way and this process has its lease. False: another process may be at work on it. */
  holds(reference: string): Promise<boolean>;
  /** Keeps the record as it is before the write. `lost`: the entry is not running here any more. Write only after `kept`. */
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
   * `awaiting_approval -> expired` for what nobody can be asked to approve; leased to the caller, who notifies. Undefined
   * when it is not awaiting approval any more.
   */
  abandonApproval(reference: string, outcome: OutcomeIn<'expired'>): Promise<Entry | undefined>;
  /**
   * `awaiting_approval -> expired` with this outcome for what nobody approved in time; and what else awaiting approval
   * needs by now. Only what came in by one of `doors`.
   */
  dueApprovals(doors: readonly DoorKind[], expired: OutcomeIn<'expired'>): Promise<DueApprovals>;
  /**
   * Sets the final state. Only from `running`; or from `accepted`, or but for a success `proposed`, for what never ran.
   * A success needs no lease; every other outcome does, since another process may be at work on it by now. False when it
   * is not so. `notified`: the person was notified before, which costs no write of its own then; and where the message
   * stands, if anywhere.
   */
  finish(reference: string, outcome: Outcome, notified?: { result?: MessageAddress | undefined }): Promise<boolean>;
  /**
   * `unknown ->` the outcome that was found out, leased to the caller, who notifies. `by`: the person who says so. False
   * when it is not unknown any more.
   */
  resolve(reference: string, outcome: Outcome, by?: Actor): Promise<boolean>;
  /**
   * The person was notified of this final state, or asked (`proposed`); if it changed meanwhile, that is still owed.
   * `result`: where the message stands, if anywhere.
   */
  markNotified(reference: string, state: State, result?: MessageAddress): Promise<void>;
  /** Counts one failed attempt to notify the person of this final state. Undefined when the lease or the state was lost. */
  countAttempt(reference: string, state: State): Promise<Entry | undefined>;
  /**
   * The person cannot be notified of this final state: nobody tries again, and history says so. False when it is not in
   * this state, or was marked already.
   */
  markUndeliverable(reference: string, state: State): Promise<boolean>;
  /** Remembers where a message stands, in place of an earlier one for the same purpose. */
  placeMessage(reference: string, purpose: MessagePurpose, address: MessageAddress): Promise<void>;
  find(reference: string): Promise<Entry | undefined>;
  /**
   * The newest write to this record that was done, may have been done or is still under way, by its place in line. Only
   * if it succeeded, the record is known to have its values. `before`: only those before this entry.
   */
  lastWrite(subject: string, before?: string): Promise<Entry | undefined>;
  /**
   * Writes to the same record, newest first, that came after this entry and were done, may have been done or are still
   * under way; but for those that take it back. To send this entry again would overwrite them.
   */
  newerWrites(reference: string): Promise<Entry[]>;
  /** The newest entry that was to take this one back, in whatever state. */
  lastUndoOf(reference: string): Promise<Entry | undefined>;
  /** Entries newest first, at most `limit`; `before` is the `next` of the page before. Rejects on any other cursor. */
  history(filter: HistoryFilter, page: { before?: string; limit: number }): Promise<HistoryPage>;
  /** Renews the lease of this entry until `releaseLease`, once for each caller. */
  holdLease(reference: string): void;
  /** Renews it no more: if something is still owed, the lease expires and the entry is claimed. */
  releaseLease(reference: string): void;
  /** Extends all leases that are held here. */
  renewLeases(): Promise<void>;
  /**
   * What a dead process left, now leased to this one: proposals whose person was not asked, entries still `accepted` or
   * `running` whose lease ran out, and finished ones whose person was not notified. At most `limit`, oldest first. Two callers never get the same entry.
   * `doors`: only what came in by one of them, because this process can reach nobody else.
   */
  claimExpired(limit: number, doors: readonly DoorKind[]): Promise<Entry[]>;
  /** Deletes entries that ended before the given time, in small batches. Returns how many. */
  prune(before: number): Promise<number>;
  /** Checks that nobody but the journal has changed it. Reads everything, in batches; others may go on writing. */
  verifyChain(): Promise<ChainReport>;
  /** How many entries are in each state, and the oldest that the bot still owes something. Reads everything. */
  summary(): Promise<Summary>;
  /** The journal's time, by which everything here is reckoned: that of PostgreSQL, or of this machine. */
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
  /** Leased to the caller, who notifies. */
  expired: Entry[];
  /** Due for their reminder; each is handed out once. */
  reminders: Entry[];
  /**
   * Approval was requested a lease's time ago, and no message for it was placed: the process died or could not ask. The
   * caller asks; until a message is placed, they are handed out again and again.
   */
  unasked: Entry[];
}

/** All that is given must hold. Times are milliseconds since 1970, of acceptance. */
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
  /** The newest change: noted down elsewhere, it shows whether even the whole chain was written anew. */
  head: { seq: number; hash: string };
  /** The first thing that is wrong. `seq` 0: it is on no event. `reference` empty: it concerns no one entry. */
  broken?: { seq: number; reference: string; why: string };
}

export interface Summary {
  states: Partial<Record<State, number>>;
  oldestUnsettled?: Entry;
  /** How many ended without their person being notified, and the newest of them. */
  undeliverable?: { count: number; newest: Entry };
}
