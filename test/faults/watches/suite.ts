import { beforeAll, describe, expect, it } from 'vitest';
import { buildBot } from '../build.ts';
import { deathName } from '../deaths.ts';
import { Nursery } from '../fleet.ts';
import { ordersFrom } from '../harness.ts';
import { IDLE_POINTS, POINTS } from '../points.ts';
import { IDLE_WATCH_POINTS, WATCH_DEATHS, WATCH_POINTS } from './points.ts';
import { focusedWatchRound, runWatchRound, type WatchRoundReport } from './round.ts';
import { WATCH_PROMISES } from './verdict.ts';

export interface WatchSuiteParts {
  rounds: number;
  /** Rounds lived through side by side. */
  lanes: number;
  bots: number;
  leaseMs: number;
  server?: string;
}

/** About so many events a round. */
const EVENTS_PER_ROUND = 52;
/** `FAULTS` counts intents: 2,000 of them stand for 600 events. */
const EVENTS_PER_INTENT = 0.3;
/** With fewer rounds than these, not every point comes to its turn. */
const COMPLETE_ROUNDS = 10;
const FOCUSED_ATTEMPTS = 10;
/** So many broken promises of a round are shown as they come. */
const STORIES_EACH = 8;

const write = (words: string) => process.stdout.write(`${words}\n`);

const unseen = (reports: readonly WatchRoundReport[]): number[] => {
  const deaths = reports.flatMap(({ ends }) => ends.map(({ death }) => death));
  const seen = new Set(deaths.map((death) => (death.how === 'at a point' ? deathName(death) : '')));
  return WATCH_DEATHS.flatMap((death, index) => (seen.has(deathName(death)) ? [] : [index]));
};

function tableOf(reports: readonly WatchRoundReport[]): string {
  const sum = (of: (report: WatchRoundReport) => number) => reports.reduce((total, report) => total + of(report), 0);
  const deaths = reports.flatMap(({ ends }) => ends.map(({ death }) => death));
  const ways = new Set(deaths.flatMap((death) => (death.how === 'at a point' ? [deathName(death)] : [])));
  return [
    `  ${sum(({ events }) => events)} events, ${sum(({ posts }) => posts)} messages, ${deaths.length} deaths, ${ways.size} of ${WATCH_DEATHS.length} ways to die at a point`,
    ...Object.keys(WATCH_PROMISES).map(
      (name) =>
        `  ${name.padEnd(10)}${sum(({ violations }) => violations.filter(({ promise }) => promise === name).length)}`,
    ),
  ].join('\n');
}

/** Watches under faults: lives through everything first, then holds each promise against what happened. */
export function proveWatches(title: string, script: string, parts: WatchSuiteParts): void {
  const { runs, seed, only } = ordersFrom(process.env);
  const rounds = runs === undefined ? parts.rounds : Math.ceil((runs * EVENTS_PER_INTENT) / EVENTS_PER_ROUND);
  const { lanes, bots, leaseMs, server } = parts;

  describe(title, () => {
    const reports: WatchRoundReport[] = [];

    beforeAll(async () => {
      write(`\n${title}: SEED=${seed}, ${only ? `round ${only.round} only` : `${rounds} rounds`}`);
      const nursery = new Nursery(await buildBot(), lanes * bots + 1);
      const lane = async (waiting: number[]) => {
        for (let number = waiting.shift(); number !== undefined; number = waiting.shift()) {
          const report = await runWatchRound({ nursery, seed, number, bots, leaseMs, ...(server ? { server } : {}) });
          reports.push(report);
          const broken = report.violations.length;
          const replay = `${broken} broken promises, replay with: SEED=${seed} ROUND=${number} ${script}`;
          write(`  round ${number} (${(report.tookMs / 1000).toFixed(1)} s): ${broken > 0 ? replay : 'well'}`);
          for (const { promise, what } of report.violations.slice(0, STORIES_EACH)) write(`    ${promise}: ${what}`);
        }
      };
      const run = (numbers: number[]) => Promise.all(Array.from({ length: lanes }, () => lane(numbers)));
      try {
        await run(
          only
            ? Array.from({ length: only.times }, () => only.round)
            : Array.from({ length: rounds }, (_, at) => at + 1),
        );
        for (let attempt = 0; !only && rounds >= COMPLETE_ROUNDS && attempt < FOCUSED_ATTEMPTS; attempt++)
          await run(unseen(reports).map((index) => focusedWatchRound(index, attempt)));
      } finally {
        await nursery.close();
      }
      write(`\n${tableOf(reports)}\n`);
    });

    it.each(Object.entries(WATCH_PROMISES))('%s: %s', (name) => {
      const broken = reports.flatMap(({ number, violations }) =>
        violations
          .filter(({ promise }) => promise === name)
          .map(({ what }) => `SEED=${seed} ROUND=${number} ${script}: ${what}`),
      );
      expect(broken).toEqual([]);
    });

    it('knows every point that a bot passes', () => {
      const known = new Set<string>([...POINTS, ...IDLE_POINTS, ...WATCH_POINTS, ...IDLE_WATCH_POINTS]);
      expect([...new Set(reports.flatMap(({ passed }) => [...passed]))].filter((one) => !known.has(one))).toEqual([]);
    });

    it.skipIf(only !== undefined || rounds < COMPLETE_ROUNDS)('dies before and after every named point', () => {
      expect(unseen(reports).map((index) => deathName(WATCH_DEATHS[index] as (typeof WATCH_DEATHS)[number]))).toEqual(
        [],
      );
    });
  });
}
