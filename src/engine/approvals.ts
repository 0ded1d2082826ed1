import type { Actor, Entry, Vote } from '../journal/intent.ts';
import type { Journal, VoteResult } from '../journal/journal.ts';
import type { Logger } from '../log.ts';
import type { Policy } from '../policy/policy.ts';
import type { Doors } from './doors.ts';
import { operationOf } from './intents.ts';
import { deniedBy, NOT_APPROVED_IN_TIME } from './outcomes.ts';

export interface ApprovalParts {
  journal: Journal;
  policy: Policy;
  doors: Pick<Doors, 'notifierOf' | 'serves' | 'approvalKinds'>;
  log: Logger;
  /** Runs an entry whose last approval came. */
  dispatch(entry: Entry): unknown;
  /** Notifies of an entry that ended. */
  notify(entry: Entry): unknown;
  /** Asks the approvers of an entry. */
  ask(entry: Entry): unknown;
}

/** Says if somebody may vote now. `why`: the policy's reason against it; absent where it was decided already. */
export type MayVote = { ok: true; entry: Entry } | { ok: false; why?: string };

/** `refused`: the policy's reason why this vote does not count. */
export type Voted = { result: VoteResult['result'] } | { refused: string };

/** Votes on intents that wait for approval, and what becomes due while they wait. */
export function createApprovals({ journal, policy, doors, log, dispatch, notify, ask }: ApprovalParts) {
  async function mayVote(reference: string, actor: Actor): Promise<MayVote> {
    const entry = await journal.find(reference);
    if (entry?.state !== 'awaiting_approval' || !entry.approval) return { ok: false };
    const judged = await policy.mayApprove(actor, entry.approval, entry.actor);
    return judged.ok ? { ok: true, entry } : judged;
  }

  /** Shows the entry as it is now, because others may have voted meanwhile: a card never shows an older state. */
  async function showDecisions(reference: string): Promise<void> {
    const latest = await journal.find(reference);
    if (latest && doors.serves(latest)) await doors.notifierOf(latest).approvalChanged(latest, operationOf(latest));
  }

  return {
    mayVote,

    /** Counts a vote. Resolves once it is on record, so it may be acknowledged then; the rest happens in the background. */
    async vote(reference: string, { actor, approve, reason }: Omit<Vote, 'at'>): Promise<Voted> {
      const allowed = await mayVote(reference, actor);
      if (!allowed.ok) return allowed.why === undefined ? { result: 'over' } : { refused: allowed.why };
      const vote = { actor, approve, at: await journal.now(), ...(reason ? { reason } : {}) };
      const { result, entry } = await journal.vote(reference, vote, deniedBy(vote));
      if (result === 'accepted') dispatch(entry);
      if (result === 'denied') notify(entry);
      if (result !== 'over' && result !== 'already') {
        void showDecisions(reference).catch((error) => log.warn({ err: error, reference }, 'decisions not shown'));
      }
      return { result };
    },

    /**
     * Notifies of approvals that nobody gave in time, asks again where asking was cut short, and reminds. Leaves to others
     * what came in by a door that cannot ask here.
     */
    async sweep(): Promise<void> {
      if (doors.approvalKinds.length === 0) return;
      const { expired, reminders, unasked } = await journal.dueApprovals(doors.approvalKinds, NOT_APPROVED_IN_TIME);
      for (const entry of expired) notify(entry);
      for (const entry of unasked) ask(entry);
      for (const entry of reminders) {
        const { approval, reference } = entry;
        if (!approval) continue;
        await doors
          .notifierOf(entry)
          .approvalReminder(entry, operationOf(entry), approval)
          .catch((error) => log.warn({ err: error, reference }, 'reminder not posted'));
      }
    },
  };
}
