import { isDeepStrictEqual } from 'node:util';
import { type Validated, validate } from '../commands/validate.ts';
import type { Entry, Intent } from '../journal/intent.ts';
import type { Journal } from '../journal/journal.ts';
import type { Field } from '../operations/fields.ts';
import type { Operation } from '../operations/operation.ts';
import type { Clients } from '../vendors/clients.ts';
import { operationOf, siteFields, subjectOf } from './intents.ts';
import { cameToNothing } from './proposals.ts';

/**
 * The answer to a submitted intent. `recorded` and `needs_confirmation`: it is on disk; acknowledge it, then call
 * `dispatch`. `isNew` is false for a repeated delivery: nothing is left to do. `invalid`: nothing was recorded; errors
 * are keyed by field, `''` holds errors of no single field.
 */
export type Submission =
  | { status: 'recorded' | 'needs_confirmation'; entry: Entry; isNew: boolean }
  | { status: 'invalid'; errors: Readonly<Record<string, string>> };

type Recorded = Extract<Submission, { entry: Entry }>;

/** A question asked less than this ago is not asked again: the repeat was a double click. */
const ASKED_ALREADY_MS = 3_000;

/** The journal keeps no value that is undefined. */
const hasSameInput = (known: Intent, { input }: Intent): boolean =>
  isDeepStrictEqual(known.input, JSON.parse(JSON.stringify(input)));

/** Puts intents on record. */
function createRecorder(journal: Journal) {
  async function record(intent: Intent, state: 'accepted' | 'proposed') {
    const operation = operationOf(intent);
    const isPrivate = intent.origin.private || operation.privateWhen?.(intent.input) === true;
    const origin = { ...intent.origin, private: isPrivate };
    const does = operation.risk === 'read' ? 'read' : 'write';
    return journal.record({ ...intent, origin }, state, subjectOf(operation, intent.input), does);
  }

  /**
   * Cancels a question for another person or other values and asks anew; also when the last one came to nothing. An
   * entry that was confirmed and may have been done stays. The new key is the same for a repeated delivery, so that two
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
   * Records an intent that needs no confirmation. A question under its key was about other values, so it is cancelled
   * and another key is used, the same one for a repeated delivery.
   */
  async function accept(intent: Intent) {
    const first = await record(intent, 'accepted');
    const { state, reference } = first.entry;
    const isCancelled = state === 'cancelled' || (state === 'proposed' && (await journal.cancel(reference)));
    return isCancelled ? record({ ...intent, key: `${intent.key}:instead:${reference}` }, 'accepted') : first;
  }

  return { propose, accept };
}

/** Checks intents and puts them on record. Nothing else in the bot records one. */
export function createSubmissions({ clients, journal }: { clients: Clients; journal: Journal }) {
  const { propose, accept } = createRecorder(journal);

  /**
   * Checks typed values against the schema and the lists of this site. `kept`: fields whose value comes from the record
   * itself and may be in no list.
   */
  function check(operation: Operation, values: Record<string, unknown>, kept: readonly string[] = []): Validated {
    const open = (field: Field) => (kept.includes(field.name) ? { ...field, openList: true } : field);
    return validate(operation, siteFields(operation, clients).map(open), values);
  }

  /** Records a valid intent, as accepted or as waiting for the person's confirmation. */
  async function submitValid(intent: Intent): Promise<Recorded> {
    if (!operationOf(intent).confirm?.(intent.input)) {
      return { status: 'recorded', ...(await accept(intent)) };
    }
    const proposed = await propose(intent);
    return { status: proposed.entry.state === 'proposed' ? 'needs_confirmation' : 'recorded', ...proposed };
  }

  return {
    check,
    submitValid,

    /** Checks an intent and puts it on record; once this resolves as recorded, it may be acknowledged. */
    async submit(intent: Intent, kept?: readonly string[]): Promise<Submission> {
      const checked = check(operationOf(intent), intent.input, kept);
      if (!checked.ok) return { status: 'invalid', errors: checked.errors };
      return submitValid({ ...intent, input: checked.input });
    },
  };
}
