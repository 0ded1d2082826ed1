import type { Entry, State } from '../../journal/intent.ts';
import { findOperation } from '../../operations/catalog.ts';

/** What people read for each state of an intent. */
export const STATE_WORDS: Record<State, string> = {
  proposed: 'waits for confirmation',
  accepted: 'accepted',
  running: 'under way',
  awaiting_approval: 'waits for approval',
  succeeded: 'done',
  denied: 'denied',
  refused: 'refused',
  failed: 'failed',
  unknown: 'outcome unknown',
  expired: 'expired',
  cancelled: 'cancelled',
};
/** Said beside the state: how it ended is known, but its person could not be notified. */
export const UNDELIVERABLE = 'could not be notified';

/** The title of an entry's operation, or its id where the catalog no longer has it. */
export const titleOf = (entry: Entry): string => findOperation(entry.operation)?.title ?? entry.operation;

export const iso = (at: number): { date: string } => ({ date: new Date(at).toISOString() });
