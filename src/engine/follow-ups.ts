import type { Actor, Entry, Intent, Origin, Outcome } from '../journal/intent.ts';
import type { Journal } from '../journal/journal.ts';
import type { Clients } from '../vendors/clients.ts';
import { reading } from './call-vendor.ts';
import { operationOf } from './intents.ts';
import type { Outcomes } from './outcomes.ts';
import { whyNotAgain } from './overtaken.ts';
import type { Rights } from './rights.ts';
import { refusal, undoInput, undoKey } from './undo.ts';

const NOT_THERE =
  'It was probably not done, but the vendor may be slow: look it up again in a minute before you run it again.';

const LOOK_THERE =
  'The vendor may have stored it slightly changed. Look at it there: if it is the one, press "Mark as done"; if not, look it up again in a minute before you run it again.';

/**
 * The intent of a failed entry. Its etag is left out if the entry may have been done, because it may have changed the
 * record.
 */
export function sameAgain({
  operation,
  input,
  etag,
  interpretedDates,
  outcome,
}: Entry): Pick<Intent, 'operation' | 'input' | 'etag' | 'interpretedDates'> {
  const isFresh = etag !== undefined && !outcome?.failure?.maybeDone;
  return { operation, input, ...(interpretedDates ? { interpretedDates } : {}), ...(isFresh ? { etag } : {}) };
}

export interface FollowUpParts<Submitted> {
  clients: Clients;
  journal: Journal;
  rights: Rights;
  outcomes: Outcomes;
  /** How long after its outcome was known an intent can be undone. */
  undoMinutes: number;
  /** Puts an intent with a valid input on record. */
  submitValid(intent: Intent): Promise<Submitted>;
  /** Notifies of an entry that ended elsewhere than where it runs. */
  notifyEnded(entry: Entry): void;
}

/**
 * What can still be done about an intent that ended: try it again, look an unknown one up, mark it as done, undo it. All
 * check the rights before a key is taken, and are on record when they resolve. They throw an OperationError that says
 * what stands against them.
 */
export function createFollowUps<Submitted>(parts: FollowUpParts<Submitted>) {
  const { clients, journal, rights, outcomes, undoMinutes, submitValid, notifyEnded } = parts;

  async function known(reference: string, actor: Actor, origin: Origin): Promise<Entry> {
    const entry = await journal.find(reference);
    if (!entry) throw refusal('This is no longer on record.');
    await rights.mayRunInTime(operationOf(entry), actor, origin);
    return entry;
  }

  async function unknown(reference: string, actor: Actor, origin: Origin): Promise<Entry> {
    const entry = await known(reference, actor, origin);
    if (entry.state !== 'unknown') throw refusal('The outcome is known by now.');
    return entry;
  }

  /** Throws when sending the entry again could overwrite a later write to the same record. */
  async function refuseOverwriting(entry: Entry): Promise<void> {
    const why = await whyNotAgain(journal, operationOf(entry), entry);
    if (why) throw refusal(why);
  }

  /** `place`: the address of the card whose button was pressed, if it is not on record yet. */
  async function resolve(entry: Entry, outcome: Outcome, by: Actor, place?: Entry['messages']): Promise<void> {
    if (!(await outcomes.resolve(entry, outcome, by))) throw refusal('The outcome is known by now.');
    notifyEnded({ ...entry, state: outcome.state, outcome, messages: { ...entry.messages, ...place } });
  }

  /** The intent that takes a finished one back. Whether the record was changed since is checked right before the write. */
  async function undo(typed: string, actor: Actor, origin: Origin): Promise<Submitted> {
    const entry = await known(typed, actor, origin);
    // The reference may have been typed in another way, so key and link use the one on record.
    const { reference } = entry;
    const input = await undoInput(entry, operationOf(entry), { journal, undoMinutes });
    const key = await undoKey(reference, journal);
    return submitValid({ key, operation: entry.operation, input, actor, origin, undoes: reference });
  }

  return {
    undo,

    /** A failed intent once more; whoever presses second finds the first retry. */
    async retry(
      reference: string,
      actor: Actor,
      origins: { press: Origin; retry(failed: Entry): Origin },
    ): Promise<Submitted> {
      const failed = await known(reference, actor, origins.press);
      if (failed.outcome?.state !== 'failed')
        throw refusal('This cannot be tried again from here. Please use the command.');
      if (failed.undoes) return undo(failed.undoes, actor, origins.press);
      if (failed.outcome.failure?.maybeDone) await refuseOverwriting(failed);
      const intent = { key: `retry:${reference}`, ...sameAgain(failed), actor, origin: origins.retry(failed) };
      return submitValid(intent);
    },

    /** An unknown intent once more, knowingly: a person decided that it did not happen, or may happen twice. */
    async runAgain(reference: string, actor: Actor, origin: Origin): Promise<Submitted> {
      const entry = await unknown(reference, actor, origin);
      await refuseOverwriting(entry);
      const { operation, input, undoes } = entry;
      const intent = { key: `again:${reference}`, operation, input, actor, origin };
      return submitValid({ ...intent, ...(undoes ? { undoes } : {}) });
    },

    /** Reads the vendor to resolve an unknown outcome. */
    async lookUp(reference: string, by: Actor, origin: Origin, place?: Entry['messages']): Promise<void> {
      const entry = await unknown(reference, by, origin);
      const operation = operationOf(entry);
      if (!operation.verify)
        throw refusal(
          'I cannot read this at the vendor, so I cannot look it up. Look there yourself, then mark it as done or run it again.',
        );
      const verdict = await operation.verify({ input: entry.input, call: reading(clients, operation) });
      if (verdict.happened === 'maybe') throw refusal(`This may be it: ${verdict.candidate}. ${LOOK_THERE}`);
      // A vendor may carry out a write late, so a record that is not there yet keeps the outcome unknown.
      if (!verdict.happened) throw refusal(`${verdict.why} ${NOT_THERE}`);
      await resolve(entry, { state: 'succeeded', card: verdict.card, tookMs: 0 }, by, place);
    },

    /** Marks an unknown intent as done, because a person looked and found it done. */
    async markDone(reference: string, by: Actor, origin: Origin, place?: Entry['messages']): Promise<void> {
      const entry = await unknown(reference, by, origin);
      const card = {
        headline: `${operationOf(entry).title}: done`,
        notes: ['The answer was lost; somebody looked it up and marked it as done.'],
      };
      await resolve(entry, { state: 'succeeded', card, tookMs: 0 }, by, place);
    },
  };
}
