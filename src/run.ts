import type { Facts } from './card.ts';
import { findOperation } from './catalog.ts';
import { OperationError } from './errors.ts';
import type { Actor, Entry, Intent, Origin, Outcome } from './intent.ts';
import { isRepeatable, type Operation, wordsOf } from './operation.ts';
import { interrupted, unknownOperation } from './overtaken.ts';
import { perform, previewOf, reading } from './perform.ts';
import { createSettle, type SettleParts } from './settle.ts';

export type { Reporter } from './settle.ts';

/** How many entries a sweep picks up at once. */
const SWEEP_LIMIT = 50;

export type Runner = ReturnType<typeof createRunner>;

/** The operation of an intent. Throws when the catalog knows it no more. */
export function operationOf({ operation: id }: Pick<Intent, 'operation'>): Operation {
  const operation = findOperation(id);
  if (!operation) throw new Error(`There is no operation "${id}".`);
  return operation;
}

/** One record has one name: `007` is 7, and hexadecimal ids are the same in capitals. */
const canonical = (id: string): string =>
  /^\d+$/.test(id) ? id.replace(/^0+(?=\d)/, '') : /^[\da-f-]+$/i.test(id) ? id.toLowerCase() : id;

/** What an input touches, as `vendor.resource/id`. */
export function subjectOf(operation: Operation, input: Record<string, unknown>): string | undefined {
  const value = operation.subject === undefined ? undefined : input[operation.subject];
  if (value === undefined) return undefined;
  const { vendor, resource } = wordsOf(operation.id);
  return `${vendor}.${operation.subjectResource ?? resource}/${canonical(String(value))}`;
}

const ASK_ANEW = 'This needs the approval of others each time. Please ask for it with the command.';

/**
 * The way of every intent: accept -> authorise -> call -> record -> report.
 * An accepted intent is on disk; what a dead process left is picked up by `sweep`.
 */
