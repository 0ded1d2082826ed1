import type { SlackTrouble } from '../api.ts';

/** The pseudo-method under which response URLs fall. */
export const RESPONSE_URL = 'response_url';
/** The same for downloads of files. */
export const DOWNLOAD = 'download';

export interface TroubleScope {
  /** Only these methods (`chat.postMessage`, `response_url`, `download`); all without. */
  methods?: readonly string[];
  /** Only so many calls, then all is well again. */
  times?: number;
}

/** Slack's own API having a bad day, on demand. */
export class Troubles {
  #kind: SlackTrouble = 'none';
  #scope: TroubleScope = {};

  get kind(): SlackTrouble {
    return this.#kind;
  }

  set(kind: SlackTrouble, scope: TroubleScope = {}): void {
    this.#kind = kind;
    this.#scope = scope;
  }

  /** What this call meets; counts it. */
  meet(method: string): SlackTrouble {
    const { methods, times = Number.POSITIVE_INFINITY } = this.#scope;
    if (this.#kind === 'none' || (methods && !methods.includes(method))) return 'none';
    const met = this.#kind;
    this.#scope = { ...this.#scope, times: times - 1 };
    if (times <= 1) this.set('none');
    return met;
  }
}
