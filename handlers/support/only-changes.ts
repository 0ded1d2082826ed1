import { isSame } from '../../src/engine/snapshot.ts';
import type { Operation } from '../../src/operation.ts';

type Values = Readonly<Record<string, unknown>>;

/**
 * What a person really changed in a form that showed the record's present values: the rest is left out, so that it
 * stays whatever it is; a value taken away is named in the field that empties others, where there is one.
 */
export function onlyChanges(operation: Operation, values: Values, present: Values): Record<string, unknown> {
  const { subject, emptied, positional } = operation;
  const kept = Object.entries(values).filter(
    ([name, value]) => name === subject || !(name in present) || !isSame(value, present[name]),
  );
  const changed: Record<string, unknown> = Object.fromEntries(kept);
  if (emptied !== undefined) {
    const gone = Object.keys(present).filter(
      (name) => values[name] === undefined && !isSame(present[name], undefined) && !positional.includes(name),
    );
    const named = [...new Set([...((values[emptied] as string[] | undefined) ?? []), ...gone])];
    if (named.length > 0) changed[emptied] = named;
  }
  return changed;
}