export function createRunner(parts: SettleParts) {
  const { clients, journal, policy, reporter, log } = parts;
  const { settle, tell, ask, stopWaiting } = createSettle(parts);
  const underWay = new Set<Promise<void>>();

  /** Works on an entry, which is ours meanwhile; what is still owed when that ends, a later sweep takes up. */
  function track(entry: Entry, work: () => Promise<void>): void {
    const { reference } = entry;
    journal.tend(reference);
    const running = work()
      .catch((error) => log.error({ err: error, reference }, 'intent not settled'))
      .finally(() => journal.leave(reference));
    underWay.add(running);
    void running.then(() => underWay.delete(running));
  }

  async function recordIntent(intent: Intent, state: 'accepted' | 'proposed') {
    const operation = operationOf(intent);
    const isPrivate = intent.origin.private || operation.privateWhen?.(intent.input) === true;
    const origin = { ...intent.origin, private: isPrivate };
    const does = operation.risk === 'read' ? 'read' : 'write';
    return journal.record({ ...intent, origin }, state, subjectOf(operation, intent.input), does);
  }

  /** Asks for a confirmation whose question never came, because its process died or Slack took no post. */
  async function askAgain(entry: Entry, operation: Operation): Promise<void> {
    const confirmation = operation.confirm?.(entry.input);
    if (!confirmation) throw new Error(`"${operation.id}" asks for no confirmation of this.`);
    // Who may not run it learns nothing of the record; that they may not, they are told when they confirm.
    const facts = await mayRun(operation, entry.actor, entry.origin)
      .then(() => previewOf(clients, operation, entry.input))
      .catch(() => ({}));
    await reporter.question(entry, operation, { ...confirmation, facts: { ...confirmation.facts, ...facts } });
    await journal.markTold(entry.reference, 'proposed');
  }

  /** Goes on with what a dead process left, by how far it had come. */
  async function goOn(entry: Entry): Promise<void> {
    // Ends what this version does not know any more, so that it does not keep its record from others.
    if (!findOperation(entry.operation)) await journal.finish(entry.reference, unknownOperation(entry));
    const operation = operationOf(entry);
    if (entry.state === 'proposed') return askAgain(entry, operation);
    if (entry.state === 'accepted') return settle(entry, operation);
    const { outcome } = entry;
    if (entry.state !== 'running' && outcome && (outcome.card || outcome.failure))
      return tell(entry, operation, outcome);
    const isAgain = operation.risk === 'read' || isRepeatable(operation, entry.input);
    const [newer] = operation.risk === 'read' ? [] : await journal.newerWrites(entry.reference);
    if (isAgain && !newer) return settle(entry, operation);
    const end = interrupted(isAgain ? newer : undefined);
    if (await journal.finish(entry.reference, end)) await tell(entry, operation, end);
  }

  /** Throws an OperationError unless the actor may run this at all, perhaps after approval. */
  async function mayRun(operation: Operation, actor: Actor, { channel }: Pick<Origin, 'channel'>): Promise<void> {
    const decided = await policy.decideAtAll(actor, operation, channel ? { channel } : {});
    if (decided.decision === 'deny') throw new OperationError({ kind: 'denied', message: decided.why });
  }

  /** Throws an OperationError unless the actor may see the answer to somebody's read. */
  async function mayRead(entry: Entry, actor: Actor, { channel }: Pick<Origin, 'channel'>): Promise<void> {
    const decided = await policy.decide(actor, operationOf(entry), entry.input, channel ? { channel } : {});
    if (decided.decision === 'deny') throw new OperationError({ kind: 'denied', message: decided.why });
    if (decided.decision === 'approval' && entry.actor.id !== actor.id)
      throw new OperationError({ kind: 'denied', message: ASK_ANEW });
  }

  return {
    /** Puts the intent on record; once this resolves, it may be acknowledged. `isNew` is false for a repeated delivery. */
    accept: (intent: Intent) => recordIntent(intent, 'accepted'),

    /** Puts an intent on record that waits for the person's own confirmation. */
    propose: (intent: Intent) => recordIntent(intent, 'proposed'),

    /** Agrees to a proposed intent. Undefined when it is not the actor's own, is over, or was confirmed already. */
    async confirm(reference: string, actor: Actor): Promise<Entry | undefined> {
      const entry = await journal.find(reference);
      if (!entry || entry.actor.id !== actor.id) return undefined;
      if (!(await journal.confirm(reference))) return undefined;
      return { ...entry, state: 'accepted' };
    },

    /** Runs an accepted entry in the background and reports; exactly one caller wins. */
    dispatch: (entry: Entry): void => track(entry, () => settle(entry, operationOf(entry))),

    mayRun,

    /** What only the vendor knows of what is about to happen. Throws an OperationError when it cannot be read. */
    async preview(operation: Operation, { actor, input, origin }: Intent): Promise<Facts> {
      await mayRun(operation, actor, origin);
      return previewOf(clients, operation, input);
    },

    mayRead,

    /** The answer to a read once more. Throws an OperationError when it fails; whether it is for them, see `mayRead`. */
    async readAgain({ outcome: _, ...entry }: Entry): Promise<Outcome> {
      const operation = operationOf(entry);
      if (operation.risk !== 'read') throw new Error(`"${operation.id}" is not a read.`);
      const { outcome, error } = await perform(entry, operation, clients);
      if (outcome.failure) throw new OperationError(outcome.failure, error);
      return outcome;
    },

    /** The present values of the record an input names. Throws an OperationError when it may not or cannot be read. */
    async prefill(
      operation: Operation,
      input: Record<string, unknown>,
      { actor, origin }: Pick<Intent, 'actor' | 'origin'>,
    ): Promise<Record<string, unknown>> {
      await mayRun(operation, actor, origin);
      return (await operation.prefill?.({ input, call: reading(clients, operation) })) ?? {};
    },

    /** Keeps this process's leases alive and picks up what others left. */
    async sweep(): Promise<void> {
      await journal.renewLeases();
      for (const entry of await journal.takeOver(SWEEP_LIMIT)) track(entry, () => goOn(entry));
    },

    /** Tells what became of an entry that ended elsewhere than in `dispatch`. */
    tell(entry: Entry): void {
      const { outcome } = entry;
      if (outcome) track(entry, () => tell(entry, operationOf(entry), outcome));
    },

    /** Asks the approvers of an entry whose asking was cut short. */
    ask(entry: Entry): void {
      const { approval } = entry;
      if (approval) track(entry, () => ask(entry, operationOf(entry), approval));
    },

    /** Resolves when everything accepted here was done, or left to others because it has to wait for them. */
    async drain(): Promise<void> {
      stopWaiting();
      while (underWay.size > 0) await Promise.allSettled([...underWay]);
    },
  };
}
