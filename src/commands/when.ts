import { TZDate, tz } from '@date-fns/tz';
import { differenceInCalendarDays, format, formatDistanceStrict, parseISO } from 'date-fns';

/** Beyond this many days the distance is said in months and years. */
const COUNTED_DAYS = 60;

/** Now, in a person's time zone. */
export const nowIn = (zone: string, at: number = Date.now()): TZDate => new TZDate(at, zone);

/** Whether the runtime knows the zone; Slack may know newer ones. */
export function isZone(zone: unknown): zone is string {
  try {
    return typeof zone === 'string' && zone !== '' && Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}

/** The time zone of the machine the bot runs on. */
export const serverZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

function distance(date: Date, now: Date): string {
  const days = differenceInCalendarDays(date, now);
  if (days === 0) return 'today';
  if (Math.abs(days) === 1) return days === 1 ? 'tomorrow' : 'yesterday';
  if (Math.abs(days) <= COUNTED_DAYS) return days > 0 ? `in ${days} days` : `${-days} days ago`;
  return formatDistanceStrict(date, now, { addSuffix: true });
}

const dayWords = (date: Date, now: Date): string =>
  format(date, date.getFullYear() === now.getFullYear() ? 'EEE d MMM' : 'EEE d MMM yyyy');

/**
 * A date or a moment with its weekday and its distance from now: "Fri 27 Nov, in 2 days", "Thu 24 Dec, 14:30
 * (Europe/Copenhagen), in 29 days". Undefined for anything else.
 */
export function whenWords(iso: string, now: TZDate): string | undefined {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(iso);
  const zone = tz(now.timeZone ?? serverZone());
  // A mere day begins where the person is; `new Date` would begin it in Greenwich.
  const date = isDay ? parseISO(iso, { in: zone }) : zone(new Date(iso));
  if (Number.isNaN(date.getTime())) return undefined;
  const time = isDay ? '' : `, ${format(date, 'HH:mm')} (${now.timeZone})`;
  return `${dayWords(date, now)}${time}, ${distance(date, now)}`;
}
