import { sandboxNow } from './clock.ts';

/** Where and when the reader is; given by tests, otherwise the browser's own place and the sandbox's time. */
export interface Reader {
  now: number;
  timeZone?: string;
  /** 12-hour clock, as the reader's own settings have it. */
  hour12?: boolean;
}

const DAY = 86_400_000;
const HALF_A_YEAR = 182 * DAY;

export const readerNow = (): Reader => ({
  now: sandboxNow(),
  hour12: new Intl.DateTimeFormat(undefined, { hour: 'numeric' }).resolvedOptions().hour12 ?? false,
});

const format = (at: number, reader: Reader, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat('en-US', { ...options, ...(reader.timeZone && { timeZone: reader.timeZone }) }).format(at);

/** `2026-12-24` in the reader's zone. */
export function dayOf(at: number, reader: Reader): string {
  const part = (options: Intl.DateTimeFormatOptions): string => format(at, reader, options);
  return `${part({ year: 'numeric' })}-${part({ month: '2-digit' })}-${part({ day: '2-digit' })}`;
}

const clock = (reader: Reader): Intl.DateTimeFormatOptions => ({
  hour: 'numeric',
  minute: '2-digit',
  hourCycle: reader.hour12 ? 'h12' : 'h23',
});

/** The time of day as the reader writes it: `14:05` or `2:05 PM`. */
export const timeOf = (at: number, reader: Reader): string => format(at, reader, clock(reader));

/** `Thu` */
export const weekdayOf = (at: number, reader: Reader): string => format(at, reader, { weekday: 'short' });

/** The whole moment, for tooltips. */
export const momentOf = (at: number, reader: Reader): string =>
  `${format(at, reader, { dateStyle: 'full' })} at ${format(at, reader, { ...clock(reader), second: '2-digit' })}`;

function ordinal(day: number): string {
  const tens = day % 100;
  const suffix = tens > 10 && tens < 14 ? 'th' : ({ 1: 'st', 2: 'nd', 3: 'rd' }[day % 10] ?? 'th');
  return `${day}${suffix}`;
}

/** `today`, `yesterday`, `tomorrow`, or nothing. */
function near(at: number, reader: Reader): string | undefined {
  const words = { [-1]: 'yesterday', 0: 'today', 1: 'tomorrow' };
  const offset = Math.round((Date.parse(dayOf(at, reader)) - Date.parse(dayOf(reader.now, reader))) / DAY);
  return words[offset as keyof typeof words];
}

function spell(at: number, reader: Reader, length: 'long' | 'short' | 'weekday'): string {
  const month = format(at, reader, { month: length === 'short' ? 'short' : 'long' });
  const day = Number(format(at, reader, { day: 'numeric' }));
  const year =
    Math.abs(at - reader.now) > HALF_A_YEAR || length === 'weekday'
      ? `, ${format(at, reader, { year: 'numeric' })}`
      : '';
  if (length === 'short') return `${month} ${day}${year}`;
  return `${length === 'weekday' ? `${format(at, reader, { weekday: 'long' })}, ` : ''}${month} ${ordinal(day)}${year}`;
}

/** Heading between the days of a conversation: `Today`, `Yesterday`, `Tuesday, March 3rd, 2026`. */
export function dayHeading(at: number, reader: Reader): string {
  const words = near(at, reader) ?? spell(at, reader, 'weekday');
  return words[0]!.toUpperCase() + words.slice(1);
}

export function ago(at: number, now: number): string {
  const seconds = Math.round((at - now) / 1000);
  const units = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ] as const;
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? (['second', 1] as const);
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(Math.trunc(seconds / size), unit);
}

/**
 * Slack's `<!date^…>` template in the reader's own zone. Unknown tokens make Slack show the fallback.
 * @param epoch seconds since 1970
 */
export function fillDateTemplate(template: string, epoch: number, fallback: string, reader: Reader): string {
  const at = epoch * 1000;
  const tokens: Record<string, () => string> = {
    date_num: () => dayOf(at, reader),
    date: () => spell(at, reader, 'long'),
    date_short: () => spell(at, reader, 'short'),
    date_long: () => spell(at, reader, 'weekday'),
    date_pretty: () => near(at, reader) ?? spell(at, reader, 'long'),
    date_short_pretty: () => near(at, reader) ?? spell(at, reader, 'short'),
    date_long_pretty: () => near(at, reader) ?? spell(at, reader, 'weekday'),
    time: () => timeOf(at, reader),
    time_secs: () => format(at, reader, { ...clock(reader), second: '2-digit' }),
    ago: () => ago(at, reader.now),
  };
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  if (Number.isNaN(new Date(at).getTime()) || names.some((name) => !Object.hasOwn(tokens, name))) return fallback;
  return template.replace(/\{(\w+)\}/g, (_, name: string) => tokens[name]!());
}
