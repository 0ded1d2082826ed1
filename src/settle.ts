import { setTimeout as wait } from 'node:timers/promises';
import type { Clients } from './clients.ts';
import { type Failure, failureOf, OperationError } from './errors.ts';
import { fingerprint, imageOf } from './image.ts';
import type { ApprovalRequest, Entry, Outcome } from './intent.ts';
import type { Journal } from './journal/journal.ts';
import { createLines } from './lines.ts';
import type { Logger } from './log.ts';
import { type LookAhead, lookAhead } from './look.ts';
import type { Operation } from './operation.ts';
import { type Performed, perform } from './perform.ts';
import type { ApprovalRule, Policy } from './policy/policy.ts';

/** Tells people. Rejects when nobody could be told; it is tried again later. */
export interface Reporter {
  working(entry: Entry): Promise<void>;
  finished(entry: Entry, operation: Operation, outcome: Outcome): Promise<void>;
  /** Tells the person that approvers are asked, and asks them. False when they cannot be reached at all. */
  held(entry: Entry, operation: Operation, approval: ApprovalRequest): Promise<boolean>;
}

export interface SettleParts {
  clients: Clients;
  journal: Journal;
  policy: Policy;
  reporter: Reporter;
  log: Logger;
  /** After this long without a result the person sees that it is working. */
  workingAfterMs: number;
}

const MINUTE_MS = 60_000;

const CHANGED_MEANWHILE: Failure = {
  kind: 'refused',
  message:
    'Somebody changed this record after you saw it, so nothing was sent. Open it again to see the present values.',
};

const BUSY: Failure = { kind: 'unavailable', message: 'Somebody else is changing this record right now.' };
/** Longer than it takes until a dead process's work was taken over and done. */
const BUSY_FOR_MS = 30_000;
const LOOK_AGAIN_MS = 200;

const UNREACHABLE =
  'Those who decide could not be asked: the bot may not post in their channel. The administrator of the bot has to invite it there.';

const requestFrom = (rule: ApprovalRule, ahead: LookAhead): ApprovalRequest => ({
  ...ahead,
  users: [...rule.users],
  groups: [...rule.groups],
  needed: rule.needed,
  channel: rule.channel,
  expiresAt: Date.now() + rule.expiresMinutes * MINUTE_MS,
  ...(rule.reminderMinutes === undefined ? {} : { remindAt: Date.now() + rule.reminderMinutes * MINUTE_MS }),
});

const isApproved = ({ approval, votes = [] }: Entry): boolean =>
  approval !== undefined && votes.filter(({ approve }) => approve).length >= approval.needed;

/** Taken over from a process that kept what was there, and died before or after the write. */
const hasLooked = ({ state, before }: Entry): boolean => state === 'running' && before !== undefined;

const failed = (error: unknown): Performed => {
  const failure = failureOf(error);
  const state = failure.kind === 'denied' ? 'denied' : failure.kind === 'refused' ? 'refused' : 'failed';
  return { outcome: { state, failure, tookMs: 0 }, error };
};

/** Reads keep no card: vendor data does not belong in the journal, and a read can be run again. */
const forJournal = (operation: Operation, { card, ...outcome }: Outcome): Outcome =>
  card && operation.risk !== 'read' ? { ...outcome, card } : outcome;

