import { cpus, totalmem } from 'node:os';
import { BOT } from './contestants/contestants.ts';
import { choosePinning, type Pinning, pinSelf } from './contestants/pinning.ts';
import { measureGrowth } from './growth/growth.ts';
import { type Options, readOptions } from './options.ts';
import { profileSearches } from './profile.ts';
import { writePage } from './report/page.ts';
import { type Results, readResults, writeResults } from './report/results.ts';
import { doubtsOf, growthTableOf, tableOf } from './report/table.ts';
import { groupsWith } from './rows/groups.ts';
import { hasPostgres } from './rows/own-schema.ts';
import type { Group } from './rows/row.ts';
import { run } from './run.ts';
import { startWorld, type World } from './world/world.ts';

const machine = (pinning: string): string =>
  `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, ${pinning}`;

const say = (words: string): void => void process.stdout.write(words);

function begin(pinning: Pinning): Results {
  return { startedAt: new Date().toISOString(), machine: machine(pinning.words), measured: [] };
}

async function grow(world: World, pinning: Pinning, { quick, parts }: Options): Promise<void> {
  const results = begin(pinning);
  const measures = await measureGrowth(world, pinning, { quick, wanted: parts });
  results.measured.push({ round: 1, group: 'growth', contestant: BOT.name, measures });
  writeResults(parts.length > 0 ? 'growth-parts' : quick ? 'growth-quick' : 'growth', results);
  say(`\n${results.machine}\n\n${growthTableOf(results)}\n`);
}

/** Without a PostgreSQL its rows are left out, and the table says "not measured". */
async function possible(groups: readonly Group[]): Promise<Group[]> {
  if (await hasPostgres()) return [...groups];
  return groups.filter(({ needs }) => {
    if (needs === 'PostgreSQL')
      process.stderr.write('No PostgreSQL answers (BENCH_DATABASE_URL): its row is left out.\n');
    return needs !== 'PostgreSQL';
  });
}

async function compare(world: World, pinning: Pinning, options: Options): Promise<void> {
  const groups = await possible(groupsWith(options.rows));
  const name = options.rows.length > 0 ? 'rows' : options.quick ? 'quick' : 'full';
  const results = (options.resume ? readResults(name) : undefined) ?? begin(pinning);
  await run(groups, results, { world, pinning, options, name });
  say(`\n${results.machine}\n\n${tableOf(results)}\n\n${doubtsOf(results)}\n`);
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  groupsWith(options.rows);
  const pinning = choosePinning();
  pinSelf(pinning.load);
  const world = await startWorld();
  try {
    if (options.profile) say(`${await profileSearches(world, pinning)}\n`);
    else if (options.growth) await grow(world, pinning, options);
    else await compare(world, pinning, options);
  } finally {
    await world.close();
  }
  if (options.write) say(`Wrote ${writePage()}\n`);
}

// Ending by `exit` takes the contestants along.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    if (error instanceof Error && error.cause) process.stderr.write(`${String(error.cause)}\n`);
    process.exit(1);
  },
);
