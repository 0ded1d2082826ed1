import type { Entry, Outcome } from '../journal/intent.ts';
import type { Journal } from '../journal/journal.ts';
import { isRepeatable, type Operation } from '../operations/operation.ts';

/** A repeatable operation is run again at most so often after the process that ran it died. */
const MOST_RUNS = 5;
/** A read is run again at most so often after its answer was lost with the process that had it. */
const MOST_REREADS = 3;

/** The outcome of a write that a dead process may have sent and that must not be sent again. */
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

/** An entry that was claimed so often kills each process, or cannot be finished. */
const MOST_CLAIMS = 20;

export const isClaimedTooOften = ({ claims = 0 }: Entry): boolean => claims > MOST_CLAIMS;

/** The outcome of a claimed entry that must not be run again; undefined when it may be run. */
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

/** The outcome that the person of a claimed read is shown instead of an answer; undefined when it may be read again. */
export const insteadOfAnswer = ({ claims = 0 }: Entry): Outcome | undefined =>
  claims > MOST_REREADS ? ANSWER_LOST : undefined;

/** The outcome of an entry that cannot be continued, e.g. because its operation left the catalog. */
export const endOfStuck = ({ state }: Entry): Outcome =>
  state === 'accepted'
    ? {
        state: 'failed',
        tookMs: 0,
        failure: { kind: 'bug', message: 'The bot could not run this. Nothing was sent.' },
      }
    : interrupted();

/**
 * The outcome of an entry whose operation only another version of the bot knows: one that never started was certainly
 * not done.
 */
export function unknownOperation({ state, operation }: Pick<Entry, 'state' | 'operation'>): Outcome {
  const message = `This version of the bot does not know "${operation}".`;
  const isUnstarted = state === 'accepted' || state === 'proposed';
  if (isUnstarted) return { state: 'failed', tookMs: 0, failure: { kind: 'bug', message } };
  return { state: 'unknown', tookMs: 0, failure: { kind: 'bug', message, outcomeUnknown: true } };
}
