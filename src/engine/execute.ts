import { type Failure, OperationError } from '../errors.ts';
import type { ApprovalRequest, Entry, Outcome, State } from '../journal/intent.ts';
import type { Journal } from '../journal/journal.ts';
import type { Logger } from '../log.ts';
import { type Operation, wordsOf } from '../operations/operation.ts';
import type { ApprovalRule, Policy } from '../policy/policy.ts';
import { isAnybodyWaiting } from '../storage/deadline.ts';
import type { Clients } from '../vendors/clients.ts';
import { type Called, callVendor, endedBy } from './call-vendor.ts';
import { createDelivery, type NotifyLimits } from './delivery.ts';
import type { Notifier } from './notifier.ts';
import { APPROVERS_UNREACHABLE, type Outcomes } from './outcomes.ts';
import { type LookAhead, lookAhead } from './preview.ts';
import { createSlots, type Slots, type Urgency } from './slots.ts';
import { etagOf, snapshotOf } from './snapshot.ts';
import { createTurns } from './turns.ts';
import { checkUnchangedSince } from './undo.ts';

export interface ExecuteParts {
  clients: Clients;
  journal: Journal;
  policy: Policy;
  notifier: Notifier;
  log: Logger;
  /** After this long without a result the person sees that it is working. */
  workingAfterMs: number;
  /** For tests: how long and how often a person is tried. */
  notifyLimits?: Partial<NotifyLimits> | undefined;
}

const MINUTE_MS = 60_000;

/**
 * How many intents of one vendor are at work at once; the others wait on disk, acknowledged. Each vendor has its own, so
 * that one that hangs does not keep people from the others.
 */
const MOST_AT_WORK = 16;
/** Acknowledgements go before work. */
const MOST_WHILE_ANYBODY_WAITS = 2;

const CHANGED_MEANWHILE: Failure = {
  kind: 'input',
  message:
    'Somebody changed this record after you saw it, so nothing was sent. Open it again to see the present values.',
};

const requestFrom = (rule: ApprovalRule, ahead: LookAhead, now: number): ApprovalRequest => ({
  ...ahead,
  users: [...rule.users],
  groups: [...rule.groups],
  needed: rule.needed,
  channel: rule.channel,
  expiresAt: now + rule.expiresMinutes * MINUTE_MS,
  ...(rule.reminderMinutes === undefined ? {} : { remindAt: now + rule.reminderMinutes * MINUTE_MS }),
});

const isApproved = ({ approval, votes = [] }: Entry): boolean =>
  approval !== undefined && votes.filter(({ approve }) => approve).length >= approval.needed;

/** Claimed from a process that took the snapshot and died before or after the write. */
const hasSnapshot = ({ state, before }: Entry): boolean => state === 'running' && before !== undefined;

