import type { StateValues } from '../../blocks/form-values.ts';
import { fieldValues } from '../../blocks/form-values.ts';
import { untouched } from '../../blocks/inputs.ts';
import { kindOf } from '../../src/operations/field-kinds.ts';
import type { Field } from '../../src/operations/fields.ts';
import { isSame } from '../../src/operations/snapshot.ts';
import type { Coerced } from '../../src/operations/typed-values.ts';
import type { Draft } from './drafts.ts';

type Shown = Pick<Draft, 'values' | 'errors' | 'present'>;

/** What a form comes to: values in the types of the schema, and a sentence for each that cannot be read. */
export interface Entries {
  values: Record<string, unknown>;
  errors: Record<string, string>;
  /** Names of the fields whose value the form could not show, and which stay as they are. */
  kept: readonly string[];
}

const typed = (field: Field, value: unknown): Coerced =>
  typeof value === 'string' ? kindOf(field).read(value, field, new Date()) : { value };

const readValue = (field: Field, value: unknown): unknown => {
  const read = typed(field, value);
  return 'value' in read ? read.value : undefined;
};

/** Slack and browsers write line breaks their own way. */
const withPlainBreaks = (value: unknown): unknown =>
  typeof value === 'string' ? value.replace(/\r\n?/g, '\n').trim() : value;
const isAlike = (a: unknown, b: unknown): boolean => isSame(withPlainBreaks(a), withPlainBreaks(b));

/**
 * Whether a value that a form cannot show stays as it is when its input is left empty: what the record holds, and what
 * the operation takes. Anything else was typed wrongly and is asked for again. Files are always given anew.
 */
export function isKept(field: Field, { values, errors, present }: Shown): boolean {
  const value = values[field.name];
  if (value === undefined || errors?.[field.name] !== undefined || kindOf(field).isFormOnly) return false;
  return (present !== undefined && isSame(value, present[field.name])) || field.problem?.(value) === undefined;
}

/**
 * Reads a submitted form. An input left as it opened means the value that it was opened with, also where the input could
 * not show that value; so only what a person empties is empty.
 */
export function entriesOf(fields: readonly Field[], state: StateValues, shown: Shown | undefined): Entries {
  const entered = fieldValues(fields, state);
  const entries: Entries = { values: {}, errors: {}, kept: [] };
  const kept: string[] = [];
  for (const field of fields) {
    const { name } = field;
    const read = typed(field, entered[name]);
    const opened = shown?.values[name];
    const { reported, isShown } = untouched(field, opened);
    const isLeft = state[name] === undefined || ('value' in read && isAlike(read.value, readValue(field, reported)));
    if (shown && opened !== undefined && isLeft) {
      const stays = isShown || isKept(field, shown);
      const value = stays ? opened : shown.present?.[name];
      if (value !== undefined) entries.values[name] = value;
      if (stays && !isShown) kept.push(name);
    } else if ('error' in read) {
      entries.errors[name] = read.error;
    } else if (read.value !== undefined) {
      entries.values[name] = read.value;
    }
  }
  return { ...entries, kept };
}
