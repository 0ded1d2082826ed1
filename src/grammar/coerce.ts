import { isValid } from 'date-fns';
import type { Field } from '../fields.ts';
import { parseDate } from './dates.ts';

const YES = new Set(['yes', 'y', 'true', '1', 'on', 'ja']);
const NO = new Set(['no', 'n', 'false', '0', 'off', 'nej']);

export type Coerced = { value: unknown } | { error: string };

function coerceDateTime(typed: string, today: Date): Coerced {
  const [, day = typed, time = '00:00'] =
    /^(.*?)[ t](\d{1,2}:\d{2}(?::\d{2})?(?:z|[+-]\d{2}:?\d{2})?)$/i.exec(typed) ?? [];
  const date = parseDate(day, today);
  const moment = new Date(`${date}T${time.padStart(5, '0')}`);
  return date && isValid(moment)
    ? { value: moment.toISOString() }
    : { error: 'Give a date and a time, for example 2026-12-24 14:30.' };
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
      const value = parseDate(text, today);
      return value ? { value } : { error: 'Give a date, for example 2026-12-24, 24/12/2026 or tomorrow.' };
    }
    case 'datetime':
      return coerceDateTime(text, today);
    case 'select':
      return { value: coerceChoice(field, text) };
    case 'list':
    case 'multiselect':
      return { value: text.split(',').flatMap((one) => (one.trim() === '' ? [] : [coerceChoice(field, one)])) };
    case 'file':
      return { error: 'Files can be added in the form only.' };
    default:
      return { value: typed };
  }
}
