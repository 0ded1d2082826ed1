import type { Expression, ExpressionBuilder, Kysely, SqlBool } from 'kysely';
import type { Tables } from '../storage/schema.ts';
import type { Condition } from './change.ts';

/**
 * True if a write may start: no other write to its record is running, and no earlier one is waiting. Entries that wait
 * for approval are in no line; the last approval gives them a new place.
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

/** True for a write that changed its record, may have changed it, or still will. */
const counts = ({ eb, or }: ExpressionBuilder<Tables, 'journal'>): Expression<SqlBool> =>
  or([
    eb('state', 'in', ['accepted', 'running', 'succeeded', 'unknown']),
    // Quotation marks in a person's text are escaped, so it cannot look like this.
    eb('outcome', 'like', '%"maybeDone":true%'),
  ]);

const placeOf = (db: Kysely<Tables>, reference: string) =>
  db.selectFrom('journal').select('place').where('reference', '=', reference);

/** The writes to a record that count, newest first. `before`: only those before this one. */
export function writesTo(db: Kysely<Tables>, subject: string, before?: string) {
  const all = db.selectFrom('journal').selectAll().where('line', '=', subject).where(counts).orderBy('place', 'desc');
  return before === undefined ? all : all.where('place', '<', placeOf(db, before));
}

const MOST = 50;

/** The later writes to the same record that count, newest first, without the undos of this one. */
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
