import type { Ended } from '../fleet.ts';
import { type Burst, type Event, lineOf } from './events.ts';
import type { Taken } from './slack-log.ts';

export const WATCH_PROMISES = {
  lost: 'what happened is said in the channel of its watch',
  twice: 'once; twice only where the process died between a post and its record',
  stuck: 'nothing waits for ever, neither a delivery nor a notification',
  stale: 'the message of a record shows its present state',
  processes: 'no process ends by itself',
} as const;
export type WatchPromised = keyof typeof WATCH_PROMISES;

export interface WatchViolation {
  promise: WatchPromised;
  what: string;
}

export interface Waiting {
  deliveries: number;
  notifications: number;
}

export interface WatchEvidence {
  events: readonly Event[];
  burst: Burst;
  taken: readonly Taken[];
  ends: readonly Ended[];
  waiting: Waiting;
  /** Addresses of the messages that the burst became, and how many of its events have one. */
  burstOnRecord: { messages: number; events: number };
  /** The time stamps of the messages that show records, by watch, as they are on record. */
  roots: ReadonlyMap<string, string>;
  problems: readonly string[];
}

/** A post may be on its way when its process dies, and its record is made at most so long after it. */
const WINDOW_MS = 3_000;

/** The life that posted ended between the post and its record; one that stood still does not know on waking. */
function isExcused(post: Taken, again: Taken, ends: readonly Ended[]): boolean {
  return ends.some(({ owner, at, death }) => {
    if (death.how === 'stopped') return false;
    if (death.how === 'frozen') {
      const isOne = owner === post.owner || owner === again.owner;
      return isOne && at <= again.at && post.at <= at + death.forMs + WINDOW_MS;
    }
    return owner === post.owner && at <= again.at && Math.abs(at - post.at) <= WINDOW_MS;
  });
}

/** Posts that nothing excuses, among those that say one thing. */
const tooMany = (posts: readonly Taken[], ends: readonly Ended[]): number =>
  posts.slice(1).filter((again, index) => {
    const before = posts[index];
    return before !== undefined && !isExcused(before, again, ends);
  }).length;

const holds = ({ words }: Taken, { marker }: Pick<Event, 'marker'>): boolean => words.includes(marker);

/** Posts in its channel that say this event: a later one of the same record names the earlier as what was before. */
const postsOf = (event: Event, taken: readonly Taken[]): Taken[] =>
  taken.filter(
    (one) =>
      one.what === 'post' &&
      one.channel === event.watch.channel &&
      holds(one, event) &&
      !(event.next && lineOf(event.next).some((later) => holds(one, later))),
  );

/** The message of a record, as it was last changed. A crash may have made two, of which one is on record. */
function isStale(first: Event, taken: readonly Taken[], ts: string | undefined): boolean {
  const shown = taken.findLast((one) => one.channel === first.watch.channel && one.ts === ts);
  const last = lineOf(first).at(-1);
  return last !== undefined && shown !== undefined && !holds(shown, last);
}

/** When, by whom and with which sentence, for the story. */
const described = ({ at, owner, words }: Taken): string => {
  const { text = '' } = words.startsWith('{') ? (JSON.parse(words) as { text?: string }) : {};
  return `${owner} at ${at}: ${text.slice(0, 160)}`;
};

function burstProblems({ burst, taken, ends, burstOnRecord }: WatchEvidence): string[] {
  const posts = taken.filter(({ what, words }) => what === 'post' && burst.markers.some((one) => words.includes(one)));
  const more = posts.length - burstOnRecord.messages;
  const excused = ends.filter(({ death }) => death.how !== 'stopped').length;
  return more > excused
    ? [`the burst is ${posts.length} messages, of which ${burstOnRecord.messages} are on record`]
    : [];
}

/** Compares what Slack took with what happened. */
export function violationsIn(evidence: WatchEvidence): WatchViolation[] {
  const { events, burst, taken, ends, waiting, burstOnRecord, roots, problems } = evidence;
  const violations: WatchViolation[] = [];
  const say = (promise: WatchPromised, what: string) => violations.push({ promise, what });
  for (const event of events.flatMap(lineOf)) {
    const posts = postsOf(event, taken);
    const name = `${event.marker} of ${event.watch.id} (${event.watch.about.kind}, ${event.watch.mode})`;
    if (posts.length === 0) say('lost', `${name} was never said`);
    const more = tooMany(posts, ends);
    if (more > 0) say('twice', `${name} was said ${posts.length} times: ${posts.map(described).join(' | ')}`);
  }
  for (const event of events)
    if (event.watch.mode === 'record' && isStale(event, taken, roots.get(event.watch.id)))
      say('stale', `the message of ${event.marker} is not up to date`);
  if (burstOnRecord.events < burst.markers.length)
    say('lost', `${burst.markers.length - burstOnRecord.events} events of the burst are in no message`);
  for (const what of burstProblems(evidence)) say('twice', what);
  if (waiting.deliveries > 0) say('stuck', `${waiting.deliveries} deliveries wait`);
  if (waiting.notifications > 0) say('stuck', `${waiting.notifications} notifications wait`);
  for (const what of problems) say('processes', what);
  return violations;
}
