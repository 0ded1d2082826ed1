import { OperationError } from '../errors.ts';
import type { ApprovalRequest, Entry, Outcome } from '../journal/intent.ts';
import type { Journal } from '../journal/journal.ts';
import type { Operation } from '../operations/operation.ts';
import type { ApprovalRule, Policy } from '../policy/policy.ts';
import type { Clients } from '../vendors/clients.ts';
import type { Doors } from './doors.ts';
import type { Finish } from './finish.ts';
import { approversUnreachable } from './outcomes.ts';
import { type Preview, previewFor } from './preview.ts';

const MINUTE_MS = 60_000;

const requestFrom = (rule: ApprovalRule, ahead: Preview, now: number): ApprovalRequest => ({
  ...ahead,
  users: [...rule.users],
  groups: [...rule.groups],
  needed: rule.needed,
  askedIn: rule.channel,
  expiresAt: now + rule.expiresMinutes * MINUTE_MS,
  ...(rule.reminderMinutes === undefined ? {} : { remindAt: now + rule.reminderMinutes * MINUTE_MS }),
});

const isApproved = ({ approval, votes = [] }: Entry): boolean =>
  approval !== undefined && votes.filter(({ approve }) => approve).length >= approval.needed;

export interface ApprovalRequestParts {
  clients: Clients;
  journal: Journal;
  policy: Policy;
  doors: Pick<Doors, 'notifierOf' | 'placeOf'>;
  notify: Finish['notify'];
}

/** Finds out whose approval an entry needs, and asks for it. */
export function createApprovalRequests({ clients, journal, policy, doors, notify }: ApprovalRequestParts) {
  /** Asks the approvers. If they cannot be reached, the entry ends here and its person is notified. */
  async function askApprovers(
    entry: Entry,
    operation: Operation,
    approval: ApprovalRequest,
  ): Promise<Outcome | undefined> {
    const why = await doors.notifierOf(entry).approvalRequested(entry, operation, approval);
    if (why === undefined) return undefined;
    const ended = await journal.abandonApproval(entry.reference, approversUnreachable(why));
    return ended?.outcome && notify(ended, operation, ended.outcome);
  }

  return {
    askApprovers,

    /** The approval still needed, if any. Throws an OperationError when the actor may not do this at all. */
    async approvalNeeded(entry: Entry, operation: Operation): Promise<ApprovalRule | undefined> {
      const { actor, input, origin } = entry;
      const decided = await policy.decide(actor, operation, input, doors.placeOf(origin));
      if (decided.decision === 'deny') throw new OperationError({ kind: 'denied', message: decided.why });
      return decided.decision === 'approval' && !isApproved(entry) ? decided.approval : undefined;
    },

    /** Makes a running entry wait for approval. */
    async awaitApproval(entry: Entry, operation: Operation, rule: ApprovalRule): Promise<Outcome | undefined> {
      const approval = requestFrom(rule, await previewFor(entry, operation, { clients, journal }), await journal.now());
      if (!(await journal.requestApproval(entry.reference, approval))) return undefined;
      return askApprovers({ ...entry, approval }, operation, approval);
    },
  };
}
