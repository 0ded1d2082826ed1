/** The second try comes at once; then pauses double from the first to the longest. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** A connection that lasted so long was a success: the next one may be opened at once. */
const STABLE_MS = 10_000;

export type Backoff = ReturnType<typeof createBackoff>;

/** Says how long to wait before the next try to connect, from how the last ones went. */
export function createBackoff() {
  let failures = 0;
  let openedAt = 0;
  return {
    /** Notes that a connection was opened. */
    opened(): void {
      openedAt = Date.now();
    },

    /** Notes that a connection ended. One that lasted ends the row of failures. */
    ended(): void {
      failures = Date.now() - openedAt > STABLE_MS ? 0 : failures + 1;
    },

    /** Notes a failed try, and returns how many there were in a row. */
    failed: (): number => ++failures,

    /** The pause before the next try, with some chance in it so that many processes do not come at once. */
    pauseMs(): number {
      if (failures < 2) return 0;
      const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 2));
      return Math.round(longest * (0.75 + Math.random() / 4));
    },
  };
}
