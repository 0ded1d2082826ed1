/** Slack, for one, takes a message a second in a channel. */
export const SPACING_MS = 1_000;

const LONGEST_PAUSE_MS = 5 * 60_000;

/** How long a place rests after so many failures in a row, with up to a fifth more so that places do not come together. */
export const pauseAfter = (failures: number): number =>
  Math.min(LONGEST_PAUSE_MS, SPACING_MS * 2 ** Math.min(failures, 20)) * (1 + Math.random() / 5);

/** Longer than any pause: what lies further ahead was written before a clock was set back. */
export const FURTHEST_MS = LONGEST_PAUSE_MS * 2;

/** More events of one watch than a channel wants to read one by one. */
export const MOST_SINGLE = 5;

/** One message stands for so many events at most. */
export const MOST_IN_BATCH = 1_000;

/** What failed so often lets the others of its place go first. */
export const STUBBORN_AFTER = 5;
