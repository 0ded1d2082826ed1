import { startBot } from '../handlers/app.ts';
import { loadConfig } from '../src/config.ts';
import { createLog } from '../src/log.ts';
import { exitUnstarted, stopOnSignal } from '../src/program.ts';
import type { ClockMoved } from './bot-process.ts';

/**
 * The bot of the sandbox: the very one that `src/main.ts` starts, whose storage goes by a clock that the sandbox moves.
 * Nothing else can move it. The first parameter says how far it is ahead at the start, in milliseconds.
 */
async function main(): Promise<void> {
  let aheadMs = Number(process.argv[2] ?? 0);
  const { slack, ...config } = loadConfig(process.env);
  if (!slack) throw new Error('The sandbox has to say where its Slack is.');
  const log = createLog(config.logLevel);
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
  const starting = startBot({ ...config, slack }, log, { now: () => Date.now() + aheadMs });
  stopOnSignal(starting);
  process.on('message', (moved: ClockMoved) => {
    aheadMs = moved.aheadMs;
    starting.then(
      (bot) => bot.wake(),
      () => {},
    );
  });
  // Nobody can reach a bot whose sandbox has died.
  process.once('disconnect', () => process.exit(1));
  const { port } = await starting;
  log.info({ port }, 'Bellhop is ready');
}

main().catch(exitUnstarted);
