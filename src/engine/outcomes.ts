import type { Actor, Entry, MessageAddress, Outcome, State, Vote } from '../journal/intent.ts';
import type { Journal, OutcomeIn } from '../journal/journal.ts';
import type { Logger } from '../log.ts';
import type { Operation } from '../operations/operation.ts';
import type { Called } from './call-vendor.ts';

const notApproved = <S extends 'denied' | 'expired'>(state: S, message: string): OutcomeIn<S> => ({
  state,
  failure: { kind: 'denied', message },
  tookMs: 0,
});

export const NOT_APPROVED_IN_TIME = notApproved('expired', 'Nobody approved this in time, so it was not done.');

/** `why`: a sentence of the door that could not ask them. */
export const approversUnreachable = (why: string): OutcomeIn<'expired'> => notApproved('expired', why);

/** The outcome of an intent that somebody denies with this vote. */
export const deniedBy = ({ reason }: Pick<Vote, 'reason'>): OutcomeIn<'denied'> =>
  notApproved('denied', `This was not approved.${reason ? ` The reason given: ${reason}` : ''}`);

/** Reads keep no card: vendor data does not belong in the journal, and a read can be run again. */
const forJournal = (operation: Operation, { card, ...outcome }: Outcome): Outcome =>
  card && operation.risk !== 'read' ? { ...outcome, card } : outcome;

/** A write that a dead process may have done already is never said to have failed without doing anything. */
const inDoubt = ({ state }: Entry, { risk }: Operation, { failure, ...outcome }: Outcome): Outcome => {
  if (!failure) return outcome;
  const isDoubtful = state === 'running' && risk !== 'read' && failure.kind !== 'bug';
  return { ...outcome, failure: isDoubtful ? { ...failure, maybeDone: true } : failure };
};

/** States that an outcome ends. */
const OPEN: ReadonlySet<State> = new Set(['proposed', 'accepted', 'running']);

export interface OutcomesParts {
  journal: Pick<Journal, 'find' | 'finish' | 'resolve'>;
  log: Logger;
}

export type Outcomes = ReturnType<typeof createOutcomes>;

/** Records outcomes. Nothing else calls the journal's `finish` and `resolve`; a boundary test holds that. */
export function createOutcomes({ journal, log }: OutcomesParts) {
  function logCalled(entry: Entry, operation: Operation, { outcome, error }: Called): void {
    const { state, tookMs, failure } = outcome;
    const line = { reference: entry.reference, operation: operation.id, state, tookMs, kind: failure?.kind };
    if (failure?.kind === 'bug' || (!failure && error)) log.error({ ...line, err: error }, 'bug in an operation');
    else log.info({ ...line, ...(error instanceof Error ? { cause: error.cause } : {}) }, 'operation finished');
  }

  return {
    log: logCalled,

    /**
     * Records the outcome of a call. Returns the entry and the outcome to notify its person of; undefined when another
     * process recorded one and notifies.
     */
    async record(
      entry: Entry,
      operation: Operation,
      called: Called,
    ): Promise<{ entry: Entry; outcome: Outcome } | undefined> {
      const { reference } = entry;
      const outcome = inDoubt(entry, operation, called.outcome);
      const recorded = forJournal(operation, outcome);
      const isOurs = await journal.finish(reference, recorded);
      const wasEnded = !OPEN.has(entry.state);
      if (isOurs || wasEnded) return { entry, outcome };
      // This process was slow and counted as dead: its answer replaces an outcome that was called unknown meanwhile.
      const isKnown = outcome.state !== 'unknown' && !outcome.failure?.maybeDone;
      if (!isKnown || !(await journal.resolve(reference, recorded))) return undefined;
      return { entry: (await journal.find(reference)) ?? entry, outcome };
    },

    /** Records the outcome of a read, after its person was notified of it. */
    recordNotified: (
      { reference }: Pick<Entry, 'reference'>,
      operation: Operation,
      outcome: Outcome,
      result: MessageAddress | undefined,
    ): Promise<boolean> => journal.finish(reference, forJournal(operation, outcome), { result }),

    /** Records an outcome that no call led to. False where another process has the entry, or ended it. */
    end: ({ reference }: Pick<Entry, 'reference'>, outcome: Outcome): Promise<boolean> =>
      journal.finish(reference, outcome),

    /** Records the outcome that somebody found out for an unknown one. False when it is known already. */
    resolve: ({ reference }: Pick<Entry, 'reference'>, outcome: Outcome, by: Actor): Promise<boolean> =>
      journal.resolve(reference, outcome, by),
  };
}
