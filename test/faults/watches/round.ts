import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '../../../sandbox/vendors/random.ts';
import { sendHook } from '../../support/hook-sender.ts';
import { chanceOf, shuffled } from '../chance.ts';
import type { Death } from '../faults.ts';
import type { Ended, Nursery } from '../fleet.ts';
import { type Burst, type Event, lineOf } from './events.ts';
import { WATCH_DEATHS } from './points.ts';
import { HOOK, TO } from './seed.ts';
import { violationsIn, type WatchViolation } from './verdict.ts';
import { raiseWatchWorld, SECRET, type WatchWorld } from './world.ts';

export interface WatchRoundParts {
  nursery: Nursery;
  seed: number;
  number: number;
  bots: number;
  leaseMs: number;
  server?: string;
}

export interface WatchRoundReport {
  number: number;
  violations: WatchViolation[];
  events: number;
  /** Messages that Slack took, and those among them that a crash doubled. */
  posts: number;
  ends: readonly Ended[];
  passed: ReadonlySet<string>;
  tookMs: number;
}

const SPAN_MS = 3_000;
/** Longer than any promise allows, so that all is seen that comes too late. */
const HEARD_WITHIN_MS = 45_000;
const SETTLED_WITHIN_MS = 60_000;
/** Rounds from here on have one death each, for those that chance passed over. */
const FOCUSED = 100_000;

/**
 * At which pass of its point a focused round kills, by attempt. A bot's first poll begins from what is there, so the later
 * ones are those that notice something; but some points are rarely passed more than once.
 */
const NTH = [1, 2, 1, 3, 1];

/** The number of the round that is about this way to die. */
export const focusedWatchRound = (index: number, attempt: number): number =>
  FOCUSED + attempt * WATCH_DEATHS.length + index;

function deathsOf(random: Random, number: number, bots: number): Death[][] {
  const at = (turn: number, nth: number): Death => ({
    ...{ how: 'at a point', nth },
    ...(WATCH_DEATHS[turn % WATCH_DEATHS.length] as (typeof WATCH_DEATHS)[number]),
  });
  if (number >= FOCUSED) {
    const attempt = Math.floor((number - FOCUSED) / WATCH_DEATHS.length);
    return Array.from({ length: bots }, () => [at(number - FOCUSED, NTH[attempt % NTH.length] ?? 1)]);
  }
  return Array.from({ length: bots }, (_, place) => {
    const turn = 3 * (number * bots + place);
    const ways = [0, 1, 2].map((offset) => at(turn + offset, random.int(1, 3)));
    const last: Death = { how: random.chance(0.5) ? 'any moment' : 'stopped', afterMs: random.int(200, 3_000) };
    return [...shuffled(random, ways), last];
  });
}

/** Sends a delivery again and again until the bot says that it has it. */
async function send(world: WatchWorld, title: string, to: string, id: string): Promise<void> {
  const body = JSON.stringify({ title, subject: to.startsWith('record') ? to : title, facts: { [TO]: to } });
  for (const until = Date.now() + HEARD_WITHIN_MS; Date.now() < until; await wait(200)) {
    const url = await world.fleet.pick((count) => world.random.int(0, count - 1));
    if (!url) continue;
    const answer = await sendHook(Number(new URL(url).port), HOOK, { secret: SECRET, body, id }).catch(() => undefined);
    if (answer?.status === 202 || answer?.status === 200) return;
  }
}

async function untilHeard({ slackLog }: WatchWorld, { marker, watch }: Event): Promise<void> {
  const isHeard = () =>
    slackLog.taken.some(({ channel, words }) => channel === watch.channel && words.includes(marker));
  for (const until = Date.now() + HEARD_WITHIN_MS; Date.now() < until && !isHeard(); ) await wait(50);
}

/** Makes it happen, and what follows it once it was heard. */
async function live(world: WatchWorld, event: Event): Promise<void> {
  const { marker, watch, isDoubled, next } = event;
  if (watch.about.kind === 'ticket') world.pmp.editor.change('tickets', watch.about.id, { subject: marker });
  else {
    const { to } = watch.about;
    const id = randomUUID();
    await Promise.all([send(world, marker, to, id), ...(isDoubled ? [send(world, marker, to, id)] : [])]);
  }
  if (!next) return;
  await untilHeard(world, event);
  await live(world, next);
}

async function burstOut(world: WatchWorld, { markers, afterMs }: Burst): Promise<void> {
  await wait(afterMs);
  await Promise.all(markers.map((marker) => send(world, marker, 'burst', randomUUID())));
}

async function standStill(random: Random, { fleet }: WatchWorld, leaseMs: number): Promise<void> {
  await wait(random.int(500, SPAN_MS));
  const forMs = random.chance(0.5) ? random.int(500, 2_000) : leaseMs + random.int(1_000, 3_000);
  await fleet.freeze((count) => random.int(0, count - 1), forMs);
}

/** Waits until the last change was asked for and nothing is owed any more. */
async function untilSettled({ waiting, isAskedSince }: WatchWorld): Promise<void> {
  const lastChangeAt = Date.now();
  let calm = 0;
  for (const until = Date.now() + SETTLED_WITHIN_MS; Date.now() < until && calm < 5; await wait(200)) {
    const isAsked = await isAskedSince(lastChangeAt);
    const { deliveries, notifications } = await waiting();
    calm = isAsked && deliveries + notifications === 0 ? calm + 1 : 0;
  }
}

/** Lives through one round in a world of its own and judges it. */
export async function runWatchRound({ seed, number, bots, ...parts }: WatchRoundParts): Promise<WatchRoundReport> {
  const startedAt = performance.now();
  const random = chanceOf(seed, number);
  const passed = new Set<string>();
  const deaths = deathsOf(random, number, bots);
  const world = await raiseWatchWorld({
    ...{ ...parts, number, spanMs: SPAN_MS, random, deaths },
    onPoint: (point) => passed.add(point),
  });
  try {
    const { events, burst } = world.drawn;
    await world.baseline();
    const standstill = bots > 1 ? standStill(chanceOf(seed, number, 3), world, parts.leaseMs) : undefined;
    const lives = events.map((event) => wait(event.afterMs).then(() => live(world, event)));
    await Promise.all([standstill, burstOut(world, burst), ...lives]);
    await untilSettled(world);
    const violations = violationsIn({
      ...{ events, burst, taken: world.slackLog.taken, ends: world.ends, problems: world.fleet.problems },
      waiting: await world.waiting(),
      burstOnRecord: await world.onRecord(burst.watch.id),
      roots: await world.roots(),
    });
    return {
      ...{ number, violations, passed, ends: world.ends },
      events: events.flatMap(lineOf).length + burst.markers.length,
      posts: world.slackLog.taken.filter(({ what }) => what === 'post').length,
      tookMs: Math.round(performance.now() - startedAt),
    };
  } finally {
    await world.close();
  }
}
