import type { Lease } from '../storage/leases.ts';
import type { Outcome } from './intent.ts';

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
export const finishing = (outcome: Outcome, owner: string) =>
  outcome.state === 'succeeded'
    ? { from: ['accepted', 'running'] as const }
    : { from: ['proposed', 'accepted', 'running'] as const, owner };
