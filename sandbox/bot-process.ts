import { type ChildProcess, fork } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { childEnvironment } from './child-environment.ts';
import type { MovedClock } from './clock.ts';

export interface BotProcess {
  /** Where it takes requests over HTTP. */
  readonly url: string;
  isRunning(): boolean;
  /** Resolves when it can serve. Rejects when it ends before that. */
  start(): Promise<void>;
  /** Finishes what it acknowledged, then ends. */
  stop(): Promise<void>;
  /** Ends it in the middle of whatever it does, as a power cut would. */
  kill(): Promise<void>;
  onChange(listener: (running: boolean) => void): void;
}

const READY_WITHIN_MS = 15_000;
const ASK_EVERY_MS = 50;

/** The wanted port if it is free on the loopback, any free one otherwise. */
export function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', () => (wanted === 0 ? reject(new Error('No port is free.')) : resolve(freePort(0))));
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : wanted));
    });
  });
}

/** What the sandbox tells its bot: how far its clock is ahead of the machine's, in milliseconds. */
export interface ClockMoved {
  aheadMs: number;
}

interface BotProcessOptions {
  /** Everything that says that Slack and the vendors are simulated. */
  environment: Readonly<Record<string, string>>;
  port: number;
  /** Working directory. The bot reads `.env` there, so it must be a folder of the sandbox's own. */
  cwd: string;
  /** Its storage goes by this clock. */
  clock: Pick<MovedClock, 'aheadMs' | 'onMove'>;
}

/** The bot as a process of its own: as it runs in a real workspace, but for its clock. */
export function createBotProcess({ environment, port, cwd, clock }: BotProcessOptions): BotProcess {
  const entry = fileURLToPath(new URL('../bot/moved-bot.js', import.meta.url));
  const listeners: ((running: boolean) => void)[] = [];
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;

  async function untilReady(process: ChildProcess): Promise<void> {
    const deadline = Date.now() + READY_WITHIN_MS;
    while (process.exitCode === null && process.signalCode === null && Date.now() < deadline) {
      const ready = await fetch(`${url}/readyz`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (ready) return;
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
    }
    throw new Error('The bot did not start; its own words are above.');
  }

  clock.onMove((aheadMs) => {
    const moved: ClockMoved = { aheadMs };
    if (child?.connected) child.send(moved);
  });

  const gone = (process: ChildProcess): Promise<void> =>
    process.exitCode !== null || process.signalCode !== null
      ? Promise.resolve()
      : new Promise((resolve) => process.once('exit', () => resolve()));

  async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (!child) return;
    child.kill(signal);
    await gone(child);
  }

  return {
    url,
    isRunning: () => child !== undefined,
    async start() {
      if (child) return;
      const own = { ...environment, PORT: String(port), HOST: '127.0.0.1' };
      // execArgv: flags of this process (--env-file, --require) must not reach the bot.
      const started = fork(entry, [String(clock.aheadMs())], {
        cwd,
        execArgv: [],
        env: childEnvironment(process.env, own),
      });
      child = started;
      started.once('exit', () => {
        child = undefined;
        for (const listener of listeners) listener(false);
      });
      await untilReady(started);
      for (const listener of listeners) listener(true);
    },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    onChange: (listener) => void listeners.push(listener),
  };
}
