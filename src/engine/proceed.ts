import type { Entry, Outcome } from '../journal/intent.ts';
import type { Journal } from '../journal/journal.ts';
import { findOperation } from '../operations/catalog.ts';
import type { Clients } from '../vendors/clients.ts';
import type { Doors } from './doors.ts';
import type { Execution } from './execute.ts';
import { operationOf } from './intents.ts';
import { endOfRunning, endOfStuck, insteadOfAnswer, isClaimedTooOften, unknownOperation } from './interrupted.ts';
import type { Outcomes } from './outcomes.ts';
import { questionOf } from './proposals.ts';
import type { Rights } from './rights.ts';
import type { Urgency } from './slots.ts';

/** Shows the question of a proposed intent where the door wants it. Rejects when it could not. */
export type ShowQuestion = (question: Awaited<ReturnType<typeof questionOf>>, entry: Entry) => Promise<void>;

/** Shows, in place of the question, why nothing was asked. False when that place is gone: then the notifier is used. */
export type ShowUnasked = (outcome: Outcome) => Promise<boolean>;

export interface ProceedParts {
  clients: Clients;
  journal: Journal;
  rights: Rights;
  outcomes: Outcomes;
  doors: Pick<Doors, 'notifierOf'>;
  execution: Pick<Execution, 'execute' | 'notify' | 'delivery' | 'finishUnstarted'>;
}

/** Goes on with entries from wherever they stand. */
export function createProceed({ clients, journal, rights, doors, outcomes, execution }: ProceedParts) {
  const { execute, notify, delivery, finishUnstarted } = execution;

  /** Asks the person to confirm a proposed intent. Ends the intent if it may not run. */
  async function ask(entry: Entry, show: ShowQuestion, showUnasked?: ShowUnasked): Promise<Outcome | undefined> {
    let question: Awaited<ReturnType<typeof questionOf>>;
    try {
      question = await questionOf(entry, { clients, journal, rights });
    } catch (error) {
      return finishUnstarted(entry, operationOf(entry), error, showUnasked);
    }
    await show(question, entry);
    await journal.markNotified(entry.reference, 'proposed');
    return undefined;
  }

  const askByMessage: ShowQuestion = (question, entry) =>
    doors.notifierOf(entry).question(entry, operationOf(entry), question);

  /** Goes on with an entry that is new here, or was left by a process that died. */
  async function proceed(
    entry: Entry,
    show: ShowQuestion = askByMessage,
    urgency: Urgency = 'person',
    showUnasked?: ShowUnasked,
  ): Promise<Outcome | undefined> {
    // An entry with an operation that this version does not know ends, so that it does not block its record.
    if (!findOperation(entry.operation)) await outcomes.end(entry, unknownOperation(entry));
    const operation = operationOf(entry);
    const { state } = entry;
    const mayBeUnderWay = state === 'running' || (state === 'accepted' && operation.risk === 'read');
    if (state === 'accepted' && !mayBeUnderWay) return execute(entry, operation, urgency);
    if (mayBeUnderWay) {
      const end = await endOfRunning(entry, operation, journal);
      if (!end) return execute(entry, operation, urgency);
      return (await outcomes.end(entry, end)) ? notify(entry, operation, end) : undefined;
    }
    // An entry that kills each process must end at last.
    if (isClaimedTooOften(entry)) {
      await delivery.abandon(entry, state);
      return undefined;
    }
    if (state === 'proposed') return ask(entry, show, showUnasked);
    const outcome = delivery.keptOutcome(entry) ?? entry.outcome;
    if (outcome?.card || outcome?.failure) return notify(entry, operation, outcome);
    const instead = insteadOfAnswer(entry);
    return instead ? notify(entry, operation, instead, state) : execute(entry, operation, urgency);
  }

  /** Ends an entry that nobody can go on with, however often it is claimed. Rejects while it may still be worth a try. */
  async function endStuck(entry: Entry, error: unknown): Promise<undefined> {
    if (!isClaimedTooOften(entry)) throw error;
    const end = endOfStuck(entry);
    const isUnderWay = entry.state === 'accepted' || entry.state === 'running';
    if (isUnderWay && !(await outcomes.end(entry, end))) return;
    await delivery.abandon(entry, isUnderWay ? end.state : entry.state, error);
  }

  return {
    proceed,
    /** The same for an entry that a sweep claimed. */
    proceedClaimed: (entry: Entry): Promise<Outcome | undefined> =>
      proceed(entry, askByMessage, 'sweep').catch((error) => endStuck(entry, error)),
  };
}
