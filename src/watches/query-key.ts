import { hash } from 'node:crypto';
import { findOperation } from '../operations/catalog.ts';
import type { WatchSource } from './watch.ts';

/** Plain data as text, the same for the same data. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const cells = Object.entries(value).filter(([, one]) => one !== undefined);
  cells.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${cells.map(([name, one]) => `${JSON.stringify(name)}:${canonical(one)}`).join(',')}}`;
};

/** The input of a watched read as its operation takes it, or undefined where it no longer does. */
export function inputOf({ operation, input }: Extract<WatchSource, { kind: 'records' }>) {
  const found = findOperation(operation)?.input.safeParse(input);
  return found?.success ? found.data : undefined;
}

/** Equal for sources that ask the same, see `WatchRow.source_key`. */
export function sourceKeyOf(source: WatchSource): string {
  if (source.kind !== 'records') return canonical(source);
  const input = canonical(inputOf(source) ?? source.input);
  return `${source.operation} ${hash('sha1', input).slice(0, 20)}`;
}
