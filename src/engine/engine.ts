import { isDeepStrictEqual } from 'node:util';
import { validate } from '../commands/validate.ts';
import { OperationError } from '../errors.ts';
import type { Actor, Door, Entry, Intent, Origin, Outcome } from '../journal/intent.ts';
import { findOperation } from '../operations/catalog.ts';
import type { Field } from '../operations/fields.ts';
import type { Operation } from '../operations/operation.ts';
import { createApprovals } from './approvals.ts';
import { callVendor, reading } from './call-vendor.ts';
import { createExecute, type ExecuteParts } from './execute.ts';
import { createFollowUps } from './follow-ups.ts';
import { operationOf, subjectOf } from './intents.ts';
import { endOfRunning, endOfStuck, insteadOfAnswer, isClaimedTooOften, unknownOperation } from './interrupted.ts';
import { createOutcomes } from './outcomes.ts';
import { cameToNothing, questionOf } from './proposals.ts';
import { createRights } from './rights.ts';
import { siteFields } from './site-fields.ts';
import type { Urgency } from './slots.ts';

export type { Notifier } from './notifier.ts';

/** How many entries a sweep claims at once. */
const SWEEP_LIMIT = 50;

/**
 * What became of an intent that a door submitted. `recorded` and `needs_confirmation`: it is on disk and may be
 * acknowledged, then `dispatch` goes on with it; `isNew` is false for a repeated delivery, of which nothing more comes.
 * `invalid`: nothing was recorded; errors are keyed by field, `''` holds what belongs to no single field.
 */
export type Submission =
  | { status: 'recorded' | 'needs_confirmation'; entry: Entry; isNew: boolean }
  | { status: 'invalid'; errors: Readonly<Record<string, string>> };

/** Shows the question of a proposed intent in a way of the door's own. Rejects when it could not. */
export type ShowQuestion = (question: Awaited<ReturnType<typeof questionOf>>, entry: Entry) => Promise<void>;

export interface EngineParts extends ExecuteParts {
  /** How long after its outcome was known an intent can be undone. */
  undoMinutes: number;
}

export type Engine = ReturnType<typeof createEngine>;

/** A question that was put so shortly ago is not put once more: it was a double click. */
const ASKED_ALREADY_MS = 3_000;

/** The journal keeps no value that is undefined. */
const hasSameInput = (known: Intent, { input }: Intent): boolean =>
  isDeepStrictEqual(known.input, JSON.parse(JSON.stringify(input)));

/**
 * Every intent of every door goes through here: submit -> (confirm) -> authorize -> call -> record -> notify. Nothing
 * else records an intent, so no door can run a destructive operation that nobody confirmed.
 */
