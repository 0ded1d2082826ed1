import type { Delivered } from './board.ts';
import type { Row } from './ledger.ts';
import type { Evidence } from './verdict.ts';

/** Whether Slack was told that a delivery was taken. */
const isTaken = ({ status }: Delivered): boolean => status === 200;

/** The person was told something after this: that it came to nothing, or why. */
const wasAnswered = ({ at, by }: Delivered, { notices }: Evidence): boolean =>
  notices.some((notice) => notice.to === by && notice.at >= at);

/** What an acknowledged press of a button must have left on record. */
const LEFT: Readonly<Record<string, (rows: readonly Row[]) => boolean>> = {
  'block_actions:undo': (rows) => rows.some(({ undoes }) => undoes !== undefined),
  'block_actions:again': (rows) => rows.length > 1,
  'block_actions:cancel': (rows) => rows.some(({ state }) => state !== 'proposed'),
  'block_actions:confirm': (rows) => rows.some(({ state }) => state !== 'proposed'),
  'view_submission:confirm': (rows) => rows.some(({ state }) => state !== 'proposed'),
};

/** The acknowledged presses of an intent of which nothing is on record and nothing was said. */
export function lostActions(evidence: Evidence): string[] {
  const { trail, rows } = evidence;
  const own = rows.filter(({ operation }) => operation === trail.intent.operation);
  const undos = own.filter(({ undoes }) => undoes !== undefined);
  const lost = trail.delivered.filter((press) => {
    if (!isTaken(press) || wasAnswered(press, evidence)) return false;
    // The second attempt to take something back is an intent of its own.
    if (press.what === 'block_actions:retry' && trail.intent.door === 'retry of an undo') return undos.length < 2;
    return LEFT[press.what]?.(own) === false;
  });
  return [...new Set(lost.map(({ what }) => what))];
}

/** The proposals of an intent whose person was never asked, although what led to them was acknowledged. */
export function unasked(evidence: Evidence): string[] {
  const { trail, rows, questions } = evidence;
  const { door, operation } = trail.intent;
  if (door !== 'confirm' && door !== 'cancel' && door !== 'confirm in a form') return [];
  const own = rows.filter((row) => row.operation === operation);
  const sent = door === 'confirm in a form' ? 'view_submission:form' : 'command';
  const taken = trail.delivered.filter((one) => one.what === sent && isTaken(one) && !isRefusal(one));
  if (own.length === 0) return taken.every((one) => wasAnswered(one, evidence)) ? [] : ['nothing is on record'];
  // In a form the question is a view, which nobody listens to: there the record says whether it was shown.
  const isShown = (row: Row) =>
    row.lease === undefined && (door === 'confirm in a form' || questions.has(row.reference));
  return own.filter((row) => row.state === 'proposed' && !isShown(row)).map(({ reference }) => reference);
}

/** A form that was sent back with what is wrong in it. */
const isRefusal = ({ body = '' }: Delivered): boolean => body.includes('"errors"');
