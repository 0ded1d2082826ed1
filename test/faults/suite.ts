import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deathName } from './deaths.ts';
import { COMPLETE_RUNS, type HarnessParts, ordersFrom, runAll, unseenDeaths } from './harness.ts';
import { IDLE_POINTS, POINTS } from './points.ts';
import type { RoundReport } from './round.ts';
import { storyOf, tableOf } from './table.ts';
import { PROMISES, type Promised } from './verdict.ts';
import { IDLE_WATCH_POINTS, WATCH_POINTS } from './watches/points.ts';

const STORIES_EACH = 2;
const write = (words: string) => process.stdout.write(`${words}\n`);

/** The proof as a suite: lives through everything first, then holds each promise against what happened. */
export function proveUnderFaults(title: string, script: string, parts: HarnessParts): void {
  const { runs = parts.runs, ...orders } = ordersFrom(process.env);
  const { seed, only } = orders;

  describe(title, () => {
    let reports: RoundReport[] = [];

    beforeAll(async () => {
      write(`\n${title}: SEED=${seed}, ${only ? `round ${only.round} only` : `${runs} runs`}`);
      const startedAt = Date.now();
      reports = await runAll({ ...parts, runs }, orders, (report, left) => {
        const broken = report.violations.length;
        const word =
          broken > 0 ? `${broken} broken promises, replay with: SEED=${seed} ROUND=${report.number} ${script}` : 'well';
        write(`  round ${report.number} (${(report.tookMs / 1000).toFixed(1)} s, ${left} to go): ${word}`);
      });
      const seconds = Math.round((Date.now() - startedAt) / 1000);
      write(`\n${tableOf(reports)}\n\n${seconds} seconds, SEED=${seed}\n`);
    });

    afterAll(() => {
      for (const name of Object.keys(PROMISES)) {
        const broken = reports.flatMap((report) =>
          report.violations.flatMap((one) => (one.promise === name ? storyOf(one, report) : [])),
        );
        for (const story of broken.slice(0, STORIES_EACH)) write(`\n${story}`);
        if (broken.length > STORIES_EACH) write(`\n… and ${broken.length - STORIES_EACH} more like it`);
      }
    });

    it.each(Object.entries(PROMISES))('%s: %s', (name) => {
      const broken = reports.flatMap(({ number, violations }) =>
        violations
          .filter(({ promise }) => promise === (name as Promised))
          .map(({ what }) => `SEED=${seed} ROUND=${number} ${script}: ${what}`),
      );
      expect(broken).toEqual([]);
    });

    it('runs as many as were asked for', () => {
      if (only) return;
      expect(reports.reduce((sum, { verdicts }) => sum + verdicts.length, 0)).toBeGreaterThanOrEqual(runs);
    });

    it.skipIf(only !== undefined || runs < COMPLETE_RUNS)('dies before and after every named point', () => {
      expect(unseenDeaths(reports).map(deathName)).toEqual([]);
    });

    it('knows every point that a bot passes', () => {
      const known = new Set<string>([...POINTS, ...IDLE_POINTS, ...WATCH_POINTS, ...IDLE_WATCH_POINTS]);
      expect([...new Set(reports.flatMap(({ passed }) => [...passed]))].filter((one) => !known.has(one))).toEqual([]);
    });
  });
}
