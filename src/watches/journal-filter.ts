import type { Entry, State } from '../journal/intent.ts';
import { type Operation, riskOf } from '../operations/operation.ts';
import { matchesPattern } from './rights.ts';
import type { JournalFilter } from './watch.ts';

/** One change of an entry of the journal. */
export interface JournalMoment {
  entry: Entry;
  operation: Operation;
  /** The state that it came to then. */
  state: State;
  at: number;
}

/** What a watch without a state hears of: what was done, may have been done, or waits for people. */
const SAID: ReadonlySet<State> = new Set(['succeeded', 'unknown', 'awaiting_approval']);

/** Whoever heard that something waits for approval also hears how that ended. */
const endsWaiting = ({ entry, state }: JournalMoment): boolean =>
  entry.approval !== undefined && (state === 'denied' || state === 'expired');

const isRead = ({ operation }: JournalMoment): boolean => operation.risk === 'read';

/** True if a watch with this filter hears of it. Reads count only where the filter names them. */
export function matchesJournal(
  moment: JournalMoment,
  { operation: pattern, risk, state, actor }: JournalFilter,
): boolean {
  const { entry, operation } = moment;
  if (!matchesPattern(operation.id, pattern)) return false;
  if (isRead(moment) && risk !== 'read' && pattern !== operation.id) return false;
  if (risk !== undefined && riskOf(operation, entry.input) !== risk) return false;
  if (actor !== undefined && entry.actor.id !== actor) return false;
  return state === undefined ? SAID.has(moment.state) || endsWaiting(moment) : moment.state === state;
}

/** What is never held back: it destroys, nobody knows what became of it, or it waits for people. */
export const isCritical = ({ entry, operation, state }: JournalMoment): boolean =>
  state === 'unknown' || state === 'awaiting_approval' || riskOf(operation, entry.input) === 'destructive';
