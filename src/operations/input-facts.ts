import type { Facts, Value } from './card.ts';
import { kindOf } from './field-kinds.ts';
import { type Field, fieldsOf } from './fields.ts';
import type { Operation } from './operation.ts';
import { isSame, type Snapshot } from './snapshot.ts';

type Input = Readonly<Record<string, unknown>>;

function shown(field: Field, values: Input): Value {
  const value = values[field.name];
  return field.options?.find((option) => option.value === String(value))?.label ?? kindOf(field).show(value);
}

/** The given values, by the labels people know. */
export const inputFacts = (operation: Operation, input: Input): Facts =>
  Object.fromEntries(
    fieldsOf(operation).flatMap((field) => {
      const value = shown(field, input);
      // A box that is not ticked is no request; an explicit "no" is one.
      const isNone = value === undefined || value === kindOf(field).untouched;
      return isNone ? [] : [[field.label, value]];
    }),
  );

/** How typed dates were read, beside the facts they belong to. */
export const dateFacts = (interpreted: readonly string[] = []): Facts =>
  interpreted.length > 0 ? { 'Dates read as': interpreted.join('\n') } : {};

const plain = (value: Value): string => {
  if (typeof value === 'object' && value !== null && 'date' in value) return value.date;
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return String(value ?? '');
};

/** The changes the input makes to a record, each value before -> after, by the labels people know. */
export const changeFacts = (operation: Operation, before: Snapshot, input: Input): Facts =>
  Object.fromEntries(
    fieldsOf(operation).flatMap((field) => {
      const { name, label } = field;
      if (!Object.hasOwn(before, name) || isSame(before[name], input[name])) return [];
      return [[label, { was: plain(shown(field, before)), now: plain(shown(field, input)) }]];
    }),
  );
