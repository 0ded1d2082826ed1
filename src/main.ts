import { config as readDotenv } from 'dotenv';
import { startBot } from '../handlers/app.ts';
import { ConfigError, loadConfig } from './config.ts';
import { createLog } from './log.ts';
import { PolicyError } from './policy/load.ts';

const STOP_WITHIN_MS = 30_000;

/** Prints one message for the operator, without a stack, and ends with code 1. */
function giveUp(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** Runs `stop` once on the first signal; a second one, or too much time, ends it at once. */
function onSignal(stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
      stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

async function main(): Promise<void> {
  readDotenv({ quiet: true });
  const config = loadConfig(process.env);
  if (!config.slack) {
    const { runSandbox } = await import('../sandbox/main.ts');
    const sandbox = await runSandbox(config);
    onSignal(sandbox.stop);
    return;
  }
  const log = createLog(config.logLevel);
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
  const bot = await startBot({ ...config, slack: config.slack }, log);
  onSignal(bot.stop);
  log.info({ port: bot.port, mode: config.slack.way.mode, vendors: Object.keys(config.vendors) }, 'Bellhop is ready');
}

main().catch((error: unknown) => {
  if (error instanceof ConfigError || error instanceof PolicyError) giveUp(error.message);
  const code = (error as { data?: { error?: string } }).data?.error;
  giveUp(
    `Bellhop could not start: ${code ? `Slack says "${code}"` : error instanceof Error ? error.message : String(error)}`,
  );
});
