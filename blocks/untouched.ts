import type { Field } from '../src/operations/fields.ts';
import { fieldValues, INPUT_ACTION } from './form-values.ts';
import { inputFor } from './inputs.ts';

/** What an input that was opened with a value reports when nobody touches it, and whether it could show that value. */
export function untouched(field: Field, value: unknown): { reported: unknown; isShown: boolean } {
  const input = inputFor(field, value);
  const element = input.element as unknown as Record<string, unknown>;
  const reported = {
    value: element.initial_value,
    selected_date: element.initial_date,
    selected_date_time: element.initial_date_time,
    selected_option: element.initial_option,
    selected_options: element.initial_options,
  };
  const state = { [field.name]: { [INPUT_ACTION]: reported } };
  return { reported: fieldValues([field], state)[field.name], isShown: input.typed === undefined };
}
