import type { Outcome } from '../../src/journal/intent.ts';
import { findOperation } from '../../src/operations/catalog.ts';
import type { Delivered, Trail } from './board.ts';
import { lostActions, unasked } from './button-actions.ts';
import type { Row } from './ledger.ts';
import { NOTIFIED_OF, NOTIFIED_STATES, type Notice, type Notification, type NotifiedState } from './notifications.ts';
import { APPROVERS, type Door } from './recipes.ts';
import type { LeftBehind, Outage } from './world.ts';

/** The promises, as the suite names them. */
export const PROMISES = {
  lost: 'nothing that was acknowledged is lost',
  twice: 'nothing that must not be repeated is done twice',
  stuck: 'nothing stays stuck: everybody is notified of an end in time',
  guessed: 'unknown is said only where nobody can know',
  boasted: 'success is told only of what the books have',
  denied: 'failure is told only of what the books do not have',
  contradicted: 'nobody is notified of two different ends, or another one than is on record',
  repeated: 'everybody is notified once, and twice only when a crash fell between the post and its record',
  overwritten: 'nothing is done again over a newer write that was done',
  pressed: 'a press that was acknowledged is on record, or its person is told why not',
  asked: 'whoever has something to confirm is asked',
  processes: 'the bots start, stop when asked to, and never end by themselves',
} as const;
export type Promised = keyof typeof PROMISES;

export interface Violation {
  promise: Promised;
  what: string;
  trail?: Trail;
}

/** Everything there is to judge one intent by. */
export interface Evidence {
  trail: Trail;
  rows: readonly Row[];
  notifications: readonly Notification[];
  /** Of everybody, about whatever they pressed. */
  notices: readonly Notice[];
  /** References of proposals whose question was posted. */
  questions: ReadonlySet<string>;
  /** Markers of the newer writes that this intent was done again over. */
  overwrites: readonly string[];
  /** Entries of the vendors' books that this intent made. */
  done: number;
  /** The last thing the books say of its record is still what this intent made of it. */
  stillStands: boolean;
  left: readonly LeftBehind[];
  outages: readonly Outage[];
  /** From being taken, or taken over, until notified: in milliseconds, and how much more for every time that Slack refused. */
  deadline: { ms: number; moreMs: number };
}

export interface Verdict {
  acknowledged: boolean;
  /** How the last of its intents ended; or that none was on record. */
  state: Row['state'] | 'not taken' | 'not confirmed';
  violations: Violation[];
  notifiedTwice: number;
}

/** The delivery after whose acknowledgement the intent must not be lost, and how many intents there are then. */
const SEAL: Record<Door, { what: string; entries: number }> = {
  command: { what: 'command', entries: 1 },
  form: { what: 'view_submission:form', entries: 1 },
  confirm: { what: 'block_actions:confirm', entries: 1 },
  'confirm in a form': { what: 'view_submission:confirm', entries: 1 },
  'next button': { what: 'block_actions:next', entries: 1 },
  'retry button': { what: 'block_actions:retry', entries: 2 },
  approval: { what: 'command', entries: 1 },
  // These presses read the vendor first and promise nothing before.
  'look up': { what: 'command', entries: 1 },
  undo: { what: 'command', entries: 1 },
  'retry of an undo': { what: 'command', entries: 1 },
  'run again': { what: 'command', entries: 1 },
  rivals: { what: 'command', entries: 1 },
  // Dropped is dropped.
  cancel: { what: 'block_actions:confirm', entries: 1 },
};

/** Whether Slack was told, without a word of error, that the intent was taken. */
function isAcknowledged({ intent }: Trail, { what, status, body = '' }: Delivered): boolean {
  if (what !== SEAL[intent.door].what || status !== 200) return false;
  return body === '' || (JSON.parse(body) as { response_action?: string }).response_action === 'clear';
}

const isOver = ({ state, lease }: Row): boolean => lease === undefined && state !== 'accepted' && state !== 'running';

const isRead = ({ operation }: Row): boolean => findOperation(operation)?.risk === 'read';

const isWaiting = ({ state }: Row): boolean => state === 'proposed' || state === 'awaiting_approval';

/** A process died while it was at work on this, and what is on disk cannot say how far it came. */
const diedAtWork = ({ reference }: Row, left: readonly LeftBehind[]): boolean =>
  left.some(({ rows, owner }) =>
    rows.some((row) => row.reference === reference && row.state === 'running' && row.lease?.owner === owner),
  );

/** On a busy machine a request may need this long to arrive, or a process to see that its answer is there. */
const HELD_UP_MS = 1_900;

