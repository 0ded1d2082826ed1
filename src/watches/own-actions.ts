import type { ExpressionBuilder, Kysely } from 'kysely';
import { subjectOfRecord } from '../engine/intents.ts';
import type { Entry, Origin } from '../journal/intent.ts';
import { toEntry } from '../journal/rows.ts';
import type { Place } from '../policy/policy.ts';
import type { Tables } from '../storage/schema.ts';
import type { Difference } from './difference.ts';

/** A write through the bot that may have made a difference. */
export interface OwnAction {
  actor: string;
  /** Where its result stands, as the policy knows it. */
  place: Place;
  isPrivate: boolean;
}

const MOST = 500;

type Row = ExpressionBuilder<Tables, 'journal'>;

/** Ended after a time, or not yet; in a state in which it may have changed something. */
const mayHaveChanged = (since: number) => (row: Row) =>
  row.and([
    row('state', 'in', ['running', 'succeeded', 'unknown']),
    row.or([row('ended_at', '>=', since), row('ended_at', 'is', null)]),
  ]);

const word = (value: unknown): string => String(value).trim().toLowerCase();

/** True if the entry may have made this record: its answer names it, or its input has the record's name. */
function isMakerOf({ input, outcome }: Entry, { id, now }: Difference): boolean {
  const steps = outcome?.card?.next ?? [];
  if (steps.some((one) => String(one.input.id) === id)) return true;
  const title = word(now?.title ?? '');
  return title !== '' && Object.values(input).some((value) => word(value) === title);
}

async function writesSince(db: Kysely<Tables>, subjects: readonly string[], since: number): Promise<Entry[]> {
  const rows = db.selectFrom('journal').selectAll().where('line', 'in', subjects).where(mayHaveChanged(since));
  return (await rows.orderBy('place', 'desc').limit(MOST).execute()).map(toEntry);
}

async function additionsSince(db: Kysely<Tables>, resource: string, since: number): Promise<Entry[]> {
  const rows = db.selectFrom('journal').selectAll().where('resource', '=', resource).where('subject', 'is', null);
  const found = await rows.where(mayHaveChanged(since)).orderBy('accepted_at', 'desc').limit(MOST).execute();
  return found.map(toEntry);
}

/** The writes through the bot since a time that may have made these differences, newest first, by the id of the record. */
export async function ownActions(
  db: Kysely<Tables>,
  differences: readonly Difference[],
  since: number,
  placeOf: (origin: Origin) => Place,
): Promise<ReadonlyMap<string, readonly OwnAction[]>> {
  const [first] = differences;
  if (!first) return new Map();
  const subjects = new Map(differences.map((one) => [one.id, subjectOfRecord(one.resource, one.id)]));
  const hasNew = differences.some(({ before }) => !before);
  const writes = await writesSince(db, [...subjects.values()], since);
  const additions = hasNew ? await additionsSince(db, first.resource, since) : [];
  return new Map(
    differences.map((one) => {
      const own = writes.filter(({ subject }) => subject === subjects.get(one.id));
      const made = one.before ? [] : additions.filter((entry) => isMakerOf(entry, one));
      const actions = [...own, ...made].map(({ actor, origin }) => ({
        actor: actor.id,
        place: placeOf(origin),
        isPrivate: origin.private,
      }));
      return [one.id, actions];
    }),
  );
}
