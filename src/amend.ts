import type { Clients } from './clients.ts';
import { OperationError } from './errors.ts';
import { fingerprint, type Image, imageOf, isSame } from './image.ts';
import type { Actor, Entry, Intent, Origin, Outcome, State } from './intent.ts';
import type { Journal } from './journal/journal.ts';
import type { Operation } from './operation.ts';
import { reading } from './perform.ts';
import { operationOf } from './run.ts';

const MINUTE_MS = 60_000;

const NOT_THERE =
  'So most likely it was not done. The vendor may only be slow: look it up again in a minute before you run it again.';

const LOOK_THERE =
  'The vendor may have stored it slightly changed. Look at it there: if it is the one, press "Mark as done"; if not, look it up again in a minute before you run it again.';

/** It is we who say no, not the vendor. */
const refuse = (message: string): OperationError => new OperationError({ kind: 'input', message });

/** Why there is nothing more to undo, by what became of the last attempt. */
const UNDO_STANDS: Partial<Record<State, string>> = {
  accepted: 'This is being undone',
  running: 'This is being undone',
  awaiting_approval: 'Undoing this waits for approval',
  succeeded: 'This was undone already',
  unknown: 'Nobody knows yet whether this was undone',
};

export interface AmendParts {
  clients: Clients;
  journal: Journal;
  /** How long after its outcome was known an intent can be undone. */
  undoMinutes: number;
}

/** Whether every value that was sent still stands there. */
function stands(operation: Operation, sent: Image, now: Image): boolean {
  const emptied = operation.emptied === undefined ? [] : ((sent[operation.emptied] as string[] | undefined) ?? []);
  const wanted = { ...sent, ...Object.fromEntries(emptied.map((name) => [name, undefined])) };
  const own = new Set([operation.subject, operation.emptied]);
  return Object.entries(wanted).every(
    ([name, value]) => own.has(name) || !Object.hasOwn(now, name) || isSame(value, now[name]),
  );
}

/** What can still be done about an intent that ended: look an unknown one up, settle it by hand, undo a finished one. */
export function createAmend({ clients, journal, undoMinutes }: AmendParts) {
  async function unknownEntry(reference: string): Promise<Entry> {
    const entry = await journal.find(reference);
    if (entry?.state !== 'unknown') throw refuse('The outcome of this one is known by now.');
    return entry;
  }

  async function resolve(entry: Entry, outcome: Outcome, by: Actor): Promise<Entry> {
    if (!(await journal.resolve(entry.reference, outcome, by)))
      throw refuse('The outcome of this one is known by now.');
    return { ...entry, state: outcome.state, outcome };
  }

  /**
   * The input that would put everything back, and the fingerprint of the record that it is meant for. Throws an
   * OperationError that says why it cannot be undone.
   */
  async function undoInput(entry: Entry, operation: Operation) {
    const { before, input, reference, endedAt = 0 } = entry;
    if (entry.state !== 'succeeded' || !operation.undo || !before) throw refuse('This cannot be undone.');
    if (Date.now() - endedAt > undoMinutes * MINUTE_MS) {
      throw refuse(`This can be undone for ${undoMinutes} minutes only, and that time is over.`);
    }
    const now = await imageOf(operation, entry, { clients, journal });
    if (operation.prefill) {
      if (!now || !stands(operation, input, now)) {
        throw refuse('Somebody changed the record since, so putting the old values back could undo their work too.');
      }
    } else if (entry.subject && (await journal.lastSent(entry.subject))?.reference !== reference) {
      throw refuse('Something else was sent for this record since, so the old values may not be right any more.');
    }
    const back = operation.undo({ input, before });
    if (!back) throw refuse('There is nothing to put back: it changed nothing.');
    return {
      input: operation.input.parse(back) as Record<string, unknown>,
      ...(now ? { seen: fingerprint(now) } : {}),
    };
  }

  /**
   * The key of an undo: one for each attempt, so that a second press finds the first, but what did not come about can
   * be tried once more. Throws an OperationError when it is undone, or may be.
   */
  async function undoKey(reference: string): Promise<string> {
    const last = await journal.lastUndoOf(reference);
    if (!last) return `undo:${reference}`;
    const why = UNDO_STANDS[last.state];
    if (why) throw refuse(`${why}: ${last.reference}.`);
    return last.state === 'proposed' ? last.key : `undo:${reference}:${last.reference}`;
  }

  return {
    /** Reads the vendor to settle an unknown outcome. Throws an OperationError when it cannot be told. */
    async lookUp(reference: string, by: Actor): Promise<Entry> {
      const entry = await unknownEntry(reference);
      const operation = operationOf(entry);
      if (!operation.verify)
        throw refuse(
          'I cannot read this at the vendor, so I cannot look it up. Look there yourself, then mark it as done or run it again.',
        );
      const verdict = await operation.verify({ input: entry.input, call: reading(clients, operation) });
      // What is not there now may still come: a vendor can do late what it was asked. So this is no end.
      if (verdict.happened === 'maybe') throw refuse(`This may be it: ${verdict.candidate}. ${LOOK_THERE}`);
      if (!verdict.happened) throw refuse(`${verdict.why} ${NOT_THERE}`);
      return resolve(entry, { state: 'succeeded', card: verdict.card, tookMs: 0 }, by);
    },

    /** Somebody looked for themselves: it was done. */
    async markDone(reference: string, by: Actor): Promise<Entry> {
      const entry = await unknownEntry(reference);
      const card = {
        headline: `${operationOf(entry).title}: done`,
        notes: ['The answer was lost; somebody looked it up and marked it as done.'],
      };
      return resolve(entry, { state: 'succeeded', card, tookMs: 0 }, by);
    },

    /** The same wish once more, knowingly: a person decided that it did not happen, or may happen twice. */
    async again(reference: string, actor: Actor, origin: Origin): Promise<Intent> {
      const entry = await unknownEntry(reference);
      const { operation, input, undoes } = entry;
      return { key: `again:${reference}`, operation, input, actor, origin, ...(undoes ? { undoes } : {}) };
    },

    /** The wish that takes a finished one back. Throws an OperationError that says why it cannot be undone. */
    async undo(reference: string, actor: Actor, origin: Origin): Promise<Intent> {
      const entry = await journal.find(reference);
      if (!entry) throw refuse('This cannot be undone.');
      const key = await undoKey(reference);
      const { input, seen } = await undoInput(entry, operationOf(entry));
      const from = seen === undefined ? origin : { ...origin, seen };
      return { key, operation: entry.operation, input, actor, origin: from, undoes: reference };
    },
  };
}
export type Amend = ReturnType<typeof createAmend>;
