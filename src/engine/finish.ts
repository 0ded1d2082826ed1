import type { Entry, MessageAddress, Outcome, State } from '../journal/intent.ts';
import type { Journal } from '../journal/journal.ts';
import type { Logger } from '../log.ts';
import type { Operation } from '../operations/operation.ts';
import { type Called, endedBy } from './call-vendor.ts';
import { createDelivery, type NotifyLimits } from './delivery.ts';
import type { Doors } from './doors.ts';
import type { Outcomes } from './outcomes.ts';

export interface FinishParts {
  journal: Journal;
  doors: Pick<Doors, 'notifierOf'>;
  log: Logger;
  /** How long and how often notifying a person is tried; tests shorten it. */
  notifyLimits?: Partial<NotifyLimits> | undefined;
}

export type Finish = ReturnType<typeof createFinish>;

/** Ends entries: records their outcomes and notifies their people. */
export function createFinish({ journal, doors, log, notifyLimits }: FinishParts, outcomes: Outcomes) {
  const show = (entry: Entry, operation: Operation, outcome: Outcome) =>
    doors.notifierOf(entry).finished(entry, operation, outcome);
  const delivery = createDelivery({
    journal,
    show,
    log,
    ...(notifyLimits ? { limits: notifyLimits } : {}),
  });

  /** `recorded`: the state on record, if it differs from the one shown to the person. */
  async function notify(entry: Entry, operation: Operation, outcome: Outcome, recorded?: State): Promise<Outcome> {
    await delivery.notify(entry, operation, outcome, { recorded });
    return outcome;
  }

  /**
   * Notifies of the answer to a read, then records answer and notification in one write; after a crash in between it is
   * read again. Undefined when another process has the entry by now.
   */
  async function finishRead(entry: Entry, operation: Operation, called: Called): Promise<Outcome | undefined> {
    const { outcome } = called;
    if (!(await journal.holds(entry.reference))) return undefined;
    let result: MessageAddress | undefined;
    try {
      result = await show(entry, operation, outcome);
    } catch (error) {
      const owed = await outcomes.record(entry, operation, called);
      if (owed) await delivery.notify(owed.entry, operation, outcome, { failed: { error } });
      return owed && outcome;
    }
    await outcomes.recordNotified(entry, operation, outcome, result);
    return outcome;
  }

  /** Records the outcome, then notifies. Undefined where another process did both. */
  async function finish(
    entry: Entry,
    operation: Operation,
    called: Called,
    say: typeof notify = notify,
  ): Promise<Outcome | undefined> {
    outcomes.log(entry, operation, called);
    const isAnswer = operation.risk === 'read' && entry.state === 'accepted' && called.outcome.state === 'succeeded';
    // A failure is recorded first: whoever presses "Try again" under it must find it on record.
    if (isAnswer) return finishRead(entry, operation, called);
    const owed = await outcomes.record(entry, operation, called);
    return owed && say(owed.entry, operation, owed.outcome);
  }

  return {
    delivery,
    notify,
    finish,
    /**
     * Ends an entry that never ran, because of an error. `show` resolves with false when it could not show it; then the
     * notifier is used.
     */
    finishUnstarted: (
      entry: Entry,
      operation: Operation,
      error: unknown,
      show: (outcome: Outcome) => Promise<boolean> = async () => false,
    ) =>
      finish(entry, operation, endedBy(error), async (ended, _, outcome) => {
        if (!(await show(outcome))) return notify(ended, operation, outcome);
        await journal.markNotified(ended.reference, outcome.state);
        return outcome;
      }),
  };
}
