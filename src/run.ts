import type { Facts } from './card.ts';
import { findOperation } from './catalog.ts';
import type { Clients } from './clients.ts';
import type { Actor, Entry, Intent, Outcome } from './intent.ts';
import type { Journal } from './journal/journal.ts';
import type { Logger } from './log.ts';
import { type Choices, isRepeatable, type Operation, wordsOf } from './operation.ts';
import { perform, reading } from './perform.ts';
import type { Authorise } from './policy/policy.ts';

/** Tells people. Rejects when nobody could be told; it is tried again later. */
export interface Reporter {
  working(entry: Entry): Promise<void>;
  finished(entry: Entry, operation: Operation, outcome: Outcome): Promise<void>;
}

export interface RunnerParts {
  clients: Clients;
  journal: Journal;
  authorise: Authorise;
  reporter: Reporter;
  log: Logger;
  /** After this long without a result the person sees that it is working. */
  workingAfterMs?: number;
}

/** How many entries a sweep picks up at once. */
const SWEEP_LIMIT = 50;

export type Runner = ReturnType<typeof createRunner>;

/**
 * The way of every intent: accept -> authorise -> call -> record -> report. The only caller of vendors.
 * An accepted intent is on disk; what a dead process left is picked up by `sweep`.
 */
export function createRunner({ clients, journal, authorise, reporter, log, workingAfterMs = 1500 }: RunnerParts) {
  const underWay = new Set<Promise<void>>();
  const lines = new Map<string, Promise<unknown>>();

  /** Writes to one record run one after the other. */
  function inLine<T>(subject: string | undefined, work: () => Promise<T>): Promise<T> {
    if (subject === undefined) return work();
    const before = lines.get(subject) ?? Promise.resolve();
    const mine = before.then(work, work);
    const settled = mine.catch(() => {});
    lines.set(subject, settled);
    void settled.then(() => lines.get(subject) === settled && lines.delete(subject));
    return mine;
  }

  /** Reads keep no card: vendor data does not belong in the journal, and a read can be run again. */
  const forJournal = (operation: Operation, { card, ...outcome }: Outcome): Outcome =>
    card && operation.risk !== 'read' ? { ...outcome, card } : outcome;

  async function tell(entry: Entry, operation: Operation, outcome: Outcome): Promise<void> {
    await reporter.finished(entry, operation, outcome);
    await journal.markTold(entry.reference);
  }

  async function settle(entry: Entry, operation: Operation): Promise<void> {
    const working = setTimeout(() => {
      reporter
        .working(entry)
        .catch((error) => log.warn({ err: error, reference: entry.reference }, 'working not shown'));
    }, workingAfterMs);
    try {
      const { outcome, error } = await inLine(operation.risk === 'read' ? undefined : entry.subject, () =>
        perform(entry, operation, { clients, authorise }),
      );
      const { state, tookMs, failure } = outcome;
      const line = { reference: entry.reference, operation: operation.id, state, tookMs, kind: failure?.kind };
      if (failure?.kind === 'bug' || (!failure && error)) log.error({ ...line, err: error }, 'bug in an operation');
      else log.info({ ...line, cause: error instanceof Error ? error.cause : undefined }, 'operation finished');
      await journal.finish(entry.reference, forJournal(operation, outcome));
      clearTimeout(working);
      await tell(entry, operation, outcome);
    } finally {
      clearTimeout(working);
    }
  }

  function track(entry: Entry, work: () => Promise<void>): void {
    const running = work().catch((error) =>
      log.error({ err: error, reference: entry.reference }, 'intent not settled'),
    );
    underWay.add(running);
    void running.then(() => underWay.delete(running));
  }

  function operationOf({ operation: id }: Pick<Intent, 'operation'>): Operation {
    const operation = findOperation(id);
    if (!operation) throw new Error(`There is no operation "${id}".`);
    return operation;
  }

  function subjectOf(operation: Operation, input: Record<string, unknown>): string | undefined {
    const value = operation.subject === undefined ? undefined : input[operation.subject];
    if (value === undefined) return undefined;
    const { vendor, resource } = wordsOf(operation.id);
    return `${vendor}.${resource}/${value}`;
  }

  async function recordIntent(intent: Intent, state: 'accepted' | 'proposed') {
    const operation = operationOf(intent);
    const isPrivate = intent.origin.private || operation.privateWhen?.(intent.input) === true;
    const origin = { ...intent.origin, private: isPrivate };
    return journal.record({ ...intent, origin }, state, subjectOf(operation, intent.input));
  }

  function dispatch(entry: Entry): void {
    track(entry, async () => {
      if (await journal.start(entry.reference)) await settle(entry, operationOf(entry));
    });
  }

  /** Goes on with what a dead process left, by how far it had come. */
  async function goOn(entry: Entry): Promise<void> {
    const operation = operationOf(entry);
    const mayRepeat = operation.risk === 'read' || isRepeatable(operation, entry.input);
    if (entry.state === 'accepted') return dispatch(entry);
    if (entry.state !== 'running' && (entry.outcome?.card || entry.outcome?.failure)) {
      return tell(entry, operation, entry.outcome);
    }
    if (mayRepeat) return settle(entry, operation);
    const outcome: Outcome = {
      state: 'unknown',
      tookMs: 0,
      failure: {
        kind: 'unavailable',
        message: 'The bot was interrupted while it was doing this.',
        outcomeUnknown: true,
      },
    };
    await journal.finish(entry.reference, outcome);
    await tell(entry, operation, outcome);
  }

  return {
    /** Puts the intent on record; once this resolves, it may be acknowledged. `isNew` is false for a repeated delivery. */
    accept: (intent: Intent) => recordIntent(intent, 'accepted'),

    /** Puts an intent on record that waits for the person's own confirmation. */
    propose: (intent: Intent) => recordIntent(intent, 'proposed'),

    /** Agrees to a proposed intent. Undefined when it is not the actor's own, is over, or was confirmed already. */
    async confirm(reference: string, actor: Actor): Promise<Entry | undefined> {
      const entry = await journal.find(reference);
      if (!entry || entry.actor.id !== actor.id || entry.actor.team !== actor.team) return undefined;
      return (await journal.confirm(reference)) ? { ...entry, state: 'accepted' } : undefined;
    },

    /** Runs an accepted entry in the background and reports; exactly one caller wins. */
    dispatch,

    /** Keeps this process's leases alive and picks up what others left. */
    async sweep(): Promise<void> {
      await journal.renewLeases();
      for (const entry of await journal.takeOver(SWEEP_LIMIT)) track(entry, () => goOn(entry));
    },

    /** What only the vendor knows of what is about to happen. Throws an OperationError when it cannot be read. */
    async preview(operation: Operation, { actor, input }: Intent): Promise<Facts> {
      await authorise(actor, operation, input);
      const choices: Choices = (list) => clients[wordsOf(operation.id).vendor]?.choices(list) ?? [];
      return (await operation.preview?.({ input, call: reading(clients, operation), choices })) ?? {};
    },

    /** The present values of the record an input names. Throws an OperationError when it cannot be read. */
    async prefill(
      operation: Operation,
      input: Record<string, unknown>,
      actor: Actor,
    ): Promise<Record<string, unknown>> {
      await authorise(actor, operation, input);
      return (await operation.prefill?.({ input, call: reading(clients, operation) })) ?? {};
    },

    /** The subject an input of this operation would touch. */
    subjectOf,

    /** Resolves when everything accepted here has been settled. */
    async drain(): Promise<void> {
      while (underWay.size > 0) await Promise.allSettled([...underWay]);
    },
  };
}
