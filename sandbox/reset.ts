import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BotProcess } from './bot-process.ts';
import type { MovedClock } from './clock.ts';
import type { SlackSimulator } from './slack/index.ts';
import type { VendorSimulator } from './vendors/simulator.ts';

/** The journal and its side files; nothing else in the folder is the bot's. */
const BOT_FILES = ['journal.sqlite', 'journal.sqlite-wal', 'journal.sqlite-shm', 'journal.sqlite-journal'];

interface ResetOptions {
  slack: SlackSimulator;
  vendors: readonly VendorSimulator[];
  bot: Pick<BotProcess, 'kill' | 'start'>;
  clock: MovedClock;
  /** The bot's own data folder. */
  dataDir: string;
}

/**
 * Puts everything back to how a first start finds it: vendors, workspace, clock and the bot's data. The bot is killed first, so
 * that nothing unfinished is taken up again. Calls that come while one is at work get the same promise.
 */
export function createReset({ slack, vendors, bot, clock, dataDir }: ResetOptions): () => Promise<void> {
  let running: Promise<void> | undefined;
  const reset = async (): Promise<void> => {
    await bot.kill();
    for (const file of BOT_FILES) rmSync(join(dataDir, file), { force: true });
    for (const vendor of vendors) vendor.reset();
    slack.workspace.reset();
    clock.move('back', 'Etc/UTC');
    await bot.start();
  };
  return () => {
    running ??= reset().finally(() => {
      running = undefined;
    });
    return running;
  };
}
