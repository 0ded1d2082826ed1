import type { ApprovalRequest, Entry, MessageAddress, Outcome } from '../journal/intent.ts';
import type { Confirmation, Operation } from '../operations/operation.ts';

/**
 * How a door reaches people. Every promise rejects when nobody could be reached; the engine then tries again later. The
 * engine decides when something is said, the door decides how.
 */
export interface Notifier {
  /** The result is taking longer than people like to wait. */
  working(entry: Entry): Promise<void>;
  /** Resolves with where the result stands, if it was posted anew and can be changed later. */
  finished(entry: Entry, operation: Operation, outcome: Outcome): Promise<MessageAddress | undefined>;
  /** Asks the person to confirm a proposed intent. */
  question(entry: Entry, operation: Operation, question: Confirmation): Promise<void>;
  /**
   * Tells the person that approvers are asked, and asks them. Resolves with why not, a sentence for the person, when the
   * approvers cannot be reached at all.
   */
  approvalRequested(entry: Entry, operation: Operation, approval: ApprovalRequest): Promise<string | undefined>;
  /** Shows the approvers what was decided so far. */
  approvalChanged(entry: Entry, operation: Operation): Promise<void>;
  /** Asks the approvers once more. */
  approvalReminder(entry: Entry, operation: Operation, approval: ApprovalRequest): Promise<void>;
}