/** Takes one running entry to its end: authorise -> look at the record -> call -> record -> report. */
export function createSettle(parts: SettleParts) {
  const { clients, journal, policy, reporter, log } = parts;
  const inLine = createLines();

  /** The approval still needed, if any. Throws an OperationError when the actor may not do this at all. */
  async function approvalNeeded(entry: Entry, operation: Operation): Promise<ApprovalRule | undefined> {
    const { actor, input, origin } = entry;
    const decided = await policy.decide(actor, operation, input, origin.channel ? { channel: origin.channel } : {});
    if (decided.decision === 'deny') throw new OperationError({ kind: 'denied', message: decided.why });
    return decided.decision === 'approval' && !isApproved(entry) ? decided.approval : undefined;
  }

  /**
   * Keeps the record as it is before the write, and stops if it is not what the person, or who approved it, saw.
   * Undefined when the entry is ours no more: we were taken for dead, and who took it over goes on with it. Another
   * process that is at work on the same record is waited for.
   */
  async function lookBefore(entry: Entry, operation: Operation): Promise<Entry | undefined> {
    const seen = entry.approval?.seen ?? entry.origin.seen;
    if (!operation.undo && seen === undefined) return entry;
    // The write may be done: the record as it is now says nothing any more.
    if (hasLooked(entry)) return entry;
    for (const until = Date.now() + BUSY_FOR_MS; Date.now() < until; await wait(LOOK_AGAIN_MS)) {
      const image = await imageOf(operation, entry, { clients, journal });
      if (!image) return entry;
      if (seen !== undefined && fingerprint(image) !== seen) throw new OperationError(CHANGED_MEANWHILE);
      const kept = await journal.keepBefore(entry.reference, image);
      if (kept === 'kept') return { ...entry, before: image };
      if (kept === 'lost') return undefined;
    }
    throw new OperationError(BUSY);
  }

  async function work(
    entry: Entry,
    operation: Operation,
  ): Promise<{ looked: Entry; performed: Performed } | undefined> {
    let looked: Entry | undefined;
    try {
      looked = await lookBefore(entry, operation);
    } catch (error) {
      return { looked: entry, performed: failed(error) };
    }
    return looked && { looked, performed: await perform(looked, operation, clients) };
  }

  function note(entry: Entry, operation: Operation, { outcome, error }: Performed): void {
    const { state, tookMs, failure } = outcome;
    const line = { reference: entry.reference, operation: operation.id, state, tookMs, kind: failure?.kind };
    if (failure?.kind === 'bug' || (!failure && error)) log.error({ ...line, err: error }, 'bug in an operation');
    else log.info({ ...line, ...(error instanceof Error ? { cause: error.cause } : {}) }, 'operation finished');
  }

  async function tell(entry: Entry, operation: Operation, outcome: Outcome): Promise<void> {
    await reporter.finished(entry, operation, outcome);
    await journal.markTold(entry.reference, outcome.state);
  }

  /** Of a write that a dead process may have done before, nobody can say that nothing was done. */
  const inDoubt = ({ state }: Entry, { risk }: Operation, { failure, ...outcome }: Outcome): Outcome => {
    if (!failure) return outcome;
    const isDoubtful = state === 'running' && risk !== 'read' && failure.kind !== 'bug';
    return { ...outcome, failure: isDoubtful ? { ...failure, maybeDone: true } : failure };
  };

  /** Puts the end on record, then tells it; who finds it ended already leaves the telling to who ended it. */
  async function finish(entry: Entry, operation: Operation, performed: Performed): Promise<void> {
    note(entry, operation, performed);
    const { reference } = entry;
    const outcome = inDoubt(entry, operation, performed.outcome);
    const isOurs = await journal.finish(reference, forJournal(operation, outcome));
    const isRetold = entry.state !== 'accepted' && entry.state !== 'running';
    if (isOurs || isRetold) return tell(entry, operation, outcome);
    // We were only slow, and taken for dead: what was called unknown meanwhile is known after all.
    if (outcome.state === 'unknown' || !(await journal.resolve(reference, forJournal(operation, outcome)))) return;
    await tell((await journal.find(reference)) ?? entry, operation, outcome);
  }

  async function hold(entry: Entry, operation: Operation, rule: ApprovalRule): Promise<void> {
    const approval = requestFrom(rule, await lookAhead(entry, operation, { clients, journal }));
    if (await journal.hold(entry.reference, approval)) await ask({ ...entry, approval }, operation, approval);
  }

  /** Asks those who decide. If they cannot be reached nobody waits for them: it ends here, and its person is told why. */
  async function ask(entry: Entry, operation: Operation, approval: ApprovalRequest): Promise<void> {
    if (await reporter.held(entry, operation, approval)) return;
    const ended = await journal.giveUp(entry.reference, UNREACHABLE);
    if (ended?.outcome) await tell(ended, operation, ended.outcome);
  }

  async function settle(entry: Entry, operation: Operation): Promise<void> {
    let rule: ApprovalRule | undefined;
    try {
      rule = await approvalNeeded(entry, operation);
    } catch (error) {
      return finish(entry, operation, failed(error));
    }
    if (rule) return hold(entry, operation, rule);
    const notice = setTimeout(() => {
      reporter
        .working(entry)
        .catch((error) => log.warn({ err: error, reference: entry.reference }, 'working not shown'));
    }, parts.workingAfterMs);
    try {
      // Whoever is first in line may be waiting for this very entry.
      const line = operation.risk === 'read' || hasLooked(entry) ? undefined : entry.subject;
      const done = await inLine(line, () => work(entry, operation));
      clearTimeout(notice);
      if (done) await finish(done.looked, operation, done.performed);
    } finally {
      clearTimeout(notice);
    }
  }

  return { settle, tell, ask };
}
