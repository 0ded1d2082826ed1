import { format, isValid, parse, subHours } from 'date-fns';
import type { Field } from '../operations/fields.ts';
import { idInAddress } from './addresses.ts';
import { parseDate } from './dates.ts';

const YES = new Set(['yes', 'y', 'true', '1', 'on', 'ja']);
const NO = new Set(['no', 'n', 'false', '0', 'off', 'nej']);

export type Coerced = { value: unknown } | { error: string };

const CLOCK = /^(?<day>.*?)[ t](?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2}))?(?<zone>z|[+-]\d{2}:?\d{2})?$/i;
const WANTS_MOMENT = 'Give a date and a time, for example 2026-12-24 14:30.';

/** A moment in the time zone of `today`, unless another one is typed along. */
function coerceDateTime(typed: string, today: Date, past: boolean): Coerced {
  const { day = typed, hour = '00', minute = '00', second = '00', zone } = CLOCK.exec(typed)?.groups ?? {};
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
  // Where clocks go forward an hour is left out, and asking for it gives another one.
  if (!zone && format(moment, 'HH:mm') !== clock)
    return { error: `There is no ${clock} on that day: the clocks go forward. Give another time.` };
  return { value: new Date(moment.getTime()).toISOString() };
}

/** Finds what was meant among the options, by value or by what a person reads. */
function coerceChoice(field: Field, typed: string): string {
  const wanted = typed.trim().toLowerCase();
  const options = field.options ?? [];
  const found =
    options.find(({ value }) => value.toLowerCase() === wanted) ??
    options.find(({ label }) => label.toLowerCase() === wanted);
  return found?.value ?? typed.trim();
}

/** Turns the text somebody typed for a field into the value its schema expects. What it cannot read it says plainly. */
export function coerce(field: Field, typed: string, today: Date): Coerced {
  const text = typed.trim();
  switch (field.kind) {
    case 'checkbox':
    case 'yesno': {
      const word = text.toLowerCase();
      if (YES.has(word)) return { value: true };
      if (NO.has(word)) return { value: false };
      return { error: 'Say yes or no.' };
    }
    case 'number':
    case 'integer': {
      const value = Number(text.replace(/[\s_]/g, ''));
      return text !== '' && Number.isFinite(value) ? { value } : { error: 'Give a number.' };
    }
    case 'date': {
      const value = parseDate(text, today, field.past ? 'past' : 'coming');
      return value ? { value } : { error: 'Give a date, for example 2026-12-24, 24/12/2026 or tomorrow.' };
    }
    case 'datetime':
      return coerceDateTime(text, today, field.past === true);
    case 'select':
      return { value: coerceChoice(field, text) };
    case 'list':
    case 'multiselect':
      return { value: text.split(',').flatMap((one) => (one.trim() === '' ? [] : [coerceChoice(field, one)])) };
    case 'file':
      return { error: 'Files can be added in the form only.' };
    default:
      return {
        value: field.idOf && field.problem?.(typed) !== undefined ? (idInAddress(text, field) ?? typed) : typed,
      };
  }
}
