import { findOperation } from '../../src/catalog.ts';
import type { Outcome } from '../../src/intent.ts';
import type { Delivered, Trail } from './board.ts';
import type { Row } from './ledger.ts';
import { type Telling, TOLD_OF } from './tellings.ts';
import type { LeftBehind, Outage } from './world.ts';

/** The promises, as the suite names them. */
export const PROMISES = {
  lost: 'nothing that was acknowledged is lost',
  twice: 'nothing that must not be repeated is done twice',
  stuck: 'nothing stays stuck: everybody is told an end in time',
  guessed: 'unknown is said only where nobody can know',
  boasted: 'success is told only of what the books have',
  denied: 'failure is told only of what the books do not have',
  contradicted: 'nobody is told two different ends, or another one than is on record',
  repeated: 'everybody is told once, and twice only when a crash fell between the post and its record',
  processes: 'the bots start, stop when asked to, and never end by themselves',
} as const;
export type Promised = keyof typeof PROMISES;

export interface Violation {
  promise: Promised;
  what: string;
  trail?: Trail;
}

/** Everything there is to judge one wish by. */
export interface Evidence {
  trail: Trail;
  rows: readonly Row[];
  tellings: readonly Telling[];
  /** Entries of the vendors' books that this wish made. */
  done: number;
  left: readonly LeftBehind[];
  outages: readonly Outage[];
  deadlineMs: number;
}

export interface Verdict {
  acknowledged: boolean;
  /** How the last of its intents ended; or that none was on record. */
  state: Row['state'] | 'not taken' | 'not confirmed';
  violations: Violation[];
  toldTwice: number;
  /** Repeatable writes whose person read "nothing was changed" although the books have it. */
  toldFailedThoughDone: number;
}

const SEAL = {
  command: 'command',
  form: 'view_submission:form',
  confirm: 'block_actions:confirm',
  'confirm in a form': 'view_submission:confirm',
  'next button': 'block_actions:next',
  'retry button': 'block_actions:retry',
} as const;

/** Whether Slack was told, without a word of error, that the wish was taken. */
function isAcknowledged({ wish }: Trail, { what, status, body = '' }: Delivered): boolean {
  if (what !== SEAL[wish.door] || status !== 200) return false;
  return body === '' || (JSON.parse(body) as { response_action?: string }).response_action === 'clear';
}

const isOver = ({ state, lease }: Row): boolean => lease === undefined && state !== 'accepted' && state !== 'running';

const isRead = ({ operation }: Row): boolean => findOperation(operation)?.risk === 'read';

const isWaiting = ({ state }: Row): boolean => state === 'proposed';

/** A process died while it was at work on this, and what is on disk cannot say how far it came. */
const diedAtWork = ({ reference }: Row, left: readonly LeftBehind[]): boolean =>
  left.some(({ rows, owner }) =>
    rows.some((row) => row.reference === reference && row.state === 'running' && row.lease?.owner === owner),
  );

/** A write was on its way to the vendor, and the bot was given no answer that says what became of it. */
const lostItsAnswer = ({ outcome, endedAt = 0 }: Row, { trail: { reached, wish }, outages }: Evidence): boolean =>
  reached.some(({ isWrite, isClear }) => isWrite && !isClear) ||
  // A connection that was made, and broken before the request could be read from it.
  (outcome?.failure?.message.endsWith('broke off the connection.') === true &&
    outages.some(({ vendor, from, to }) => vendor === wish.vendor && endedAt >= from && endedAt <= to + 1_000));

/** How often a process died between telling and putting on record that it told. */
const deathsWhileTelling = ({ reference }: Row, left: readonly LeftBehind[]): number =>
  left.filter(({ rows, owner }) =>
    rows.some((row) => row.reference === reference && row.outcome !== undefined && row.lease?.owner === owner),
  ).length;

const stateOf = ({ rows, trail: { wish } }: Evidence): Verdict['state'] => {
  const intents = rows.filter((row) => !isWaiting(row));
  const last = intents.toSorted((a, b) => a.acceptedAt - b.acceptedAt).at(-1);
  if (last) return last.state;
  return rows.length > 0 && wish.door.startsWith('confirm') ? 'not confirmed' : 'not taken';
};

