import { kindOf } from '../../src/operations/field-kinds.ts';
import type { Field } from '../../src/operations/fields.ts';
import type { Operation } from '../../src/operations/operation.ts';
import { isSame } from '../../src/operations/snapshot.ts';

type Values = Readonly<Record<string, unknown>>;

export interface Changes {
  values: Record<string, unknown>;
  /** A sentence for each value that was taken away and cannot be. */
  errors: Record<string, string>;
}

const NEEDED = 'This cannot be emptied. Give another value, or what was there before.';

/**
 * What a person really changed in a form that showed the record's present values: the rest is left out, so that it
 * stays whatever it is. A value taken away is named in the field that empties others, where there is one, and sent empty
 * where the operation takes that.
 */
export function onlyChanges(operation: Operation, fields: readonly Field[], values: Values, present: Values): Changes {
  const { subject, emptied } = operation;
  const kept = Object.entries(values).filter(
    ([name, value]) => name === subject || !(name in present) || !isSame(value, present[name]),
  );
  const changes: Changes = { values: Object.fromEntries(kept), errors: {} };
  const gone = fields.filter(
    ({ name }) => name !== subject && values[name] === undefined && !isSame(present[name], undefined),
  );
  const options = fields.find(({ name }) => name === emptied)?.options ?? [];
  const named = new Set((emptied && (values[emptied] as string[] | undefined)) ?? []);
  for (const field of gone) {
    if (options.some(({ value }) => value === field.name)) named.add(field.name);
    else if (field.problem?.('') === undefined) changes.values[field.name] = '';
    else if (!kindOf(field).keepsWhenEmpty) changes.errors[field.name] = NEEDED;
  }
  if (emptied !== undefined && named.size > 0) changes.values[emptied] = [...named];
  return changes;
}
