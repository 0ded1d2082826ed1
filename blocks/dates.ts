import { line, type Mrkdwn } from './text.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/i;

const inUtc = (parts: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: 'UTC' });
const dayWords = inUtc({ day: 'numeric', month: 'short', year: 'numeric' });
const timeWords = inUtc({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** A calendar day that exists, `2026-12-24`. */
export function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** Milliseconds since 1970 of an ISO moment with its zone; undefined for anything else. */
export function momentOf(text: string): number | undefined {
  const at = MOMENT.test(text) && isDay(text.slice(0, 10)) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

const STYLES = { day: '{date_short_pretty}', minute: '{date_short_pretty} {time}' } as const;

/**
 * A moment is shown in each reader's own time zone; a mere day stays the day it is for everybody. What is no ISO date
 * is shown as the words it is.
 */
export function dateToken(iso: string, style: keyof typeof STYLES = 'minute'): Mrkdwn {
  const text = iso.trim();
  if (isDay(text)) return dayWords.format(new Date(text)) as Mrkdwn;
  const at = momentOf(text);
  if (at === undefined) return line(text, 60);
  const time = style === 'day' ? '' : `, ${timeWords.format(at)} UTC`;
  return `<!date^${Math.floor(at / 1000)}^${STYLES[style]}|${dayWords.format(at)}${time}>` as Mrkdwn;
}
