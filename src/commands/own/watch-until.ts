import { TZDate } from '@date-fns/tz';
import { nextMonday, setHours, startOfDay } from 'date-fns';
import { readDuration } from './watch-times.ts';

const MORNING = 9;
const DAY_MS = 24 * 60 * 60_000;
const MOST_MS = 90 * DAY_MS;

/** Monday at nine by the clock of a zone. */
export const nextMondayIn = (zone: string, now: number): number =>
  setHours(startOfDay(nextMonday(new TZDate(now, zone))), MORNING).getTime();

/** Until when `1h`, `2 days`, `a day` or `monday` pauses; undefined for anything else. */
export function pauseUntil(typed: string, zone: string, now: number): number | undefined {
  const words = typed
    .trim()
    .toLowerCase()
    .replace(/^(?:for|until)[\s=]+/, '')
    .replace(/^an?\s+/, '1 ');
  if (words === 'monday') return nextMondayIn(zone, now);
  const ms = readDuration(words);
  return ms !== undefined && ms > 0 && ms <= MOST_MS ? now + ms : undefined;
}
