import type { Look } from './render.ts';

/** Where a session reads and writes. Results go to `out`, everything said meanwhile to `note`. */
export interface Io {
  out(line: string): void;
  note(line: string): void;
  /**
   * Asks the person; undefined where nobody is there to answer, as in a script. Resolves with undefined when they end the
   * input instead of answering.
   */
  ask?: ((question: string) => Promise<string | undefined>) | undefined;
  look: Look;
  /** Results as one JSON document each, for scripts. */
  json: boolean;
  /** Confirms every question: for scripts that know what they do. */
  yes: boolean;
}
