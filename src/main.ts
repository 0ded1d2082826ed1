import { config as readDotenv } from 'dotenv';
import { loadConfig } from './config.ts';
import { createLog } from './log.ts';
import { exitUnstarted, stopOnSignal } from './program.ts';

async function main(): Promise<void> {
  readDotenv({ quiet: true });
  const config = loadConfig(process.env);
  const { slack } = config;
  if (!slack) {
    const { runSandbox } = await import('../sandbox/main.ts');
    const sandbox = runSandbox(config);
    stopOnSignal(sandbox);
    await sandbox;
    return;
  }
  const log = createLog(config.logLevel);
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
  // Loaded only here: the sandbox needs none of it, and waits for a bot to start.
  const starting = import('../handlers/app.ts').then(({ startBot }) => startBot({ ...config, slack }, log));
  stopOnSignal(starting);
  const { port } = await starting;
  log.info({ port, mode: slack.way.mode, vendors: Object.keys(config.vendors) }, 'Bellhop is ready');
}

main().catch(exitUnstarted);
