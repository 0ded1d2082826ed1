import { format, isValid, parse, subHours } from 'date-fns';
import { idInAddress } from './addresses.ts';
import { parseDate } from './dates.ts';
import type { Field } from './fields.ts';

/** The value of typed text, or a sentence that says what would be right. */
export type Coerced = { value: unknown } | { error: string };

const YES = new Set(['yes', 'y', 'true', '1', 'on', 'ja']);
const NO = new Set(['no', 'n', 'false', '0', 'off', 'nej']);

const CLOCK =
  /^(?<day>.*?)[ t](?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:\.\d{1,3})?)?(?<zone>z|[+-]\d{2}:?\d{2})?$/i;
const WANTS_MOMENT = 'Give a date and a time, for example 2026-12-24 14:30.';

/** Text as typed; of a pasted address of the vendor's site, the id in it where the field is one. */
export const readText = (typed: string, field: Field): Coerced => ({
  value: field.idOf && field.problem?.(typed) !== undefined ? (idInAddress(typed, field) ?? typed) : typed,
});

export function readYesNo(typed: string): Coerced {
  const word = typed.trim().toLowerCase();
  if (YES.has(word)) return { value: true };
  return NO.has(word) ? { value: false } : { error: 'Say yes or no.' };
}

export function readNumber(typed: string): Coerced {
  const value = Number(typed.replace(/[\s_]/g, ''));
  return typed.trim() !== '' && Number.isFinite(value) ? { value } : { error: 'Give a number.' };
}

export function readDay(typed: string, { past }: Field, today: Date): Coerced {
  const value = parseDate(typed.trim(), today, past ? 'past' : 'coming');
  return value ? { value } : { error: 'Give a date, for example 2026-12-24, 24/12/2026 or tomorrow.' };
}

/** A moment in the time zone of `today`, unless another one is typed along. */
export function readMoment(typed: string, { past }: Field, today: Date): Coerced {
  const text = typed.trim();
  const { day = text, hour = '00', minute = '00', second = '00', zone } = CLOCK.exec(text)?.groups ?? {};
  const date = parseDate(day, today, past ? 'past' : 'coming');
  if (!date) return { error: WANTS_MOMENT };
  const time = `${hour.padStart(2, '0')}:${minute}:${second}`;
  const moment = zone ? new Date(`${date}T${time}${zone}`) : parse(`${date} ${time}`, 'yyyy-MM-dd HH:mm:ss', today);
  if (!isValid(moment)) return { error: WANTS_MOMENT };
  const clock = time.slice(0, 5);
  const hourBefore = subHours(moment, 1);
  if (!zone && format(hourBefore, 'HH:mm') === clock)
    return {
      error: `${clock} comes twice on that day: the clocks go back. Add which one: ${clock}${format(hourBefore, 'xxx')}.`,
    };
  // The hour that clocks skip does not exist; parsing gives another one.
  if (!zone && format(moment, 'HH:mm') !== clock)
    return { error: `There is no ${clock} on that day: the clocks go forward. Give another time.` };
  return { value: new Date(moment.getTime()).toISOString() };
}

/** The option that was meant, by value or by what a person reads; anything else as typed. */
function choiceOf({ options = [] }: Field, typed: string): string {
  const wanted = typed.trim().toLowerCase();
  const found =
    options.find(({ value }) => value.toLowerCase() === wanted) ??
    options.find(({ label }) => label.toLowerCase() === wanted);
  return found?.value ?? typed.trim();
}

export const readChoice = (typed: string, field: Field): Coerced => ({ value: choiceOf(field, typed) });

export const readList = (typed: string, field: Field): Coerced => ({
  value: typed.split(',').flatMap((one) => (one.trim() === '' ? [] : [choiceOf(field, one)])),
});