export function createEngine(parts: EngineParts) {
  const { clients, journal, policy, notifier, log } = parts;
  const rights = createRights(policy);
  const outcomes = createOutcomes(parts);
  const { execute, notify, delivery, askApprovers, finishUnstarted, stopWaiting } = createExecute(parts, outcomes);
  const underWay = new Set<Promise<unknown>>();

  /** Holds the lease of an entry while `work` lasts; a later sweep claims what is still owed after that. */
  function track<T>(entry: Entry, work: () => Promise<T>): Promise<T | undefined> {
    const { reference } = entry;
    journal.holdLease(reference);
    const running = work()
      .catch((error) => {
        log.error({ err: error, reference }, 'intent not finished');
        return undefined;
      })
      .finally(() => journal.releaseLease(reference));
    underWay.add(running);
    void running.then(() => underWay.delete(running));
    return running;
  }

  async function record(intent: Intent, state: 'accepted' | 'proposed') {
    const operation = operationOf(intent);
    const isPrivate = intent.origin.private || operation.privateWhen?.(intent.input) === true;
    const origin = { ...intent.origin, private: isPrivate };
    const does = operation.risk === 'read' ? 'read' : 'write';
    return journal.record({ ...intent, origin }, state, subjectOf(operation, intent.input), does);
  }

  /**
   * A question for somebody else or about other values is cancelled, and asked anew, as is one that came to nothing; what was
   * confirmed and may have been done is not. The key taken instead is the same for a repeated delivery, so that two
   * presses never leave two questions to confirm.
   */
  async function propose(intent: Intent): Promise<{ entry: Entry; isNew: boolean }> {
    const first = await record(intent, 'proposed');
    const { entry, isNew } = first;
    if (isNew) return first;
    const isOpen = entry.state === 'proposed';
    if (isOpen && entry.actor.id === intent.actor.id && hasSameInput(entry, intent)) {
      return { entry, isNew: (await journal.now()) - entry.acceptedAt > ASKED_ALREADY_MS };
    }
    if (!isOpen && !cameToNothing(entry)) return first;
    if (isOpen && !(await journal.cancel(entry.reference))) return propose(intent);
    return propose({ ...intent, key: `${intent.key}:instead:${entry.reference}` });
  }

  /**
   * What needs no confirmation. A question under its key was about other values: it is cancelled, and does not stand in the
   * way. The key that is taken instead is the same for a repeated delivery.
   */
  async function accept(intent: Intent) {
    const first = await record(intent, 'accepted');
    const { state, reference } = first.entry;
    const isCancelled = state === 'cancelled' || (state === 'proposed' && (await journal.cancel(reference)));
    return isCancelled ? record({ ...intent, key: `${intent.key}:instead:${reference}` }, 'accepted') : first;
  }

  /** Puts a valid intent on record, as accepted or, where it needs one, as waiting for the person's confirmation. */
  async function submitValid(intent: Intent): Promise<Extract<Submission, { entry: Entry }>> {
    if (!operationOf(intent).confirm?.(intent.input)) {
      return { status: 'recorded', ...(await accept(intent)) };
    }
    const proposed = await propose(intent);
    return { status: proposed.entry.state === 'proposed' ? 'needs_confirmation' : 'recorded', ...proposed };
  }

  /** Asks the person whether a proposed intent shall run. What stands against it ends it. */
  async function ask(entry: Entry, show: ShowQuestion): Promise<Outcome | undefined> {
    let question: Awaited<ReturnType<typeof questionOf>>;
    try {
      question = await questionOf(entry, { clients, journal, rights });
    } catch (error) {
      return finishUnstarted(entry, operationOf(entry), error);
    }
    await show(question, entry);
    await journal.markNotified(entry.reference, 'proposed');
    return undefined;
  }

  const askByMessage: ShowQuestion = (question, entry) => notifier.question(entry, operationOf(entry), question);

  /** Goes on with an entry from wherever it stands: new here, or left by a process that died. */
  async function proceed(
    entry: Entry,
    show: ShowQuestion = askByMessage,
    urgency: Urgency = 'person',
  ): Promise<Outcome | undefined> {
    // Ends what this version does not know any more, so that it does not keep its record from others.
    if (!findOperation(entry.operation)) await outcomes.end(entry, unknownOperation(entry));
    const operation = operationOf(entry);
    const { state } = entry;
    if (state === 'accepted') return execute(entry, operation, urgency);
    if (state === 'running') {
      const end = await endOfRunning(entry, operation, journal);
      if (!end) return execute(entry, operation, urgency);
      return (await outcomes.end(entry, end)) ? notify(entry, operation, end) : undefined;
    }
    // Whatever it is that ends each process must not do so for ever.
    if (isClaimedTooOften(entry)) {
      await delivery.abandon(entry, state);
      return undefined;
    }
    if (state === 'proposed') return ask(entry, show);
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

  /** Goes on with an entry in the background. Resolves with its outcome if it came to one here; never rejects. */
  const dispatch = (entry: Entry, show?: ShowQuestion): Promise<Outcome | undefined> =>
    track(entry, () => proceed(entry, show));

  /** Notifies of an entry that ended elsewhere than in `dispatch`. */
  function notifyEnded(entry: Entry): void {
    const { outcome } = entry;
    if (outcome) void track(entry, () => notify(entry, operationOf(entry), outcome));
  }

  const approvals = createApprovals({
    journal,
    policy,
    notifier,
    log,
    dispatch,
    notify: notifyEnded,
    ask: ({ approval, ...entry }) =>
      approval &&
      track({ ...entry, approval }, () => askApprovers({ ...entry, approval }, operationOf(entry), approval)),
  });

  /**
   * What was typed, checked against the schema and the lists of this site. `kept`: fields whose value comes from the
   * record itself, which may hold what is in no list.
   */
  const check = (operation: Operation, values: Record<string, unknown>, kept: readonly string[] = []) => {
    const open = (field: Field) => (kept.includes(field.name) ? { ...field, openList: true } : field);
    return validate(operation, siteFields(operation, clients).map(open), values);
  };

  return {
    check,
    rights,

    /** Checks an intent and puts it on record; once this resolves as recorded, it may be acknowledged. */
    async submit(intent: Intent, kept?: readonly string[]): Promise<Submission> {
      const checked = check(operationOf(intent), intent.input, kept);
      if (!checked.ok) return { status: 'invalid', errors: checked.errors };
      return submitValid({ ...intent, input: checked.input });
    },

    dispatch,

    /** Submits an intent and waits for its outcome. Undefined while it waits for others; a repeat resolves at once. */
    async run(intent: Intent): Promise<{ submission: Submission; outcome: Outcome | undefined }> {
      const submission = await this.submit(intent);
      const goesOn = submission.status === 'recorded' && submission.isNew;
      return { submission, outcome: goesOn ? await dispatch(submission.entry) : undefined };
    },

    /** Confirms a proposed intent. Undefined when it is not the actor's own, is over, or was confirmed already. */
    async confirm(reference: string, actor: Actor): Promise<Entry | undefined> {
      const entry = await journal.find(reference);
      if (entry?.actor.id !== actor.id) return undefined;
      return (await journal.confirm(reference)) ? { ...entry, state: 'accepted' } : undefined;
    },

    /** Cancels a proposed intent. False when it is not the actor's own, is over, or was confirmed already. */
    async cancel(reference: string, actor: Actor): Promise<boolean> {
      const entry = await journal.find(reference);
      return entry?.actor.id === actor.id && (await journal.cancel(reference));
    },

    mayVote: approvals.mayVote,
    vote: approvals.vote,
    followUps: createFollowUps({ ...parts, rights, outcomes, submitValid, notifyEnded }),

    /** The answer to a read once more. Throws an OperationError when it fails; `rights.mayRead` says for whom it is. */
    async readAgain({ outcome: _, ...entry }: Entry): Promise<Outcome> {
      const operation = operationOf(entry);
      if (operation.risk !== 'read') throw new Error(`"${operation.id}" is not a read.`);
      const { outcome, error } = await callVendor(entry, operation, clients);
      if (outcome.failure) throw new OperationError(outcome.failure, error);
      return outcome;
    },

    /** The present values of the record an input names. Throws an OperationError when it may not or cannot be read. */
    async prefill(
      operation: Operation,
      input: Record<string, unknown>,
      { actor, origin }: { actor: Actor; origin: Origin },
    ): Promise<Record<string, unknown>> {
      await rights.mayRun(operation, actor, origin);
      return (await operation.prefill?.({ input, call: reading(clients, operation) })) ?? {};
    },

    /** Keeps this process's leases alive and goes on with what others left; `door`: only with what came in by it. */
    async sweep(door?: Door): Promise<void> {
      await journal.renewLeases();
      for (const entry of await journal.claimExpired(SWEEP_LIMIT, door)) {
        void track(entry, () => proceed(entry, askByMessage, 'sweep').catch((error) => endStuck(entry, error)));
      }
      if (door === undefined) await approvals.sweep();
    },

    /** Resolves when everything dispatched here has ended; whoever is not notified by then is so by the next process. */
    async drain(): Promise<void> {
      stopWaiting();
      delivery.stop();
      while (underWay.size > 0) await Promise.allSettled([...underWay]);
    },
  };
}
