import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline/promises';
import { config as readDotenv } from 'dotenv';
import { pino } from 'pino';
import { type Config, ConfigError, loadConfig } from '../../src/config.ts';
import { PolicyError } from '../../src/policy/policy-error.ts';
import { ArgumentsError, readArguments } from './arguments.ts';
import { completionScript, type Shell } from './completion.ts';
import { actorFrom, LOCAL_PEOPLE, openTerminal } from './door.ts';
import { EXIT } from './exit-codes.ts';
import type { Io } from './io.ts';
import { askOnce, complete, runPrompt } from './prompt.ts';

const SHELLS: ReadonlySet<string> = new Set(['bash', 'zsh'] satisfies Shell[]);

/** Without any vendor of one's own, the simulated ones, as in the sandbox. */
async function withVendors(config: Config): Promise<{ config: Config; close(): Promise<void> }> {
  if (Object.keys(config.vendors).length > 0) return { config, close: async () => {} };
  const { startVendors } = await import('../../sandbox/vendors/index.ts');
  const vendors = await startVendors();
  const dataDir = join(config.dataDir, 'terminal');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const simulated = loadConfig({ ...Object.assign({}, ...vendors.map(({ env }) => env)), DATA_DIR: dataDir });
  return { config: simulated, close: async () => void (await Promise.all(vendors.map((vendor) => vendor.close()))) };
}

async function main(): Promise<number> {
  const wanted = readArguments(process.argv.slice(2));
  const [first, shell = ''] = wanted.line.split(/\s+/);
  if (first === 'completion' && SHELLS.has(shell)) {
    process.stdout.write(completionScript(shell as Shell));
    return EXIT.done;
  }
  readDotenv({ quiet: true });
  const own = loadConfig(process.env);
  const { config, close } = await withVendors(own);
  const isAtTerminal = process.stdin.isTTY === true;
  const wantsPrompt = wanted.line === '';
  let lines: Interface | undefined;
  // Not before it is read from: what arrives without a listener would be lost.
  const reader = (): Interface => {
    const output = isAtTerminal ? process.stderr : undefined;
    lines ??= createInterface({ input: process.stdin, output, completer: complete });
    return lines;
  };
  const io: Io = {
    out: (line) => void process.stdout.write(`${line}\n`),
    note: (line) => void process.stderr.write(`${line}\n`),
    ask: isAtTerminal ? (question) => askOnce(reader(), question) : undefined,
    look: { columns: process.stdout.columns ?? 200, colours: process.stdout.isTTY === true && !process.env.NO_COLOR },
    json: wanted.json,
    yes: wanted.yes,
  };
  if (config !== own) io.note('No vendor is configured, so this runs on simulated ones.');
  const log = pino({ level: 'error', base: null }, process.stderr);
  const terminal = await openTerminal(config, log, io, {
    actor: actorFrom(wanted.as ?? own.opsUser),
    people: LOCAL_PEOPLE,
  });
  try {
    return wantsPrompt ? await runPrompt(reader(), terminal) : await terminal.run(wanted.line);
  } finally {
    lines?.close();
    await terminal.stop();
    await close();
  }
}

/** Whoever reads the output may stop early, as `head` does. The work goes on to its end. */
const ignoreClosedPipe = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'EPIPE') throw error;
};
process.stdout.on('error', ignoreClosedPipe);
process.stderr.on('error', ignoreClosedPipe);

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const isKnown = error instanceof ConfigError || error instanceof PolicyError || error instanceof ArgumentsError;
    process.stderr.write(`${isKnown || error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = isKnown ? EXIT.input : EXIT.bug;
  },
);