/** Takes one accepted or running entry to its end: its turn -> authorize -> snapshot -> call the vendor -> record -> notify. */
export function createExecute(parts: ExecuteParts, outcomes: Outcomes) {
  const { clients, journal, policy, notifier, log } = parts;
  const turns = createTurns(journal);
  const slots = new Map<string, Slots>();

  /** The approval still needed, if any. Throws an OperationError when the actor may not do this at all. */
  async function approvalNeeded(entry: Entry, operation: Operation): Promise<ApprovalRule | undefined> {
    const { actor, input, origin } = entry;
    const decided = await policy.decide(actor, operation, input, origin.channel ? { channel: origin.channel } : {});
    if (decided.decision === 'deny') throw new OperationError({ kind: 'denied', message: decided.why });
    return decided.decision === 'approval' && !isApproved(entry) ? decided.approval : undefined;
  }

  /**
   * Keeps a snapshot of the record before the write, and stops if the record is not as the person, or who approved it,
   * saw it. Undefined when another process claimed the entry and goes on with it.
   */
  async function takeSnapshot(entry: Entry, operation: Operation): Promise<Entry | undefined> {
    const seen = entry.approval?.seen ?? entry.origin.seen;
    if (!operation.undo && seen === undefined) return entry;
    // The write may be done: the record as it is now says nothing any more.
    if (hasSnapshot(entry)) return entry;
    const snapshot = await snapshotOf(operation, entry, { clients, journal });
    await checkUnchangedSince(entry, operation, snapshot, journal);
    // Known then and not known now: a later write ended, and nobody knows how.
    if (seen !== undefined && (!snapshot || etagOf(snapshot) !== seen)) throw new OperationError(CHANGED_MEANWHILE);
    if (!snapshot) return entry;
    const kept = await journal.keepSnapshot(entry.reference, snapshot);
    return kept === 'kept' ? { ...entry, before: snapshot } : undefined;
  }

  /** Undefined when the entry is no longer ours. */
  async function work(entry: Entry, operation: Operation): Promise<{ ready: Entry; called: Called } | undefined> {
    let ready: Entry | undefined;
    try {
      ready = await takeSnapshot(entry, operation);
    } catch (error) {
      return { ready: entry, called: endedBy(error) };
    }
    return (
      ready && { ready, called: await callVendor(ready, operation, clients, () => journal.holds(ready.reference)) }
    );
  }

  const delivery = createDelivery({
    journal,
    show: (...shown) => notifier.finished(...shown),
    log,
    ...(parts.notifyLimits ? { limits: parts.notifyLimits } : {}),
  });

  /** `recorded`: the state on record, where the person is shown another outcome. */
  async function notify(entry: Entry, operation: Operation, outcome: Outcome, recorded?: State): Promise<Outcome> {
    await delivery.notify(entry, operation, outcome, recorded);
    return outcome;
  }

  /** Records the outcome, then notifies. Undefined where another process did both. */
  async function finish(entry: Entry, operation: Operation, called: Called): Promise<Outcome | undefined> {
    const owed = await outcomes.record(entry, operation, called);
    return owed && notify(owed.entry, operation, owed.outcome);
  }

  async function awaitApproval(entry: Entry, operation: Operation, rule: ApprovalRule): Promise<Outcome | undefined> {
    const approval = requestFrom(rule, await lookAhead(entry, operation, { clients, journal }), await journal.now());
    if (!(await journal.requestApproval(entry.reference, approval))) return undefined;
    return askApprovers({ ...entry, approval }, operation, approval);
  }

  /** Asks those who decide. If they cannot be reached nobody waits for them: it ends here, and its person is notified. */
  async function askApprovers(
    entry: Entry,
    operation: Operation,
    approval: ApprovalRequest,
  ): Promise<Outcome | undefined> {
    if (await notifier.approvalRequested(entry, operation, approval)) return undefined;
    const ended = await journal.abandonApproval(entry.reference, APPROVERS_UNREACHABLE);
    return ended?.outcome && notify(ended, operation, ended.outcome);
  }

  /** From the turn of a running entry to its outcome, or until it waits for approval. */
  async function proceed(entry: Entry, operation: Operation, onResult: () => void): Promise<Outcome | undefined> {
    let rule: ApprovalRule | undefined;
    try {
      rule = await approvalNeeded(entry, operation);
    } catch (error) {
      onResult();
      return finish(entry, operation, endedBy(error));
    }
    const done = rule ? undefined : await work(entry, operation);
    onResult();
    if (rule) return awaitApproval(entry, operation, rule);
    return done && finish(done.ready, operation, done.called);
  }

  /**
   * Makes an entry run here when it is its turn and there is room, and returns what makes room again. Who waits in line
   * for a record takes no room. Undefined when the entry is another process's by now.
   */
  async function begin(entry: Entry, operation: Operation, urgency: Urgency): Promise<(() => void) | undefined> {
    const { vendor } = wordsOf(operation.id);
    const ofVendor =
      slots.get(vendor) ?? createSlots(() => (isAnybodyWaiting() ? MOST_WHILE_ANYBODY_WAITS : MOST_AT_WORK));
    slots.set(vendor, ofVendor);
    if (entry.state !== 'accepted') return ofVendor.acquire(urgency);
    let release: (() => void) | undefined;
    await turns.start(entry, async () => {
      const free = await ofVendor.acquire(urgency);
      try {
        if (await journal.start(entry.reference)) release = free;
        return release !== undefined;
      } finally {
        if (!release) free();
      }
    });
    return release;
  }

  /** Takes an accepted or running entry on. Undefined when it waits for approval, or is another process's by now. */
  async function execute(
    entry: Entry,
    operation: Operation,
    urgency: Urgency = 'person',
  ): Promise<Outcome | undefined> {
    let notice: NodeJS.Timeout;
    const showWorking = () => {
      notice = setTimeout(() => {
        // While acknowledgements are waited for, messages that say nothing yet have to wait.
        if (isAnybodyWaiting()) return showWorking();
        notifier
          .working(entry)
          .catch((error) => log.warn({ err: error, reference: entry.reference }, 'working not shown'));
      }, parts.workingAfterMs);
    };
    showWorking();
    let release: (() => void) | undefined;
    const onResult = () => {
      clearTimeout(notice);
      release?.();
    };
    try {
      release = await begin(entry, operation, urgency);
      return release && (await proceed(entry, operation, onResult));
    } finally {
      onResult();
    }
  }

  return {
    execute,
    notify,
    delivery,
    stopWaiting: turns.stop,
    askApprovers,
    /** Ends an entry that never ran, because of an error. */
    finishUnstarted: (entry: Entry, operation: Operation, error: unknown) => finish(entry, operation, endedBy(error)),
  };
}
