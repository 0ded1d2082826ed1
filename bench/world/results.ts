import { pairOf } from './identities.ts';

/** How a command ended for its person. */
export interface Result {
  /** `answered`: something arrived, but not the result. `lost`: nothing arrived. */
  how: 'done' | 'answered' | 'lost';
  /** When it arrived, on the clock of `performance.now()`. */
  at: number;
}

/** A command without a result is given up after this, so that one lost result does not hold up the whole run. */
const LOST_AFTER_MS = 60_000;

interface Waiting {
  since: number;
  resolve(result: Result): void;
}

/** Brings what arrives at Slack back to the command that it answers. */
export class Results {
  /** Oldest first. */
  readonly #waiting = new Map<number, Waiting>();
  /** Numbers of the commands of one person in one channel, oldest first. */
  readonly #pairs = new Map<string, number[]>();

  constructor() {
    setInterval(() => this.#expireOld(), 1_000).unref();
  }

  get underWay(): number {
    return this.#waiting.size;
  }

  /** Resolves when the result of this command arrives. */
  expect(number: number): Promise<Result> {
    const pair = pairOf(number);
    const numbers = this.#pairs.get(pair);
    if (numbers) numbers.push(number);
    else this.#pairs.set(pair, [number]);
    return new Promise((resolve) => this.#waiting.set(number, { since: performance.now(), resolve }));
  }

  /** A result for this command arrived. False when nobody waits for it. */
  arrived(number: number, how: Result['how']): boolean {
    const waiting = this.#waiting.get(number);
    if (!waiting) return false;
    this.#waiting.delete(number);
    const pair = pairOf(number);
    const left = this.#pairs.get(pair)?.filter((one) => one !== number) ?? [];
    if (left.length > 0) this.#pairs.set(pair, left);
    else this.#pairs.delete(pair);
    waiting.resolve({ how, at: performance.now() });
    return true;
  }

  /** A result arrived that names only the person and the channel. */
  arrivedFor(pair: string | undefined, how: Result['how']): boolean {
    const number = pair === undefined ? undefined : this.#pairs.get(pair)?.[0];
    return number !== undefined && this.arrived(number, how);
  }

  /** Gives up what is still under way, and says how many those were. */
  abandon(): number {
    const { size } = this.#waiting;
    for (const number of [...this.#waiting.keys()]) this.arrived(number, 'lost');
    return size;
  }

  #expireOld(): void {
    const before = performance.now() - LOST_AFTER_MS;
    for (const [number, { since }] of this.#waiting) {
      if (since > before) return;
      this.arrived(number, 'lost');
    }
  }
}
