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

/** Everything that may grow, as ratios: the journal on both engines, processes on one PostgreSQL, operations. */
export async function measureGrowth(world: World, pinning: Pinning, quick: boolean): Promise<Measures> {
  mkdirSync(workFolder, { recursive: true });
  const sizes = { few: 1_000, many: quick ? 100_000 : 1_000_000 };
  const measures: Measures = {};
  const add = async (title: string, work: () => Promise<Measures>) => {
    say(`${title}\n`);
    const found = await work();
    for (const [name, value] of Object.entries(found)) say(`    ${name} ${value.toFixed(2)}\n`);
    Object.assign(measures, found);
  };
  await add('Operations', () => growOperations(world, pinning));
  await add('The journal on SQLite', () => growJournal('SQLite', sizes, say));
  const chains = quick ? { few: 2_000, many: 10_000 } : { few: 20_000, many: 100_000 };
  await add('The check of the chain', () => growChain(chains, say));
  if (!(await hasPostgres())) {
    say('No PostgreSQL answers (BENCH_DATABASE_URL): its rows are left out.\n');
    return measures;
  }
  await add('The journal on PostgreSQL', () => growJournal('PostgreSQL', sizes, say));
  await add('Processes on one PostgreSQL', () => growProcesses(say));
  return measures;
}
