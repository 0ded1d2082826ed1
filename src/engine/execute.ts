import type { Entry, Outcome } from '../journal/intent.ts';
import type { Journal } from '../journal/journal.ts';
import type { Logger } from '../log.ts';
import type { Operation } from '../operations/operation.ts';
import type { ApprovalRule, Policy } from '../policy/policy.ts';
import { isAnybodyWaiting } from '../storage/deadline.ts';
import type { Clients } from '../vendors/clients.ts';
import { createApprovalRequests } from './approval-requests.ts';
import { createBegin } from './begin.ts';
import { type Called, callVendor, endedBy } from './call-vendor.ts';
import type { Doors } from './doors.ts';
import { createFinish, type FinishParts } from './finish.ts';
import type { Outcomes } from './outcomes.ts';
import type { SlotsOf, Urgency } from './slots.ts';
import { takeSnapshot } from './snapshot.ts';

export interface ExecuteParts extends FinishParts {
  clients: Clients;
  journal: Journal;
  policy: Policy;
  doors: Doors;
  log: Logger;
  /** After this long without a result the person sees that it is working. */
  workingAfterMs: number;
}

interface ExecutionParts extends ExecuteParts {
  slotsOf: SlotsOf;
}

export type Execution = ReturnType<typeof createExecute>;

/** Takes the snapshot and calls the vendor. Undefined when another process has the entry by now. */
async function work(
  entry: Entry,
  operation: Operation,
  { clients, journal }: Pick<ExecuteParts, 'clients' | 'journal'>,
): Promise<{ ready: Entry; called: Called } | undefined> {
  let ready: Entry | undefined;
  try {
    ready = await takeSnapshot(entry, operation, { clients, journal });
  } catch (error) {
    return { ready: entry, called: endedBy(error) };
  }
  if (!ready) return undefined;
  const { reference } = ready;
  return { ready, called: await callVendor(ready, operation, clients, () => journal.holds(reference)) };
}

/**
 * Shows the person that an entry is being worked on, unless its result comes soon. Returns a function that stops it.
 */
function showWorkingLater(entry: Entry, { doors, log, workingAfterMs }: ExecuteParts): () => void {
  let notice: NodeJS.Timeout;
  const wait = () => {
    notice = setTimeout(() => {
      // A notice without a result waits while any acknowledgement is waited for.
      if (isAnybodyWaiting()) return wait();
      doors
        .notifierOf(entry)
        .working(entry)
        .catch((error) => log.warn({ err: error, reference: entry.reference }, 'working not shown'));
    }, workingAfterMs);
  };
  wait();
  return () => clearTimeout(notice);
}

/** Takes one accepted or running entry to its end: its turn -> authorize -> snapshot -> call the vendor -> record -> notify. */
export function createExecute(parts: ExecutionParts, outcomes: Outcomes) {
  const { begin, stopWaiting } = createBegin(parts.journal, parts.slotsOf);
  const { delivery, notify, finish, finishUnstarted } = createFinish(parts, outcomes);
  const { approvalNeeded, awaitApproval, askApprovers } = createApprovalRequests({ ...parts, notify });

  /** Takes a running entry from its turn to its outcome, or until it waits for approval. */
  async function proceed(entry: Entry, operation: Operation, onResult: () => void): Promise<Outcome | undefined> {
    let rule: ApprovalRule | undefined;
    try {
      rule = await approvalNeeded(entry, operation);
    } catch (error) {
      onResult();
      return finish(entry, operation, endedBy(error));
    }
    const done = rule ? undefined : await work(entry, operation, parts);
    onResult();
    if (rule) return awaitApproval(entry, operation, rule);
    return done && finish(done.ready, operation, done.called);
  }

  /** Takes an accepted or running entry on. Undefined when it waits for approval, or is another process's by now. */
  async function execute(
    entry: Entry,
    operation: Operation,
    urgency: Urgency = 'person',
  ): Promise<Outcome | undefined> {
    const callOff = showWorkingLater(entry, parts);
    let release: (() => void) | undefined;
    const onResult = () => {
      callOff();
      release?.();
    };
    try {
      release = await begin(entry, operation, urgency);
      return release && (await proceed(entry, operation, onResult));
    } finally {
      onResult();
    }
  }

  return { execute, notify, delivery, stopWaiting, askApprovers, finishUnstarted };
}
