import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';

const LIFE_MS = 3000;

export type TriggerError = 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id';

interface Trigger {
  person: string;
  /** Where the person was. */
  conversation?: string;
  expires: number;
  used: boolean;
}

/** The short-lived right to open a modal on somebody's screen: three seconds, once. */
export class Triggers {
  readonly #clock: Clock;
  readonly #known = new Map<string, Trigger>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  create(person: string, conversation?: string): string {
    const id = `${this.#clock.serial()}.8000000000001.${randomBytes(16).toString('hex')}`;
    const expires = this.#clock.now() + LIFE_MS;
    this.#known.set(id, { person, expires, used: false, ...(conversation ? { conversation } : {}) });
    return id;
  }

  /** Checks without using up: a view Slack refuses leaves the trigger as it was. */
  check(id: string | undefined): Trigger | TriggerError {
    const trigger = this.#known.get(id ?? '');
    if (!trigger) return 'invalid_trigger_id';
    if (trigger.used) return 'exchanged_trigger_id';
    return this.#clock.now() > trigger.expires ? 'expired_trigger_id' : trigger;
  }

  use(id: string): void {
    const trigger = this.#known.get(id);
    if (trigger) trigger.used = true;
  }
}
