import type { SlackTrouble } from '../api.ts';

/** The pseudo-method under which response URLs fall. */
export const RESPONSE_URL = 'response_url';
/** The same for downloads of files. */
export const DOWNLOAD = 'download';

/** A trouble by name (`hangs`: no answer ever), a delay, an error code of Slack's choice, or an HTTP answer as it is. */
export type Trouble =
  | SlackTrouble
  | 'hangs'
  | { delayMs: number }
  | { error: string }
  | { status: number; body?: string };

export interface TroubleScope {
  /** Only these methods (`chat.postMessage`, `response_url`, `download`); all without. */
  methods?: readonly string[];
  /** Only calls that name one of these channels. */
  channels?: readonly string[];
  /** Only calls with blocks. */
  withBlocks?: boolean;
  /** Only so many calls, then all is well again. */
  times?: number;
}

/** What a call says that troubles are picky about. */
export interface TroubledCall {
  method: string;
  channel?: string;
  hasBlocks?: boolean;
}

/** Slack's own API having a bad day, on demand. */
export class Troubles {
  #trouble: Trouble = 'none';
  #scope: TroubleScope = {};

  /** The name to show. */
  get kind(): SlackTrouble {
    return typeof this.#trouble === 'string' && this.#trouble !== 'hangs' ? this.#trouble : 'failing';
  }

  set(trouble: Trouble, scope: TroubleScope = {}): void {
    this.#trouble = trouble;
    this.#scope = scope;
  }

  /** What this call meets; counts it. */
  meet(call: TroubledCall): Trouble {
    const { times = Number.POSITIVE_INFINITY } = this.#scope;
    if (this.#trouble === 'none' || !this.#concerns(call)) return 'none';
    const met = this.#trouble;
    this.#scope = { ...this.#scope, times: times - 1 };
    if (times <= 1) this.set('none');
    return met;
  }

  #concerns({ method, channel, hasBlocks = false }: TroubledCall): boolean {
    const { methods, channels, withBlocks } = this.#scope;
    if (methods && !methods.includes(method)) return false;
    if (channels && !channels.includes(channel ?? '')) return false;
    return withBlocks === undefined || withBlocks === hasBlocks;
  }
}