/** A write was on its way to the vendor, and the bot was given no answer in time that says what became of it. */
function lostItsAnswer({ outcome, endedAt = 0 }: Row, { trail: { reached, intent }, outages }: Evidence): boolean {
  const why = outcome?.failure?.message ?? '';
  const isOutOfTime = why.includes('did not answer within');
  // Only when the call began says which outage it met: the bot may see the broken connection, and record it, much later.
  const calledAt = endedAt - (outcome?.tookMs ?? 0);
  return (
    reached.some(
      ({ isWrite, isClear, answeredAt = 0 }) =>
        isWrite && (!isClear || (isOutOfTime && answeredAt > endedAt - HELD_UP_MS)),
    ) ||
    // A connection that was made, and broken before the request could be read from it.
    (why.endsWith('broke off the connection.') &&
      outages.some(
        ({ vendor, from, to }) => vendor === intent.vendor && endedAt >= from && calledAt <= to + HELD_UP_MS,
      ))
  );
}

/** How the processes died, or stood still, that had this to see to. */
const endsWhileHolding = ({ reference }: Row, left: readonly LeftBehind[]): readonly (LeftBehind & { row: Row })[] =>
  left.flatMap((end) => {
    const row = end.rows.find((one) => one.reference === reference && one.lease?.owner === end.owner);
    return row ? [{ ...end, row }] : [];
  });

/** A post may be on its way when its process ends. */
const ON_ITS_WAY_MS = 1_000;

/** The answer to a read is shown before it is recorded: after a death in between it is read and shown again. */
const wasShownBefore = ({ reference }: Row, { at }: LeftBehind, notifications: readonly Notification[]): boolean =>
  notifications.some((one) => one.reference === reference && one.at <= at + ON_ITS_WAY_MS);

/**
 * How often it may be notified once more: a process died between the notification and its record. Who only stood
 * still meanwhile was taken for dead, and does not know on waking whether its own post arrived.
 */
const mayNotifyAgain = (row: Row, { left, notifications }: Pick<Evidence, 'left' | 'notifications'>): number =>
  endsWhileHolding(row, left)
    .filter((end) => end.row.outcome !== undefined || (isRead(row) && wasShownBefore(row, end, notifications)))
    .reduce((times, { death }) => times + (death.how === 'frozen' ? 2 : 1), 0);

const stateOf = ({ rows, trail: { intent } }: Evidence): Verdict['state'] => {
  const entries = rows.filter((row) => !isWaiting(row));
  const last = entries.toSorted((a, b) => a.acceptedAt - b.acceptedAt).at(-1);
  if (last) return last.state;
  return rows.length > 0 && intent.door.startsWith('confirm') ? 'not confirmed' : 'not taken';
};

/** Unknown is not the last word where somebody looks it up, or a process taken for dead comes back with the answer. */
const mayBecomeKnown = (row: Row, { trail: { intent }, left }: Evidence): boolean =>
  intent.door === 'look up' || diedAtWork(row, left);

/** What the bot says of a press that it does not take: it came too late to be recorded, or would undo a newer write. */
const REFUSED = /nothing was done|could overwrite it/;

/** A press that is not taken is acknowledged too, and its person told why. */
const wasRefused = ({ by, at }: Delivered, notices: readonly Notice[]): boolean =>
  notices.some((notice) => notice.to === by && notice.at >= at && REFUSED.test(notice.words));

/** How many people's approvals were acknowledged, and not answered with a word that nothing was done. */
function voices({ trail: { delivered }, notices }: Evidence): number {
  const counted = delivered.filter(
    (one) => one.what === 'block_actions:approve' && one.status === 200 && !wasRefused(one, notices),
  );
  return new Set(counted.map(({ by }) => by)).size;
}

/**
 * How much too late the first word came, in milliseconds. The time counts anew from every death it falls to, and from
 * when what was before it in the line of its record ended: each of those has a time of its own.
 */
function lateBy(row: Row, notifiedAt: number, { deadline, left, trail: { refusedPosts } }: Evidence): number {
  const setbacks = endsWhileHolding(row, left).filter(({ at }) => at < notifiedAt);
  const from = Math.max(
    row.acceptedAt,
    ...(row.turnAt !== undefined && row.turnAt < notifiedAt ? [row.turnAt] : []),
    ...setbacks.map(({ at, death }) => at + (death.how === 'frozen' ? death.forMs : 0)),
  );
  return notifiedAt - from - deadline.ms - deadline.moreMs * refusedPosts.length;
}

