import type { Entry, Outcome } from '../intent.ts';
import { isRepeatable, type Operation } from '../operation.ts';

/** So often is a repeatable operation run again for processes that died in the middle of it. */
const MOST_RUNS = 5;
/** So often is a read run again because its answer was lost with the process that had it. */
const MOST_REREADS = 3;

const INTERRUPTED: Outcome = {
  state: 'unknown',
  tookMs: 0,
  failure: { kind: 'unavailable', message: 'The bot was interrupted while it was doing this.', outcomeUnknown: true },
};

const READ_INTERRUPTED: Outcome = {
  state: 'failed',
  tookMs: 0,
  failure: { kind: 'unavailable', message: 'The bot was interrupted each time it looked this up.' },
};

const ANSWER_LOST: Outcome = {
  state: 'failed',
  tookMs: 0,
  failure: {
    kind: 'input',
    message: 'The answer came, but the bot was interrupted each time before it could show it. Please ask again.',
  },
};

/** Whoever claims an entry so often dies of it, or cannot go on with it. */
const MOST_CLAIMS = 20;

export const isClaimedTooOften = ({ claims = 0 }: Entry): boolean => claims > MOST_CLAIMS;

/** How a claimed entry that was running ends without being run again; undefined when it may be run again. */
export function endOfRunning({ claims = 0, input }: Entry, operation: Operation): Outcome | undefined {
  const isRead = operation.risk === 'read';
  if (!isRead && !isRepeatable(operation, input)) return INTERRUPTED;
  if (claims <= MOST_RUNS) return undefined;
  return isRead ? READ_INTERRUPTED : INTERRUPTED;
}

/** What the person of a claimed read is shown instead of its answer; undefined when it may be read again. */
export const insteadOfAnswer = ({ claims = 0 }: Entry): Outcome | undefined =>
  claims > MOST_REREADS ? ANSWER_LOST : undefined;

/** How an entry ends that cannot be gone on with at all, e.g. since its operation is not in the catalog any more. */
export const endOfStuck = ({ state }: Entry): Outcome =>
  state === 'accepted'
    ? {
        state: 'failed',
        tookMs: 0,
        failure: { kind: 'bug', message: 'The bot could not run this. Nothing was sent.' },
      }
    : INTERRUPTED;
