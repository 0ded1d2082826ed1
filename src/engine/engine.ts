import type { Actor, Entry, Intent, Outcome } from '../journal/intent.ts';
import type { Journal } from '../journal/journal.ts';
import type { Logger } from '../log.ts';
import { createApprovals } from './approvals.ts';
import type { Doors } from './doors.ts';
import { createExecute, type ExecuteParts } from './execute.ts';
import { createFollowUps } from './follow-ups.ts';
import { operationOf } from './intents.ts';
import { createOutcomes } from './outcomes.ts';
import { createProceed, type ShowQuestion, type ShowUnasked } from './proceed.ts';
import { createReads } from './reads.ts';
import { createRights } from './rights.ts';
import { createVendorSlots } from './slots.ts';
import { createSubmissions, type Submission } from './submissions.ts';

export type { Notifier } from './notifier.ts';
export type { ShowQuestion, ShowUnasked } from './proceed.ts';
export type { Submission } from './submissions.ts';

/** How many entries a sweep claims at once. */
const SWEEP_LIMIT = 50;

export interface EngineParts extends ExecuteParts {
  /** How long after its outcome was known an intent can be undone. */
  undoMinutes: number;
}

export type Engine = ReturnType<typeof createEngine>;

interface UnderWayParts {
  journal: Pick<Journal, 'holdLease' | 'releaseLease'>;
  doors: Pick<Doors, 'serves'>;
  log: Logger;
}

/** The entries that this process works on. */
function createUnderWay({ journal, doors, log }: UnderWayParts) {
  const running = new Set<Promise<unknown>>();

  return {
    /**
     * Holds the lease of an entry while `work` lasts; a later sweep claims what is still owed after that. Does nothing
     * with an entry whose door is not served here: its lease expires, and a process that serves it claims it.
     */
    async track<T>(entry: Entry, work: () => Promise<T>): Promise<T | undefined> {
      if (!doors.serves(entry)) return undefined;
      const { reference } = entry;
      journal.holdLease(reference);
      const one = work()
        .catch((error) => {
          log.error({ err: error, reference }, 'intent not finished');
          return undefined;
        })
        .finally(() => journal.releaseLease(reference));
      running.add(one);
      void one.then(() => running.delete(one));
      return one;
    },

    /** Resolves when nothing is under way any more. */
    async idle(): Promise<void> {
      while (running.size > 0) await Promise.allSettled([...running]);
    },
  };
}

/** A person's answers to the questions of their own proposed intents. */
const createAnswers = (journal: Journal) => ({
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
});

/**
 * Every intent of every door goes through here: submit -> (confirm) -> authorize -> call -> record -> notify. Nothing
 * else records an intent, so no door can run a destructive operation that nobody confirmed.
 */
export function createEngine(parts: EngineParts) {
  const { journal, policy, doors } = parts;
  const rights = createRights(policy, doors);
  const outcomes = createOutcomes(parts);
  const slotsOf = createVendorSlots();
  const execution = createExecute({ ...parts, slotsOf }, outcomes);
  const { track, idle } = createUnderWay(parts);
  const { check, submit, submitValid } = createSubmissions(parts);
  const { proceed, proceedClaimed } = createProceed({ ...parts, rights, outcomes, execution });

  /** Goes on with an entry in the background. Resolves with its outcome if it came to one here; never rejects. */
  const dispatch = (entry: Entry, show?: ShowQuestion, showUnasked?: ShowUnasked): Promise<Outcome | undefined> =>
    track(entry, () => proceed(entry, show, 'person', showUnasked));

  /** Notifies of an entry that ended elsewhere than in `dispatch`. */
  function notifyEnded(entry: Entry): void {
    const { outcome } = entry;
    if (outcome) void track(entry, () => execution.notify(entry, operationOf(entry), outcome));
  }

  function askApprovers(entry: Entry): void {
    const { approval } = entry;
    if (approval) void track(entry, () => execution.askApprovers(entry, operationOf(entry), approval));
  }

  const { mayVote, vote, sweep } = createApprovals({ ...parts, dispatch, notify: notifyEnded, ask: askApprovers });

  return {
    check,
    rights,
    submit,
    dispatch,

    /** Submits an intent and waits for its outcome. Undefined while it waits for others; a repeat resolves at once. */
    async run(intent: Intent): Promise<{ submission: Submission; outcome: Outcome | undefined }> {
      const submission = await submit(intent);
      const goesOn = submission.status === 'recorded' && submission.isNew;
      return { submission, outcome: goesOn ? await dispatch(submission.entry) : undefined };
    },

    ...createAnswers(journal),
    mayVote,
    vote,
    followUps: createFollowUps({ ...parts, rights, outcomes, submitValid, notifyEnded }),
    ...createReads({ ...parts, rights, slotsOf }),

    /** Keeps this process's leases alive and goes on with what others left, if it came in by a door served here. */
    async sweep(): Promise<void> {
      await journal.renewLeases();
      for (const entry of await journal.claimExpired(SWEEP_LIMIT, doors.kinds)) {
        void track(entry, () => proceedClaimed(entry));
      }
      await sweep();
    },

    /**
     * Resolves when everything dispatched here has ended. The next process notifies the people who are not notified by
     * then.
     */
    async drain(): Promise<void> {
      execution.stopWaiting();
      execution.delivery.stop();
      await idle();
    },
  };
}
