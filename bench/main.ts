import { cpus, totalmem } from 'node:os';
import { choosePinning, pinSelf } from './contestants/pinning.ts';
import { readOptions } from './options.ts';
import { profileSearches } from './profile.ts';
import { type Results, readResults } from './report/results.ts';
import { tableOf } from './report/table.ts';
import { groupsWith } from './rows/groups.ts';
import { run } from './run.ts';
import { startWorld } from './world/world.ts';

const machine = (pinning: string): string =>
  `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, ${pinning}`;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const groups = groupsWith(options.rows);
  const pinning = choosePinning();
  pinSelf(pinning.load);
  const name = options.quick ? 'quick' : 'full';
  const fresh: Results = { startedAt: new Date().toISOString(), machine: machine(pinning.words), measured: [] };
  const results = (options.resume ? readResults(name) : undefined) ?? fresh;
  const world = await startWorld();
  try {
    if (options.profile) return void process.stdout.write(`${await profileSearches(world, pinning)}\n`);
    await run(groups, results, { world, pinning, options, name });
  } finally {
    await world.close();
  }
  process.stdout.write(`\n${results.machine}\n\n${tableOf(results)}\n`);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    if (error instanceof Error && error.cause) process.stderr.write(`${String(error.cause)}\n`);
    process.exit(1);
  },
);
