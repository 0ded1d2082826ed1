import { LRUCache } from 'lru-cache';

const DAY_MS = 24 * 60 * 60_000;
const MINUTE_MS = 60_000;

/** A calendar day, as the number of days since 1970. */
export type Day = number;

/** What a clock on the wall of a zone shows. */
export interface WallTime {
  day: Day;
  /** Since midnight. */
  minute: number;
}

const formats = new LRUCache<string, Intl.DateTimeFormat>({ max: 500 });

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const parts = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
  const make = (timeZone: string) => new Intl.DateTimeFormat('en-US', { ...parts, hourCycle: 'h23', timeZone });
  let made: Intl.DateTimeFormat;
  try {
    made = make(zone);
  } catch {
    // A zone that this machine does not know must not stop a notification.
    made = make('UTC');
  }
  formats.set(zone, made);
  return made;
}

/** The wall clock as if it stood in UTC, in whole minutes as milliseconds. */
function shownAt(at: number, zone: string): number {
  const found = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => found.get(name) ?? 0;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
}

export function wallTimeAt(at: number, zone: string): WallTime {
  const shown = shownAt(at, zone);
  const day = Math.floor(shown / DAY_MS);
  return { day, minute: (shown - day * DAY_MS) / MINUTE_MS };
}

/** 1 Monday ... 7 Sunday. */
export const weekdayOf = (day: Day): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** `HH:mm` as minutes since midnight. */
export function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** The first moment of `from` < t <= `to` at which the clock shows at least `shown`; both a whole minute. */
function firstShowing(shown: number, zone: string, from: number, to: number): number {
  let [before, after] = [from, to];
  while (after - before > MINUTE_MS) {
    const middle = before + Math.floor((after - before) / 2 / MINUTE_MS) * MINUTE_MS;
    if (shownAt(middle, zone) >= shown) after = middle;
    else before = middle;
  }
  return after;
}

/**
 * The moments at which the wall clock shows this time on this day: one; two where clocks are set back over it; where they
 * are set forward over it, the moment they are.
 */
export function momentsOf(day: Day, minute: number, zone: string): readonly number[] {
  const shown = day * DAY_MS + minute * MINUTE_MS;
  const offsets = [shown - DAY_MS, shown + DAY_MS].map((at) => shownAt(at, zone) - at);
  const guesses = [...new Set(offsets)].map((offset) => shown - offset).sort((a, b) => a - b);
  const found = guesses.filter((at) => shownAt(at, zone) === shown);
  if (found.length > 0) return found;
  const [earliest = shown, latest = shown] = [guesses[0], guesses.at(-1)];
  return [firstShowing(shown, zone, earliest, latest)];
}
