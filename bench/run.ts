import { mkdirSync } from 'node:fs';
import { BARE, BOT, type Contestant, FLOOR } from './contestants/contestants.ts';
import type { Pinning } from './contestants/pinning.ts';
import { startContestant } from './contestants/process.ts';
import { Load } from './load/load.ts';
import type { Options } from './options.ts';
import { workFolder } from './places.ts';
import { type Results, writeResults } from './report/results.ts';
import type { Group, Measures } from './rows/row.ts';
import type { World } from './world/world.ts';

const say = (words: string): void => void process.stderr.write(words);

/** A B C, B C A, C A B, ...: whatever the machine does in the meantime meets everybody alike. */
const rotated = <T>(list: readonly T[], by: number): T[] => list.map((_, index) => list[(index + by) % list.length]!);

const shown = (measures: Measures): string =>
  Object.entries(measures)
    .map(([name, value]) => `${name} ${Number(value.toPrecision(3))}`)
    .join(', ');

/** One contestant, started afresh, goes through the rows of a group. */
async function visit(
  group: Group,
  contestant: Contestant,
  { world, pinning, quick }: { world: World; pinning: Pinning; quick: boolean },
): Promise<Measures> {
  await group.before?.(contestant, world);
  const environment = (await group.environment?.(world)) ?? {};
  const bot = await startContestant(contestant, { world, pinning, environment });
  const load = new Load(world, bot.port);
  const measures: Measures = {};
  try {
    for (const row of group.rows) {
      const found = await row.measure({ world, bot, load, pinning, quick });
      for (const [name, value] of Object.entries(found)) {
        measures[name] = name === 'lost' ? (measures.lost ?? 0) + value : value;
      }
      if (Object.keys(found).length > 0) say(`    ${row.name}: ${shown(found)}\n`);
    }
  } finally {
    load.close();
    await bot.stop();
    await group.after?.(contestant, world);
  }
  return measures;
}

/** Goes through all groups, round after round, and keeps what it found after every visit. */
export async function run(
  groups: readonly Group[],
  results: Results,
  parts: { world: World; pinning: Pinning; options: Options; name: string },
): Promise<void> {
  const { world, pinning, options, name } = parts;
  mkdirSync(workFolder, { recursive: true });
  const before = options.against ? [{ name: 'before', program: options.against }] : [];
  const all = [BARE, FLOOR, BOT, ...before];
  const isMeasured = (round: number, group: string, contestant: string) =>
    results.measured.some((one) => one.round === round && one.group === group && one.contestant === contestant);

  for (let round = 1; round <= options.rounds; round += 1) {
    for (const group of groups.filter((one) => round <= one.rounds(options.rounds))) {
      const contestants = group.contestants === 'all' ? rotated(all, round - 1) : [BOT, ...before];
      for (const contestant of contestants) {
        if (isMeasured(round, group.name, contestant.name)) continue;
        say(`Round ${round} of ${options.rounds}, ${group.name}, ${contestant.name}\n`);
        const measures = await visit(group, contestant, { world, pinning, quick: options.quick });
        results.measured.push({ round, group: group.name, contestant: contestant.name, measures });
        writeResults(name, results);
      }
    }
  }
}
