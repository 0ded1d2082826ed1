/** Time and everything numbered by it. */
export class Clock {
  readonly now: () => number;
  #lastMicros = 0;
  #sequence = 0;

  /** `now` gives milliseconds since 1970. */
  constructor(now: () => number) {
    this.now = now;
  }

  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  /** A message time stamp: seconds with six decimals, never given twice. */
  ts(): string {
    this.#lastMicros = Math.max(this.now() * 1000, this.#lastMicros + 100);
    return `${Math.floor(this.#lastMicros / 1e6)}.${String(Math.floor(this.#lastMicros % 1e6)).padStart(6, '0')}`;
  }

  /** `V0000000001`, `Ev0000000002`, ... */
  id(prefix: string): string {
    this.#sequence += 1;
    return `${prefix}${String(this.#sequence).padStart(11 - prefix.length, '0')}`;
  }

  /** The long numbers inside trigger ids and response URLs. */
  serial(): string {
    this.#sequence += 1;
    return String(9_000_000_000_000 + this.#sequence);
  }
}
