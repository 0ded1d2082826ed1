import type { Facts, Value } from '../../src/card.ts';
import { fieldsOf } from '../../src/fields.ts';
import type { Operation } from '../../src/operation.ts';

const shown = (value: unknown, kind: string): Value => {
  if (typeof value === 'string') return kind === 'date' || kind === 'datetime' ? { date: value } : value;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value))
    return value.map((one) => (typeof one === 'object' ? (one as { name?: string }).name : one)).join(', ');
  return undefined;
};

/** What was given, by the labels people know. */
export const inputFacts = (operation: Operation, input: Readonly<Record<string, unknown>>): Facts =>
  Object.fromEntries(
    fieldsOf(operation).flatMap(({ name, label, kind, options }) => {
      const chosen = options?.find(({ value }) => value === String(input[name]))?.label;
      const value = chosen ?? shown(input[name], kind);
      return value === undefined || value === false ? [] : [[label, value]];
    }),
  );
