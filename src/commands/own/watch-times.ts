import type { QuietHours } from '../../watches/watch.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const UNIT_MS: ReadonlyMap<string, number> = new Map([
  ['s', 1000],
  ['m', MINUTE_MS],
  ['h', HOUR_MS],
  ['d', DAY_MS],
]);

const LEAST_MS = MINUTE_MS;
const MOST_MS = DAY_MS;

/** What was read, or a sentence that says what would be right. */
export type ReadTime<T> = { value: T } | { error: string };

const INTERVAL =
  /^(\d{1,6}(?:\.\d{1,3})?)\s*(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)?(?:\s*(\d{1,3})\s*m(?:in)?)?$/i;

/** `5m`, `1h`, `1h30m`, `90s`, `2 days`; a mere number is minutes. */
export function readDuration(typed: string): number | undefined {
  const [, count, unit = 'm', minutes = '0'] = INTERVAL.exec(typed.trim()) ?? [];
  if (count === undefined) return undefined;
  const ms = Number(count) * (UNIT_MS.get(unit.charAt(0).toLowerCase()) ?? MINUTE_MS);
  return Math.round(ms + Number(minutes) * MINUTE_MS);
}

/** How often to look, between a minute and a day. */
export function readInterval(typed: string): ReadTime<number> {
  const value = readDuration(typed);
  if (value === undefined) return { error: 'Give how often to look, for example 5m, 1h or 1d.' };
  if (value < LEAST_MS) return { error: 'Give at least 1m: nobody is asked more often than once a minute.' };
  return value > MOST_MS ? { error: 'Give at most 1d.' } : { value };
}

/** As short as `readInterval` takes it: `90m`, `2h`, `1d`. */
export function intervalText(ms: number): string {
  const unit = [...UNIT_MS].reverse().find(([, size]) => ms >= size && ms % size === 0);
  return unit ? `${ms / unit[1]}${unit[0]}` : `${ms / 1000}s`;
}

const CLOCK = /^(\d{1,2})(?:[:.h](\d{2}))?\s*([ap])?\.?(?:m\.?)?$/i;

/** `9:00`, `09.00`, `9` and `9am` as `09:00`. */
export function readClock(typed: string): string | undefined {
  const [, hours, minutes = '00', half] = CLOCK.exec(typed.trim()) ?? [];
  if (hours === undefined) return undefined;
  const isAfternoon = half?.toLowerCase() === 'p';
  if (half !== undefined && (Number(hours) < 1 || Number(hours) > 12)) return undefined;
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (isAfternoon ? 12 : 0);
  if (hour > 23 || Number(minutes) > 59) return undefined;
  return `${String(hour).padStart(2, '0')}:${minutes}`;
}

const NOT_QUIET = /^(?:off|none|no|never)$/i;
const WANTS_QUIET = 'Give from when to when, for example 22:00-7:00, or off.';

/** `22:00-7:00`; `off` is none. */
export function readQuiet(typed: string): ReadTime<QuietHours | undefined> {
  if (typed.trim() === '' || NOT_QUIET.test(typed.trim())) return { value: undefined };
  const parts = typed.split(/\s*(?:[-–—−]|\bto\b|\buntil\b)\s*/i);
  const [from, to] = parts.map(readClock);
  if (parts.length !== 2 || from === undefined || to === undefined) return { error: WANTS_QUIET };
  if (from === to) return { error: 'Quiet hours that end when they begin are none. Give two different times, or off.' };
  return { value: { from, to } };
}

/** In the order of the week, 1 Monday ... 7 Sunday. */
export const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

const SETS: ReadonlyMap<string, readonly number[]> = new Map([
  ['daily', []],
  ['everyday', []],
  ['weekdays', [1, 2, 3, 4, 5]],
  ['weekends', [6, 7]],
  ['weekend', [6, 7]],
]);

function dayNamed(word: string): number | undefined {
  const wanted = word.toLowerCase();
  const at = DAYS.findIndex((day) => wanted.length >= 2 && day.toLowerCase().startsWith(wanted));
  if (at >= 0) return at + 1;
  return /^[1-7]$/.test(wanted) ? Number(wanted) : undefined;
}

function daysIn(word: string): readonly number[] | undefined {
  const [from, to, ...more] = word.split(/[-–—]/).map(dayNamed);
  if (from === undefined || more.length > 0) return SETS.get(word.toLowerCase());
  if (!/[-–—]/.test(word)) return [from];
  if (to === undefined) return undefined;
  // `fri-mon` goes over the end of the week.
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, step) => ((from - 1 + step) % 7) + 1);
}

/** `mon,fri`, `mon-fri`, `weekdays`: the days in their order. All seven are none in particular. */
export function readDays(words: readonly string[]): ReadTime<number[]> {
  const read = words.map((word) => daysIn(word.trim()));
  const strange = words[read.indexOf(undefined)];
  if (strange !== undefined) return { error: `"${strange}" is no day. Give days like mon,fri or mon-fri.` };
  const days = [...new Set(read.flatMap((one) => one ?? []))].sort((a, b) => a - b);
  return { value: days.length === 7 ? [] : days };
}
