import { setTimeout as pause } from 'node:timers/promises';
import type { Load, Sample } from '../load/load.ts';

/** What people type, each as often as it stands here. A `#` becomes a number of its own. */
const LINES = [
  ...Array<string>(8).fill('/pmp lead search acme #'),
  ...Array<string>(4).fill('/pmp lead get #'),
  ...Array<string>(3).fill('/pmp lead add "Ada #" source=1 status=2 company="Acme Ltd"'),
  '/ops history',
  '/ops history pmp.lead.*',
  '/pmp help',
  '/pmp leed serch acme',
];

/** Ten thousand leads. */
const LONG_LIST = '/pmp lead search many #';
const LONG_LIST_EVERY = 200;

const lineOf = (turn: number): string =>
  turn % LONG_LIST_EVERY === LONG_LIST_EVERY - 1 ? LONG_LIST : LINES[turn % LINES.length]!;

/** What became of all commands since the last time somebody asked. */
export interface Tally {
  sent: number;
  /** Acknowledged after Slack's three seconds, or not at all. */
  late: number;
  /** Recorded commands of which nothing was ever heard again. */
  lost: number;
  ackMs: number[];
}

export const ACK_WITHIN_MS = 3_000;
const newTally = (): Tally => ({ sent: 0, late: 0, lost: 0, ackMs: [] });

/** Sends a steady stream until it is told to stop. */
export class Traffic {
  readonly #load: Load;
  #tally = newTally();
  #isOn = true;
  #running: Promise<unknown> = Promise.resolve();

  constructor(load: Load, perSecond: number) {
    this.#load = load;
    this.#running = this.#run(perSecond);
  }

  /** What happened since the last call. */
  take(): Tally {
    const tally = this.#tally;
    this.#tally = newTally();
    return tally;
  }

  async stop(): Promise<void> {
    this.#isOn = false;
    await this.#running;
  }

  async #run(perSecond: number): Promise<void> {
    const since = performance.now();
    for (let sent = 0; this.#isOn; ) {
      const due = ((performance.now() - since) / 1000) * perSecond;
      while (sent < due) this.#send(lineOf(sent++));
      await pause(10);
    }
  }

  #send(line: string): void {
    const { acked, done } = this.#load.send(line);
    this.#tally.sent += 1;
    void acked.then((sample) => this.#acked(sample));
    void done.then(({ lost }) => {
      if (lost) this.#tally.lost += 1;
    });
  }

  #acked({ ackMs, acked }: Sample): void {
    this.#tally.ackMs.push(ackMs);
    if (!acked || ackMs > ACK_WITHIN_MS) this.#tally.late += 1;
  }
}
