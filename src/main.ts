import { setTimeout as wait } from 'node:timers/promises';
import { config as readDotenv } from 'dotenv';
import { ConfigError, loadConfig } from './config.ts';
import { createLog } from './log.ts';
import { PolicyError } from './policy/policy-error.ts';

const STOP_WITHIN_MS = 30_000;
const STARTED_WITHIN_MS = 2_000;
/** Ctrl+C under npm reaches this process twice: from the terminal, and from npm. Only a later one asks for more haste. */
const ONE_SIGNAL_MS = 200;

/** Prints one message for the operator, without a stack, and ends with code 1. */
function exitWith(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/**
 * Stops on the first signal; a second one, or too much time, ends it at once. What has not started yet has acknowledged
 * nothing, so it is not waited for long.
 */
function stopOnSignal(starting: Promise<{ stop(): Promise<void> }>): void {
  let stoppingSince: number | undefined;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stoppingSince !== undefined) {
        if (performance.now() - stoppingSince > ONE_SIGNAL_MS) process.exit(1);
        return;
      }
      stoppingSince = performance.now();
      setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
      Promise.race([starting, wait(STARTED_WITHIN_MS)])
        .then((started) => started?.stop())
        .then(
          () => process.exit(0),
          () => process.exit(1),
        );
    });
  }
}

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

main().catch((error: unknown) => {
  if (error instanceof ConfigError || error instanceof PolicyError) exitWith(error.message);
  const code = (error as { data?: { error?: string } }).data?.error;
  exitWith(
    `Bellhop could not start: ${code ? `Slack says "${code}"` : error instanceof Error ? error.message : String(error)}`,
  );
});
