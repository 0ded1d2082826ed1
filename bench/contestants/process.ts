import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { commandBytes } from '../load/command.ts';
import { Connection } from '../load/connection.ts';
import { workFolder } from '../places.ts';
import type { World } from '../world/world.ts';
import type { Contestant } from './contestants.ts';
import { type Pinning, pinned } from './pinning.ts';

const START_WITHIN_MS = 20_000;
const STOP_WITHIN_MS = 35_000;
/** Of `utime` and `stime` in /proc: a hundredth of a second on every Linux. */
const TICK_MS = 10;

export interface Running {
  contestant: Contestant;
  port: number;
  pid: number;
  dataDir: string;
  /** From the start of the process to its first acknowledgement. */
  startUpMs: number;
  /** Resident memory. */
  memoryMb(): number;
  /** CPU time so far, of all its threads. */
  cpuMs(): number;
  stop(): Promise<void>;
}

export interface StartOptions {
  world: World;
  pinning: Pinning;
  /** What this run needs beside the usual environment. */
  environment?: Record<string, string>;
  /** Flags of node. */
  flags?: readonly string[];
  /** Keeps what a run before left there; without, the contestant begins with nothing. */
  dataDir?: string;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

/** Only what is said here: nothing of the shell's own settings reaches a contestant. */
const environmentOf = ({ world, environment }: StartOptions, port: number, dataDir: string) => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  NODE_ENV: 'production',
  HOST: '127.0.0.1',
  PORT: String(port),
  DATA_DIR: dataDir,
  ...world.slack.environment,
  ...world.vendors.pmpEnvironment,
  ...environment,
});

/** Sends a command until it is acknowledged. */
async function firstAnswer(child: ChildProcess, port: number, world: World): Promise<void> {
  const until = performance.now() + START_WITHIN_MS;
  while (performance.now() < until) {
    if (child.exitCode !== null) throw new Error(`It ended with code ${child.exitCode} while starting.`);
    const connection = new Connection(port);
    const bytes = commandBytes(0, '/pmp lead search acme 0', { port, slackOrigin: world.slack.origin });
    const { status } = await connection.send(bytes);
    connection.close();
    if (status === 200) return;
    await pause(3);
  }
  throw new Error(`It did not answer within ${START_WITHIN_MS / 1000} seconds.`);
}

function memoryMb(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}

function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await ended;
  clearTimeout(timer);
}

/** Starts a contestant afresh, in a process of its own, and waits for its first answer. */
export async function startContestant(contestant: Contestant, options: StartOptions): Promise<Running> {
  const port = await freePort();
  const dataDir = options.dataDir ?? join(workFolder, contestant.name);
  if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  const log = openSync(join(workFolder, `${contestant.name}.log`), 'w');
  const [command, ...words] = pinned(options.pinning.contestant, [
    process.execPath,
    ...(options.flags ?? []),
    contestant.program,
  ]);
  const since = performance.now();
  const child = spawn(command!, words, {
    cwd: dataDir,
    env: environmentOf(options, port, dataDir),
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const kill = () => child.kill('SIGKILL');
  process.on('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  const died = new Promise<never>((_, reject) => child.once('error', reject));
  try {
    await Promise.race([firstAnswer(child, port, options.world), died]);
  } catch (error) {
    await stop(child);
    throw new Error(`${contestant.name} did not start; see ${contestant.name}.log in ${workFolder}.`, { cause: error });
  }
  const startUpMs = performance.now() - since;
  const pid = child.pid!;
  return {
    contestant,
    port,
    pid,
    dataDir,
    startUpMs,
    memoryMb: () => memoryMb(pid),
    cpuMs: () => cpuMs(pid),
    stop: () => stop(child),
  };
}
