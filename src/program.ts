import { setTimeout as wait } from 'node:timers/promises';
import { ConfigError } from './config.ts';
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

/** Prints why the program could not start, and ends it. */
export function exitUnstarted(error: unknown): never {
  if (error instanceof ConfigError || error instanceof PolicyError) exitWith(error.message);
  const code = (error as { data?: { error?: string } }).data?.error;
  exitWith(
    `Bellhop could not start: ${code ? `Slack says "${code}"` : error instanceof Error ? error.message : String(error)}`,
  );
}

/**
 * Stops on the first signal; a second one, or too much time, ends it at once. What has not started yet has acknowledged
 * nothing, so it is not waited for long.
 */
export function stopOnSignal(starting: Promise<{ stop(): Promise<void> }>): void {
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
