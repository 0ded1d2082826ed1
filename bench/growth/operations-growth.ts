import { BOT_IN_MODULES } from '../contestants/contestants.ts';
import type { Pinning } from '../contestants/pinning.ts';
import { startContestant } from '../contestants/process.ts';
import { Load } from '../load/load.ts';
import { median } from '../report/statistics.ts';
import type { Measures } from '../rows/row.ts';
import type { World } from '../world/world.ts';

const PRELOAD = new URL('./synthetic-operations.js', import.meta.url).href;
const HELPS = 300;
const STARTS = 3;

async function measure(world: World, pinning: Pinning, flags: readonly string[]) {
  const startUps: number[] = [];
  const helps: number[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    const bot = await startContestant(BOT_IN_MODULES, { world, pinning, flags });
    const load = new Load(world, bot.port);
    try {
      startUps.push(bot.startUpMs);
      for (const line of ['/ops help', '/pmp help']) {
        for (let turn = 0; turn < HELPS; turn += 1) {
          const { ackMs, acked } = await load.send(line).acked;
          if (!acked) throw new Error('Help was not answered.');
          if (turn >= HELPS / 3) helps.push(ackMs);
        }
      }
    } finally {
      load.close();
      await bot.stop();
    }
  }
  return { help: median(helps), startUp: median(startUps) };
}

/** Help and start-up with 1,000 operations, as a multiple of what they are with the real ones. */
export async function growOperations(world: World, pinning: Pinning): Promise<Measures> {
  const few = await measure(world, pinning, []);
  const many = await measure(world, pinning, ['--import', PRELOAD]);
  return {
    '1,000 operations: help': many.help / few.help,
    '1,000 operations: start-up': many.startUp / few.startUp,
  };
}