function violationsOf(
  row: Row,
  evidence: Evidence,
): { violations: Omit<Violation, 'trail'>[]; notifiedTwice: boolean } {
  const { notifications, left } = evidence;
  const violations: Omit<Violation, 'trail'>[] = [];
  const { reference, outcome } = row;
  const mine = notifications.filter((one) => one.reference === reference);
  const firstAt = mine[0]?.at ?? 0;
  const say = (promise: Promised, what: string) => violations.push({ promise, what: `${reference} ${what}` });
  // Nobody waits to be told that they dropped something.
  if (row.state === 'cancelled') return { violations, notifiedTwice: false };
  if (isWaiting(row)) {
    if (mine.length > 0) say('contradicted', `was told an end although it is ${row.state}`);
    if (row.state === 'awaiting_approval' && voices(evidence) >= APPROVERS.length) {
      say('lost', 'is still awaiting approval, although every voice was acknowledged');
    }
    return { violations, notifiedTwice: false };
  }
  if (!isOver(row)) say('stuck', `is still ${row.state}${row.lease ? ' and owed' : ''}`);
  else if (mine.length === 0) say('stuck', `ended ${row.state}, and nobody was notified`);
  else if (lateBy(row, firstAt, evidence) > 0) {
    say(
      'stuck',
      `took ${firstAt - row.acceptedAt} ms until somebody was notified, ${lateBy(row, firstAt, evidence)} too long`,
    );
  }
  if (outcome) {
    const expected = NOTIFIED_OF[outcome.state as Outcome['state']];
    const other = mine.find(
      ({ notified }) => notified !== expected && !(notified === 'unknown' && mayBecomeKnown(row, evidence)),
    );
    // A read keeps no card: when its teller died it is read again, and that may end otherwise.
    const isReadAgain = isRead(row) && mayNotifyAgain(row, evidence) > 0;
    if (other && !isReadAgain)
      say('contradicted', `is ${outcome.state} on record, but told: ${other.words.split('\n')[0]}`);
    if (outcome.state === 'unknown' && !lostItsAnswer(row, evidence) && !diedAtWork(row, left)) {
      say('guessed', `is called unknown (${outcome.failure?.message}), but every write that left was answered`);
    }
  }
  // An unknown one that became known is notified once more.
  const placesOf = (notified: NotifiedState) =>
    new Set(mine.flatMap((one) => (one.notified === notified ? one.where : []))).size;
  const places = Math.max(...NOTIFIED_STATES.map(placesOf));
  if (places > 1 + mayNotifyAgain(row, evidence)) say('repeated', `was notified ${places} times`);
  return { violations, notifiedTwice: places > 1 };
}

/** Compares what Slack, the vendors, the journal and the person say of one intent. */
export function verdictOn(evidence: Evidence): Verdict {
  const { trail, rows, done } = evidence;
  const { kind, door } = trail.intent;
  const judged = rows.map((row) => violationsOf(row, evidence));
  const violations: Violation[] = judged.flatMap((one) => one.violations.map((violation) => ({ ...violation, trail })));
  const say = (promise: Promised, what: string) => violations.push({ promise, what, trail });

  const own = rows.filter(({ operation }) => operation === trail.intent.operation && kind !== 'read');
  const count = (state: Row['state']) => own.filter((row) => row.state === state).length;
  const [succeeded, unknown] = [count('succeeded'), count('unknown')];
  const acknowledged = trail.delivered.some(
    (delivered) => isAcknowledged(trail, delivered) && !wasRefused(delivered, evidence.notices),
  );
  const taken = rows.filter(
    ({ state, operation }) => state !== 'proposed' && operation === trail.intent.operation,
  ).length;
  if (acknowledged && taken < SEAL[door].entries && done === 0)
    say('lost', 'acknowledged, but nothing is on record or in the books');
  if (kind === 'once') {
    // Run again anyway, it may be done as often as it was asked for.
    if (done > (door === 'run again' ? own.length : 1)) say('twice', `the books have it ${done} times`);
    if (done > succeeded + unknown)
      say('denied', `the books have it ${done} times, told ${succeeded} done and ${unknown} unknown`);
  }
  if (evidence.overwrites.length > 0) say('overwritten', `was done again over ${evidence.overwrites.join(', ')}`);
  for (const what of lostActions(evidence)) say('pressed', `${what} was acknowledged, and nothing came of it`);
  for (const what of unasked(evidence)) say('asked', `was not asked: ${what}`);
  if ((door === 'undo' || door === 'retry of an undo') && succeeded === 2 && evidence.stillStands)
    say('boasted', 'told undone, but the books have it still');
  if (kind !== 'read' && done < Math.min(succeeded, kind === 'once' ? succeeded : 1)) {
    say('boasted', `told done ${succeeded} times, but the books have it ${done} times`);
  }
  const isFalse = evidence.notifications.some(({ words }) => /Nothing was (changed|done)/.test(words));
  if (isFalse && done > 0 && succeeded + unknown === 0)
    say('denied', 'told that nothing was changed, but the books have it');
  return {
    acknowledged,
    state: stateOf(evidence),
    violations,
    notifiedTwice: judged.filter((one) => one.notifiedTwice).length,
  };
}
