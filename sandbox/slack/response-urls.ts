import type { Clock } from './clock.ts';
import { randomWord, TEAM } from './identity.ts';

const USES = 5;
const LIFE_MS = 30 * 60 * 1000;

/** Where a response URL leads back to. `source` is the message whose element was used, if one was. */
export interface WayBack {
  kind: 'commands' | 'actions' | 'app';
  channel: string;
  person: string;
  source?: { ts: string; ephemeral: boolean };
}

interface Entry extends WayBack {
  left: number;
  expires: number;
}

/** Absolute addresses the bot may post to: five times, for thirty minutes, in any channel. */
export class ResponseUrls {
  readonly #clock: Clock;
  readonly #origin: () => string;
  readonly #known = new Map<string, Entry>();

  constructor(clock: Clock, origin: () => string) {
    this.#clock = clock;
    this.#origin = origin;
  }

  create(way: WayBack): string {
    const path = `/${way.kind}/${TEAM.id}/${this.#clock.serial()}/${randomWord(18)}`;
    this.#known.set(path, { ...way, left: USES, expires: this.#clock.now() + LIFE_MS });
    return this.#origin() + path;
  }

  find(path: string): WayBack | 'unknown_url' | 'used_url' | 'expired_url' {
    const entry = this.#known.get(path);
    if (!entry) return 'unknown_url';
    if (this.#clock.now() > entry.expires) return 'expired_url';
    return entry.left > 0 ? entry : 'used_url';
  }

  spend(path: string): void {
    const entry = this.#known.get(path);
    if (entry) entry.left -= 1;
  }
}
