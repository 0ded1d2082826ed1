import type { Work } from '../storage/group-commit.ts';
import type { Lease } from '../storage/leases.ts';
import type { Condition } from './change.ts';
import type { MessageAddress, Outcome } from './intent.ts';
import { withMessage } from './messages.ts';

/** From its start, and again from its outcome on, claims and attempts of an entry count anew. */
export const noAttempts = { claims: 0, attempts: 0, undeliverable_at: null };

/** The columns of an entry that has its outcome. The lease is for notifying its person. */
export const ended = (outcome: Outcome, now: number, lease: Lease) => ({
  state: outcome.state,
  outcome: JSON.stringify(outcome),
  ended_at: now,
  due_at: null,
  ...lease,
  ...noAttempts,
});

/** From where an outcome ends an entry: a success from wherever it was under way, any other only for who is at work on it. */
export const finishing = (outcome: Outcome, isOwn: Condition) =>
  outcome.state === 'succeeded'
    ? { from: ['accepted', 'running'] as const }
    : { from: ['proposed', 'accepted', 'running'] as const, provided: isOwn };

/** The same columns as of `ended`, and where the message about it stands, if that is known. */
export const finished = (
  { db, now }: Work,
  outcome: Outcome,
  { lease, result }: { lease: Lease; result: MessageAddress | undefined },
) => ({
  ...ended(outcome, now, lease),
  ...(result === undefined ? {} : { messages: withMessage(db, 'result', result) }),
});
