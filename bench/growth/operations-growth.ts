import { BOT_IN_MODULES } from '../contestants/contestants.ts';
import type { Pinning } from '../contestants/pinning.ts';
import { startContestant } from '../contestants/process.ts';
import { Load } from '../load/load.ts';
import { median } from '../report/statistics.ts';
import type { Measures } from '../rows/row.ts';
import type { World } from '../world/world.ts';

const PRELOAD = new URL('./synthetic-operations.js', import.meta.url).href;
const WARM_UPS = 100;
const HELPS = 200;
const STARTS = 3;
const LINES = ['/ops help', '/pmp help'];

/** How long the answer to a line takes, time after time, once it is warm. */
async function ackTimes(load: Load, line: string): Promise<number[]> {
  const taken: number[] = [];
  for (let turn = 0; turn < WARM_UPS + HELPS; turn += 1) {
    const { ackMs, acked } = await load.send(line).acked;
    if (!acked) throw new Error(`"${line}" was not answered.`);
    if (turn >= WARM_UPS) taken.push(ackMs);
  }
  return taken;
}

/** Medians over several starts of the bot, by what was measured. */
async function measure(world: World, pinning: Pinning, flags: readonly string[]): Promise<Measures> {
  const startUps: number[] = [];
  const helps = new Map<string, number[]>(LINES.map((line) => [line, []]));
  for (let start = 0; start < STARTS; start += 1) {
    const bot = await startContestant(BOT_IN_MODULES, { world, pinning, flags });
    const load = new Load(world, bot.port);
    try {
      startUps.push(bot.startUpMs);
      for (const [line, taken] of helps) taken.push(...(await ackTimes(load, line)));
    } finally {
      load.close();
      await bot.stop();
    }
  }
  return Object.fromEntries([
    ['start-up', median(startUps)],
    ...[...helps].map(([line, taken]) => [line, median(taken)] as const),
  ]);
}

/** Help and start-up with 1,000 operations, as a multiple of what they are with the real ones. */
export async function growOperations(world: World, pinning: Pinning): Promise<Measures> {
  const few = await measure(world, pinning, []);
  const many = await measure(world, pinning, ['--import', PRELOAD]);
  return Object.fromEntries(
    Object.entries(many).map(([name, value]) => [`1,000 operations: ${name}`, value / few[name]!]),
  );
}
