import type { Field } from '../src/fields.ts';
import { fieldValues, INPUT_ACTION } from './form-values.ts';
import { inputFor } from './inputs.ts';

/** What an input that was opened with a value reports when nobody touches it; undefined where it could not show it. */
export function untouched(field: Field, value: unknown): unknown {
  const element = inputFor(field, value).element as unknown as Record<string, unknown>;
  const reported = {
    value: element.initial_value,
    selected_date: element.initial_date,
    selected_date_time: element.initial_date_time,
    selected_option: element.initial_option,
    selected_options: element.initial_options,
  };
  return fieldValues([field], { [field.name]: { [INPUT_ACTION]: reported } })[field.name];
}
