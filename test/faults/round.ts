import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '../../sandbox/vendors/random.ts';
import type { Trail } from './board.ts';
import { chanceOf } from './chance.ts';
import { deathsOf } from './deaths.ts';
import type { Ended, Nursery } from './fleet.ts';
import { drawIntents } from './intents.ts';
import { overwritesIn } from './overwrites.ts';
import { act } from './user-actions.ts';
import { type Verdict, type Violation, verdictOn } from './verdict.ts';
import { raiseWorld, type World } from './world.ts';

export interface RoundParts {
  nursery: Nursery;
  seed: number;
  /** From 1; see `focusedRound` for the very high ones. Together with the seed it decides everything that is drawn. */
  number: number;
  intents: number;
  /** How many bots share one database. One bot has a SQLite file of its own. */
  bots: number;
  leaseMs: number;
  server?: string;
}

export interface RoundReport {
  number: number;
  verdicts: { trail: Trail; verdict: Verdict }[];
  violations: Violation[];
  /** The points that were passed, and the deaths that came about. */
  passed: ReadonlySet<string>;
  ends: readonly Ended[];
  /** What everybody was notified of, for the story. */
  notified: { at: number; reference: string; marker: string; where: string; words: string }[];
  /** Acknowledged deliveries that found their intent on record already. */
  suppressed: number;
  /** "Working on it" that nothing will ever change. */
  stale: number;
  tookMs: number;
}

const SPAN_MS = 4_000;
/** Everybody is notified of an end within this, and after the death of who was at it within this; a lease later for every refusal of Slack. */
const DEADLINE_MS = 30_000;

/** A vendor that cannot be reached for a while. */
async function cutOff(random: Random, { vendorGates, outages }: World): Promise<void> {
  const [vendor, gate] = random.pick([...vendorGates]);
  await wait(random.int(200, SPAN_MS));
  const outage = { vendor, from: Date.now(), to: Number.POSITIVE_INFINITY };
  outages.push(outage);
  await gate.shut();
  await wait(random.int(100, 700));
  await gate.open();
  outage.to = Date.now();
}

/** One of several bots stands still: for a moment, or so long that the others take it for dead. */
async function standStill(random: Random, { fleet }: World, leaseMs: number): Promise<void> {
  await wait(random.int(500, SPAN_MS));
  const forMs = random.chance(0.5) ? random.int(500, 2_000) : leaseMs + random.int(1_000, 3_000);
  await fleet.freeze((count) => random.int(0, count - 1), forMs);
}

/** Waits until nothing is owed any more; longer than the promise allows, so that all is seen that comes too late. */
async function untilSettled({ ledger, deliveriesDone, left }: World): Promise<void> {
  await deliveriesDone();
  let calm = 0;
  for (const until = Date.now() + 2 * DEADLINE_MS; Date.now() < until && calm < 3; await wait(100)) {
    const before = left.length;
    const isCalm = (await ledger.rows()).every(({ lease }) => lease === undefined) && left.length === before;
    calm = isCalm ? calm + 1 : 0;
  }
}

/** How often a repeated delivery or press was acknowledged and made no second intent. */
const suppressedFor = ({ delivered }: Trail, entries: number): number =>
  Math.max(
    0,
    delivered.filter(({ what, status }) => status === 200 && /^command$|:(form|confirm|next|retry)$/.test(what))
      .length - Math.max(entries, 1),
  );

/** What a record was before somebody else's write says nothing of that write. */
const isBy = (marker: string, { what, detail }: { what: string; detail: unknown }): boolean =>
  `${what} ${JSON.stringify(detail, (key, value: unknown) => (key === 'before' ? undefined : value))}`.includes(marker);

async function verdictsOf(
  world: World,
  leaseMs: number,
): Promise<Pick<RoundReport, 'verdicts' | 'violations' | 'suppressed'>> {
  const [rows, books] = [await world.ledger.rows(), world.books()];
  const overwrites = overwritesIn(books, world.board.trails, rows, world.trailOfRow);
  let suppressed = 0;
  const verdicts = world.board.trails.map((trail) => {
    const { marker, wrote, vendor, lead } = trail.intent;
    const own = rows.filter((row) => world.trailOfRow(row) === trail);
    const written = books.filter((entry) => entry.vendor === vendor && wrote?.test(entry.what));
    const done = written.filter((entry) => isBy(marker, entry)).length;
    const last = written.findLast(({ what }) => what.includes(`lead ${lead},`));
    suppressed += trail.intent.faults.delivery ? suppressedFor(trail, own.length) : 0;
    const evidence = {
      trail,
      rows: own,
      done,
      stillStands: last !== undefined && isBy(marker, last),
      notifications: world.heard.notifications.filter(({ reference }) =>
        own.some((row) => row.reference === reference),
      ),
      notices: world.heard.notices,
      questions: world.heard.questions,
      overwrites: overwrites.get(trail) ?? [],
      left: world.left,
      outages: world.outages,
      deadline: { ms: DEADLINE_MS, moreMs: leaseMs },
    };
    return { trail, verdict: verdictOn(evidence) };
  });
  const problems = world.fleet.problems.map((what): Violation => ({ promise: 'processes', what }));
  return { verdicts, suppressed, violations: [...verdicts.flatMap(({ verdict }) => verdict.violations), ...problems] };
}

async function notifiedIn({ ledger, trailOfRow, heard }: World): Promise<RoundReport['notified']> {
  const markers = new Map((await ledger.rows()).map((row) => [row.reference, trailOfRow(row)?.intent.marker ?? '']));
  return heard.notifications.map(({ at, reference, where, words }) => {
    const marker = markers.get(reference) ?? '';
    return { at, reference, marker, where, words: words.split('\n').slice(0, 2).join(' / ') };
  });
}

/** Lives through one round in a world of its own and judges it. */
export async function runRound({
  nursery,
  seed,
  number,
  intents: count,
  bots,
  leaseMs,
  server,
}: RoundParts): Promise<RoundReport> {
  const startedAt = performance.now();
  const random = chanceOf(seed, number);
  const intents = drawIntents(random, count, SPAN_MS);
  const deaths = deathsOf(random, number, bots);
  const passed = new Set<string>();
  const world = await raiseWorld({
    nursery,
    intents,
    deaths,
    random: chanceOf(seed, number, 1),
    leaseMs,
    onPoint: (point) => passed.add(point),
    ...(server ? { server } : {}),
  });
  try {
    const outage = random.chance(0.5) ? cutOff(chanceOf(seed, number, 2), world) : undefined;
    const standstill = bots > 1 ? standStill(chanceOf(seed, number, 3), world, leaseMs) : undefined;
    await Promise.all([outage, standstill, ...world.board.trails.map((trail) => act(world.hand, trail))]);
    await untilSettled(world);
    return {
      number,
      ...(await verdictsOf(world, leaseMs)),
      passed,
      ends: world.left,
      notified: await notifiedIn(world),
      stale: world.heard.working(),
      tookMs: Math.round(performance.now() - startedAt),
    };
  } finally {
    await world.close();
  }
}
