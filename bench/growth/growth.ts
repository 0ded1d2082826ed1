import { mkdirSync } from 'node:fs';
import type { Pinning } from '../contestants/pinning.ts';
import { workFolder } from '../places.ts';
import { hasPostgres } from '../rows/own-schema.ts';
import type { Measures } from '../rows/row.ts';
import type { World } from '../world/world.ts';
import { growChain } from './chain-check.ts';
import { growJournal } from './journal-growth.ts';
import { growOperations } from './operations-growth.ts';
import { growProcesses } from './throughput.ts';

const say = (words: string): void => void process.stderr.write(words);

type Part = (quick: boolean) => Promise<Measures>;

const sizesOf = (quick: boolean) => ({ few: 1_000, many: quick ? 100_000 : 1_000_000 });

const partsOn = (world: World, pinning: Pinning): Record<string, { title: string; postgres?: true; work: Part }> => ({
  operations: { title: 'Operations', work: () => growOperations(world, pinning) },
  sqlite: { title: 'The journal on SQLite', work: (quick) => growJournal('SQLite', sizesOf(quick), say) },
  chain: {
    title: 'The check of the chain',
    work: (quick) => growChain(quick ? { few: 2_000, many: 10_000 } : { few: 20_000, many: 100_000 }, say),
  },
  postgres: {
    title: 'The journal on PostgreSQL',
    postgres: true,
    work: (quick) => growJournal('PostgreSQL', sizesOf(quick), say),
  },
  processes: { title: 'Processes on one PostgreSQL', postgres: true, work: () => growProcesses(say) },
});

/**
 * Everything that may grow, as ratios: the journal on both engines, processes on one PostgreSQL, operations. `wanted`:
 * only these parts. Throws a RangeError for an unknown one.
 */
export async function measureGrowth(
  world: World,
  pinning: Pinning,
  { quick, wanted }: { quick: boolean; wanted: readonly string[] },
): Promise<Measures> {
  const parts = partsOn(world, pinning);
  const unknown = wanted.find((name) => !Object.hasOwn(parts, name));
  if (unknown) throw new RangeError(`There is no part "${unknown}". Parts: ${Object.keys(parts).join(', ')}.`);
  mkdirSync(workFolder, { recursive: true });
  const measures: Measures = {};
  for (const [name, { title, postgres, work }] of Object.entries(parts)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    if (postgres && !(await hasPostgres())) {
      say(`${title}: left out, no PostgreSQL answers (BENCH_DATABASE_URL).\n`);
      continue;
    }
    say(`${title}\n`);
    const found = await work(quick);
    for (const [figure, value] of Object.entries(found)) say(`    ${figure} ${value.toFixed(2)}\n`);
    Object.assign(measures, found);
  }
  return measures;
}
