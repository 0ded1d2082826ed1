import type { Entry, Outcome } from '../journal/intent.ts';
import type { Journal } from '../journal/journal.ts';
import { isRepeatable, type Operation } from '../operations/operation.ts';

/** So often is a repeatable operation run again for processes that died in the middle of it. */
const MOST_RUNS = 5;
/** So often is a read run again because its answer was lost with the process that had it. */
const MOST_REREADS = 3;

/** How a write ends that a dead process may have sent, and that must not be sent again. */
const interrupted = (newer?: Entry): Outcome => ({
  state: 'unknown',
  tookMs: 0,
  failure: {
    kind: 'unavailable',
    message: newer
      ? `The bot was interrupted while it was doing this. It was not sent again, because ${newer.reference} for the same record came later.`
      : 'The bot was interrupted while it was doing this.',
    outcomeUnknown: true,
  },
});

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

/** How a claimed entry that was under way ends without being run again; undefined when it may be run, as when it is new. */
export async function endOfRunning(
  { claims = 0, input, reference }: Entry,
  operation: Operation,
  journal: Pick<Journal, 'newerWrites'>,
): Promise<Outcome | undefined> {
  if (operation.risk === 'read') return claims <= MOST_RUNS ? undefined : READ_INTERRUPTED;
  if (!isRepeatable(operation, input)) return interrupted();
  const [newer] = await journal.newerWrites(reference);
  return newer || claims > MOST_RUNS ? interrupted(newer) : undefined;
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
    : interrupted();

/** How an entry ends whose operation another version of the bot knew: what never started was certainly not done. */
export function unknownOperation({ state, operation }: Pick<Entry, 'state' | 'operation'>): Outcome {
  const message = `This version of the bot does not know "${operation}".`;
  const isUnstarted = state === 'accepted' || state === 'proposed';
  if (isUnstarted) return { state: 'failed', tookMs: 0, failure: { kind: 'bug', message } };
  return { state: 'unknown', tookMs: 0, failure: { kind: 'bug', message, outcomeUnknown: true } };
}
