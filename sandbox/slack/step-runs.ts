import type { Clock } from './clock.ts';
import { randomWord } from './identity.ts';
import type { Dictionary } from './validate/check.ts';

/** One run of a custom step in somebody's workflow. */
export interface StepRun {
  id: string;
  callbackId: string;
  /** The bot's right to end this run and to act for it. */
  token: string;
  state: 'running' | 'succeeded' | 'failed';
  outputs?: Dictionary;
  error?: string;
}

export class StepRuns {
  readonly #clock: Clock;
  readonly #runs: StepRun[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  start(callbackId: string): StepRun {
    const run: StepRun = { id: this.#clock.id('Fx0'), callbackId, token: `xwfp-${randomWord()}`, state: 'running' };
    this.#runs.push(run);
    return run;
  }

  /** Ends a run once; a second time, or an unknown run, is refused. */
  end(id: string, end: { outputs: Dictionary } | { error: string }): boolean {
    const run = this.get(id);
    if (run?.state !== 'running') return false;
    Object.assign(run, end, { state: 'outputs' in end ? 'succeeded' : 'failed' });
    return true;
  }

  get(id: string): StepRun | undefined {
    return this.#runs.find((run) => run.id === id);
  }

  isToken(token: string): boolean {
    return this.#runs.some((run) => run.token === token);
  }
}
