import type { Work } from '../storage/group-commit.ts';
import { type Lease, noLease } from '../storage/leases.ts';
import type { JournalRow } from '../storage/schema.ts';
import { change } from './change.ts';
import type { ApprovalRequest, DoorKind, Entry, Outcome, Vote } from './intent.ts';
import type { DueApprovals, VoteResult } from './journal.ts';
import { ended, noAttempts, readApproval, toEntry } from './rows.ts';

/** The time, the lease and the patience of the process that changes an entry. */
interface Maker {
  now: number;
  lease: Lease;
  /** How long a process may take to ask the approvers before somebody else does. */
  patienceMs: number;
}

/** The columns of an entry that waits for approval. It is soon due, in case its approvers were not asked by then. */
export const awaiting = (approval: ApprovalRequest, { now, patienceMs }: Maker) => ({
  state: 'awaiting_approval' as const,
  approval: JSON.stringify(approval),
  votes: '[]',
  due_at: Math.min(now + patienceMs, approval.expiresAt),
  ...noLease,
});

/** Counts one vote. Reading first and then writing is safe, since no other write runs meanwhile, see `GroupCommit`. */
export async function castVote(
  work: Work,
  { reference, vote, denied }: { reference: string; vote: Vote; denied: Outcome },
  maker: Maker,
): Promise<VoteResult> {
  const row = await work.db.selectFrom('journal').selectAll().where('reference', '=', reference).executeTakeFirst();
  if (!row?.approval) throw new Error(`Nobody was asked to approve ${reference}.`);
  const approval = readApproval(row.approval);
  const before: Vote[] = JSON.parse(row.votes ?? '[]');
  const isOpen = row.state === 'awaiting_approval' && maker.now < approval.expiresAt;
  const result = isOpen ? resultOf(vote, before, approval) : 'over';
  if (result === 'over' || result === 'already') return { result, entry: toEntry(row) };

  const votes = JSON.stringify([...before, { ...vote, at: maker.now }]);
  const place = result === 'accepted' ? { place: work.ledger.nextSeq } : {};
  const set = { votes, ...consequence(result, denied, maker), ...place };
  const { now } = maker;
  const changed = await change(work, reference, { from: ['awaiting_approval'], set, now, by: vote.actor });
  return { result, entry: toEntry(changed ?? row) };
}

function resultOf(vote: Vote, before: readonly Vote[], { needed }: ApprovalRequest): VoteResult['result'] {
  // A person is their user id: on Enterprise Grid one person comes with the ids of several teams.
  const isSame = ({ actor }: Vote) => actor.id === vote.actor.id;
  if (before.some(isSame)) return 'already';
  if (!vote.approve) return 'denied';
  // A denial ends it, so all votes before this one were approvals.
  return before.length + 1 >= needed ? 'accepted' : 'counted';
}

function consequence(result: VoteResult['result'], denied: Outcome, { now, lease }: Maker): Partial<JournalRow> {
  if (result === 'accepted') return { state: 'accepted', due_at: null, ...lease, ...noAttempts };
  return result === 'denied' ? ended(denied, now, lease) : {};
}

/** Ends an entry that nobody can be asked to approve. */
export const abandonApproval = (
  work: Work,
  { reference, outcome }: { reference: string; outcome: Outcome },
  { now, lease }: Maker,
): Promise<JournalRow | undefined> =>
  change(work, reference, { from: ['awaiting_approval'], set: ended(outcome, now, lease), now });

/**
 * Ends entries that nobody approved in time, and hands out those whose approvers must be asked or reminded. Only
 * entries that came in by one of `doors`.
 */
export async function takeDue(
  work: Work,
  { doors, outcome }: { doors: readonly DoorKind[]; outcome: Outcome },
  maker: Maker,
): Promise<DueApprovals> {
  const { db } = work;
  const { now, lease, patienceMs } = maker;
  await shortenAsking(db, now + patienceMs);
  const due = await db
    .selectFrom('journal')
    .selectAll()
    .where('due_at', '<=', now)
    .where('door', 'in', doors)
    .orderBy('due_at')
    .execute();
  const taken: DueApprovals = { expired: [], reminders: [], unasked: [] };
  for (const row of due) {
    const entry = toEntry(row);
    const { list, next } = whatIsDue(entry, maker);
    if (next === undefined) {
      const set = ended(outcome, now, lease);
      const expired = await change(work, row.reference, { from: ['awaiting_approval'], set, now });
      if (expired) taken.expired.push(toEntry(expired));
    } else {
      await db.updateTable('journal').set({ due_at: next }).where('reference', '=', row.reference).execute();
      if (list) taken[list].push(entry);
    }
  }
  return taken;
}

/** Keeps asking the approvers from being delayed when the clock was set back meanwhile. */
async function shortenAsking(db: Work['db'], latest: number): Promise<void> {
  await db
    .updateTable('journal')
    .set({ due_at: latest })
    .where('due_at', '>', latest)
    .where((row) => row.or([row('messages', 'is', null), row('messages', 'not like', '%"approval"%')]))
    .execute();
}

/** The time of the next reminder or expiry; undefined when its time is over. */
function whatIsDue(
  { approval, messages }: Entry,
  { now, patienceMs }: Maker,
): { list?: 'reminders' | 'unasked'; next?: number } {
  const { expiresAt = 0, remindAt = expiresAt } = approval ?? {};
  if (expiresAt <= now) return {};
  if (!messages?.approval) return { list: 'unasked', next: Math.min(now + patienceMs, expiresAt) };
  if (remindAt <= now) return { list: 'reminders', next: expiresAt };
  return { next: Math.min(remindAt, expiresAt) };
}
