import { addDays, addMonths, addWeeks, format, isValid, nextDay, parse, startOfDay } from 'date-fns';

const WITH_YEAR = [
  'yyyy-MM-dd',
  'yyyy/MM/dd',
  'dd/MM/yyyy',
  'd/M/yyyy',
  'dd.MM.yyyy',
  'd.M.yyyy',
  'dd-MM-yyyy',
  'd MMM yyyy',
  'd MMMM yyyy',
  'MMM d yyyy',
  'MMMM d yyyy',
];
const WITHOUT_YEAR = ['d MMM', 'd MMMM', 'MMM d', 'MMMM d'];
/** 29 February returns after eight years at most. */
const YEARS_AHEAD = 8;
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const STEP = { day: addDays, week: addWeeks, month: addMonths };

/** The year of a date without one: that of the next such day from today on, or of the last one up to today. */
export type Leaning = 'coming' | 'past';

function inWords(text: string, today: Date): Date | undefined {
  if (text === 'today') return today;
  if (text === 'tomorrow') return addDays(today, 1);
  if (text === 'yesterday') return addDays(today, -1);
  const steps = /^(?:in )?(\d{1,4}) (day|week|month)s?$/.exec(text);
  if (steps) return STEP[steps[2] as keyof typeof STEP](today, Number(steps[1]));
  const day = /^(?:next )?(sun|mon|tue|wed|thu|fri|sat)(?:day|sday|nesday|rsday|urday)?$/.exec(text);
  if (day) return nextDay(today, WEEKDAYS.indexOf(day[1] ?? '') as 0);
  return undefined;
}

function withoutYear(text: string, pattern: string, today: Date, leaning: Leaning): Date | undefined {
  const step = leaning === 'past' ? -1 : 1;
  for (let years = 0; years <= YEARS_AHEAD; years++) {
    const date = parse(`${text} ${today.getFullYear() + step * years}`, `${pattern} yyyy`, today);
    if (!isValid(date)) continue;
    const distance = startOfDay(date).getTime() - startOfDay(today).getTime();
    if (distance * step >= 0) return date;
  }
  return undefined;
}

/**
 * Reads a date typed in any usual way (`2026-12-24`, `24/12/2026`, `24 Dec`, `tomorrow`, `next friday`, `in 2 weeks`) as
 * ISO `yyyy-MM-dd`. Day comes before month where only numbers say. `today` is now; a `TZDate` makes it the day of that
 * time zone. Undefined when it is not a date.
 */
export function parseDate(typed: string, today: Date, leaning: Leaning = 'coming'): string | undefined {
  const text = typed
    .trim()
    .toLowerCase()
    .replace(/(\d)(?:st|nd|rd|th)\b/g, '$1')
    .replace(/,/g, ' ')
    .replace(/\s+/g, ' ');
  const worded = inWords(text, today);
  if (worded) return format(worded, 'yyyy-MM-dd');
  for (const pattern of WITH_YEAR) {
    const date = parse(text, pattern, today);
    // Without this `01/02/26` would be the year 26.
    if (isValid(date) && date.getFullYear() >= 1900) return format(date, 'yyyy-MM-dd');
  }
  for (const pattern of WITHOUT_YEAR) {
    const date = withoutYear(text, pattern, today, leaning);
    if (date) return format(date, 'yyyy-MM-dd');
  }
  return undefined;
}
