import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { Orders, Report } from './bot-child.ts';
import type { Death } from './faults.ts';

/** Keeps bot processes loaded and waiting, so that a dead one is followed in a moment. */
export class Nursery {
  readonly #program: string;
  readonly #waiting: Promise<ChildProcess>[] = [];

  constructor(program: string, size: number) {
    this.#program = program;
    for (let count = 0; count < size; count++) this.#grow();
  }

  take(): Promise<ChildProcess> {
    this.#grow();
    return this.#waiting.shift() as Promise<ChildProcess>;
  }

  async close(): Promise<void> {
    for (const child of await Promise.all(this.#waiting.splice(0))) child.kill('SIGKILL');
  }

  #grow(): void {
    // `FAULTS_LOG=debug` shows what the bots have to say.
    const stdio = process.env.FAULTS_LOG ? 'inherit' : 'ignore';
    const child = fork(this.#program, { stdio: ['ignore', stdio, 'inherit', 'ipc'], env: { PATH: process.env.PATH } });
    const loaded = once(child, 'message').then(() => child);
    loaded.catch(() => {});
    this.#waiting.push(loaded);
  }
}

/** How one life ended. Times are milliseconds since 1970. */
export interface Ended {
  at: number;
  owner: string;
  death: Death;
}

export interface FleetParts {
  nursery: Nursery;
  /** Without what each life has for itself. */
  orders: Omit<Orders, 'owner' | 'death'>;
  /** For each place where a bot runs, how its lives end, one after the other; the last life has no end. */
  deaths: readonly (readonly Death[])[];
  /** How long a place stays empty. */
  restMs: number;
  /** Called between two lives, and when one stands still. */
  onEnd(ended: Ended): Promise<void>;
  onPoint(point: string): void;
}

const STOP_WITHIN_MS = 15_000;

/** The bots of a round: one, or several on one database. */
export class Fleet {
  readonly #parts: FleetParts;
  readonly #ready = new Map<string, { url: string; child: ChildProcess }>();
  readonly #children = new Set<ChildProcess>();
  readonly #problems: string[] = [];
  #lives = 0;
  #isOver = false;

  constructor(parts: FleetParts) {
    this.#parts = parts;
    for (const deaths of parts.deaths) {
      this.#live([...deaths]).catch((error: unknown) => this.#problems.push(String(error)));
    }
  }

  /** What went wrong with the processes themselves. */
  get problems(): readonly string[] {
    return this.#problems;
  }

  /** Origin of a living bot, waiting a moment for one. Undefined when none came. */
  async pick(choose: (count: number) => number, waitMs = 2_500): Promise<string | undefined> {
    for (const until = Date.now() + waitMs; this.#ready.size === 0; await wait(10)) {
      if (Date.now() > until) return undefined;
    }
    const bots = [...this.#ready.values()];
    return bots[choose(bots.length)]?.url;
  }

  /** Makes a bot stand still for a while, as a suspended machine does. */
  async freeze(choose: (count: number) => number, forMs: number): Promise<void> {
    const bots = [...this.#ready];
    const [owner, bot] = bots[choose(bots.length)] ?? [];
    if (!owner || !bot) return;
    bot.child.kill('SIGSTOP');
    await this.#parts.onEnd({ at: Date.now(), owner, death: { how: 'frozen', forMs } });
    await wait(forMs);
    bot.child.kill('SIGCONT');
  }

  /** Ends all lives, as an operator would. */
  async stop(): Promise<void> {
    this.#isOver = true;
    await Promise.all([...this.#children].map((child) => this.#stop(child)));
  }

  async #live(deaths: Death[]): Promise<void> {
    while (!this.#isOver) {
      const death = deaths.shift();
      const owner = `life-${++this.#lives}`;
      const child = await this.#parts.nursery.take();
      if (this.#isOver) return void child.kill('SIGKILL');
      this.#children.add(child);
      const gone = once(child, 'exit') as Promise<[number | null, string | null]>;
      const [port, early] = await this.#start(child, { ...this.#parts.orders, owner, ...pointOf(death) }, gone);
      if (port !== undefined) this.#ready.set(owner, { url: `http://127.0.0.1:${port}`, child });
      if (port !== undefined && death) this.#hasten(child, owner, death);
      const [code, signal] = early ?? (await gone);
      this.#ready.delete(owner);
      this.#children.delete(child);
      if (this.#isOver) return;
      if (!death || (death.how === 'stopped' ? code !== 0 : signal !== 'SIGKILL')) {
        this.#problems.push(`A bot ended by itself (code ${code}, signal ${signal}).`);
      }
      if (death) await this.#parts.onEnd({ at: Date.now(), owner, death });
      await wait(this.#parts.restMs);
    }
  }

  /** The port once it can serve; or how it ended before that. */
  #start(child: ChildProcess, orders: Orders, gone: Promise<[number | null, string | null]>) {
    const ready = new Promise<[number]>((resolve, reject) => {
      child.on('message', (words) => {
        const report = words as Report;
        if (report.is === 'passing') this.#parts.onPoint(report.point);
        if (report.is === 'ready') resolve([report.port]);
        if (report.is === 'failed') reject(new Error(`A bot did not start: ${report.why}`));
      });
    });
    child.send(orders);
    return Promise.race([ready, gone.then((how): [undefined, typeof how] => [undefined, how])]);
  }

  /** Brings about an end that the bot does not come to by itself. */
  #hasten(child: ChildProcess, owner: string, death: Death): void {
    if (death.how !== 'any moment' && death.how !== 'stopped') return;
    void wait(death.afterMs, undefined, { ref: false }).then(async () => {
      if (this.#isOver) return;
      if (death.how === 'any moment') return void child.kill('SIGKILL');
      this.#ready.delete(owner);
      await this.#stop(child);
    });
  }

  async #stop(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit').then(() => true);
    child.kill('SIGTERM');
    if (await Promise.race([gone, wait(STOP_WITHIN_MS, false, { ref: false })])) return;
    this.#problems.push('A bot did not stop when asked to.');
    child.kill('SIGKILL');
  }
}

const pointOf = (death: Death | undefined): Pick<Orders, 'death'> => (death?.how === 'at a point' ? { death } : {});
