import type { Expression, ExpressionBuilder, Kysely, SqlBool } from 'kysely';
import type { Tables } from '../storage/schema.ts';
import type { Condition } from './change.ts';

/**
 * Whether a write may start: no other write to its record is running, and none that was accepted earlier is waiting.
 * What waits for approval stands in no line; its last approval gives it a new place.
 */
export const isItsTurn: Condition = (row) =>
  row.not(
    row.exists(
      row
        .selectFrom('journal as other')
        .select('other.reference')
        .whereRef('other.line', '=', 'journal.line')
        .whereRef('other.reference', '<>', 'journal.reference')
        .where(({ eb, and, or, ref }) =>
          or([
            eb('other.state', '=', 'running'),
            and([eb('other.state', '=', 'accepted'), eb('other.place', '<', ref('journal.place'))]),
          ]),
        ),
    ),
  );

/** Did change its record, may have, or is still going to. */
const counts = ({ eb, or }: ExpressionBuilder<Tables, 'journal'>): Expression<SqlBool> =>
  or([
    eb('state', 'in', ['accepted', 'running', 'succeeded', 'unknown']),
    // An inner quotation mark would be escaped, so no words of a person look like this.
    eb('outcome', 'like', '%"maybeDone":true%'),
  ]);

const placeOf = (db: Kysely<Tables>, reference: string) =>
  db.selectFrom('journal').select('place').where('reference', '=', reference);

/** The writes to a record that count, newest first; only those before one of them, where one is given. */
export function writesTo(db: Kysely<Tables>, subject: string, before?: string) {
  const all = db.selectFrom('journal').selectAll().where('line', '=', subject).where(counts).orderBy('place', 'desc');
  return before === undefined ? all : all.where('place', '<', placeOf(db, before));
}

const MOST = 50;

/** The writes to the same record that came after this one and count, newest first; but for those that take it back. */
export function writesAfter(db: Kysely<Tables>, reference: string) {
  return db
    .selectFrom('journal')
    .selectAll()
    .where('line', '=', (own) => own.selectFrom('journal').select('line').where('reference', '=', reference))
    .where('place', '>', placeOf(db, reference))
    .where((row) => row.or([row('undoes', 'is', null), row('undoes', '<>', reference)]))
    .where(counts)
    .orderBy('place', 'desc')
    .limit(MOST);
}
