import { isSame, type Snapshot } from '../engine/snapshot.ts';
import type { Facts, Value } from './card.ts';
import { type Field, fieldsOf } from './fields.ts';
import type { Operation } from './operation.ts';

type Input = Readonly<Record<string, unknown>>;

function shown({ name, kind, options }: Field, values: Input): Value {
  const value = values[name];
  const chosen = options?.find((option) => option.value === String(value))?.label;
  if (chosen !== undefined) return chosen;
  if (typeof value === 'string') return kind === 'date' || kind === 'datetime' ? { date: value } : value;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value))
    return value.map((one) => (typeof one === 'object' ? (one as { name?: string }).name : one)).join(', ');
  return undefined;
}

/** What was given, by the labels people know. */
export const inputFacts = (operation: Operation, input: Input): Facts =>
  Object.fromEntries(
    fieldsOf(operation).flatMap((field) => {
      const value = shown(field, input);
      // A box that is not ticked asks for nothing; a "no" does.
      const isNone = value === undefined || (value === false && field.kind === 'checkbox');
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

/** What the input would change of what is given of a record, each value before -> after, by the labels people know. */
export const changeFacts = (operation: Operation, before: Snapshot, input: Input): Facts =>
  Object.fromEntries(
    fieldsOf(operation).flatMap((field) => {
      const { name, label } = field;
      if (!Object.hasOwn(before, name) || isSame(before[name], input[name])) return [];
      return [[label, { was: plain(shown(field, before)), now: plain(shown(field, input)) }]];
    }),
  );