function judgeRow(row: Row, evidence: Evidence): { violations: Omit<Violation, 'trail'>[]; toldTwice: boolean } {
  const { tellings, left, deadlineMs } = evidence;
  const violations: Omit<Violation, 'trail'>[] = [];
  const { reference, outcome } = row;
  const mine = tellings.filter((one) => one.reference === reference);
  const say = (promise: Promised, what: string) => violations.push({ promise, what: `${reference} ${what}` });
  if (isWaiting(row)) {
    if (mine.length > 0) say('contradicted', 'was told an end although it waits for confirmation');
    return { violations, toldTwice: false };
  }
  if (!isOver(row)) say('stuck', `is still ${row.state}${row.lease ? ' and owed' : ''}`);
  else if (mine.length === 0) say('stuck', `ended ${row.state}, and nobody was told`);
  else if ((mine[0]?.at ?? 0) - row.acceptedAt > deadlineMs) {
    say('stuck', `took ${(mine[0]?.at ?? 0) - row.acceptedAt} ms until somebody was told`);
  }
  if (outcome) {
    const expected = TOLD_OF[outcome.state as Outcome['state']];
    const other = mine.find(({ told }) => told !== expected);
    // A read keeps no card: when its teller died it is read again, and that may end otherwise.
    const isReadAgain = isRead(row) && deathsWhileTelling(row, left) > 0;
    if (other && !isReadAgain)
      say('contradicted', `is ${outcome.state} on record, but told: ${other.words.split('\n')[0]}`);
    if (outcome.state === 'unknown' && !lostItsAnswer(row, evidence) && !diedAtWork(row, left)) {
      say('guessed', `is called unknown (${outcome.failure?.message}), but every write that left was answered`);
    }
  }
  const places = new Set(mine.map(({ where }) => where)).size;
  if (places > 1 + deathsWhileTelling(row, left)) say('repeated', `was told ${places} times`);
  return { violations, toldTwice: places > 1 };
}

/** Compares what Slack, the vendors, the journal and the person say of one wish. */
export function judge(evidence: Evidence): Verdict {
  const { trail, rows, done } = evidence;
  const { kind, door } = trail.wish;
  const judged = rows.map((row) => judgeRow(row, evidence));
  const violations: Violation[] = judged.flatMap((one) => one.violations.map((violation) => ({ ...violation, trail })));
  const say = (promise: Promised, what: string) => violations.push({ promise, what, trail });

  const own = rows.filter(({ operation }) => operation === trail.wish.operation && kind !== 'read');
  const count = (state: Row['state']) => own.filter((row) => row.state === state).length;
  const [succeeded, unknown] = [count('succeeded'), count('unknown')];
  const acknowledged = trail.delivered.some((delivered) => isAcknowledged(trail, delivered));
  const needed = door === 'retry button' ? 2 : 1;
  const taken = rows.filter((row) => !isWaiting(row) && row.operation === trail.wish.operation).length;
  if (acknowledged && taken < needed && done === 0)
    say('lost', 'acknowledged, but nothing is on record or in the books');
  if (kind === 'once') {
    if (done > 1) say('twice', `the books have it ${done} times`);
    if (done > succeeded + unknown)
      say('denied', `the books have it ${done} times, told ${succeeded} done and ${unknown} unknown`);
  }
  if (kind !== 'read' && done < Math.min(succeeded, kind === 'once' ? succeeded : 1)) {
    say('boasted', `told done ${succeeded} times, but the books have it ${done} times`);
  }
  const failed = own.some(({ state }) => state === 'failed' || state === 'refused');
  return {
    acknowledged,
    state: stateOf(evidence),
    violations,
    toldTwice: judged.filter((one) => one.toldTwice).length,
    toldFailedThoughDone: kind === 'repeatable' && failed && succeeded === 0 && done > 0 ? 1 : 0,
  };
}
