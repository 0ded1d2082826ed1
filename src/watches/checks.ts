import { OperationError } from '../errors.ts';
import { findOperation } from '../operations/catalog.ts';
import { fieldsOf } from '../operations/fields.ts';
import { eventsOf, watchSettings } from './settings.ts';
import { subjectOf } from './subjects.ts';
import type { RecordFilter, WatchSettings, WatchSource } from './watch.ts';

/** What somebody gave is wrong; `fields` says it by name. */
export const wrong = (message: string, fields?: Record<string, string>): OperationError =>
  new OperationError({ kind: 'input', message, ...(fields ? { fields } : {}) });

const refuse = (fields: Record<string, string>): never => {
  throw wrong([...new Set(Object.values(fields))].join(' '), fields);
};

/** The source with its input as the operation reads it. Throws an OperationError when it cannot be asked. */
export function checkedSource(source: WatchSource, hooks: readonly string[]): WatchSource {
  if (source.kind === 'journal') return source;
  if (source.kind === 'webhook') {
    if (hooks.includes(source.name)) return source;
    throw wrong(`There is no webhook "${source.name}". The administrator of the bot sets them up.`);
  }
  const operation = findOperation(source.operation);
  if (!operation?.records) throw wrong('This cannot be watched: it returns no records.');
  const parsed = operation.input.safeParse(source.input);
  if (parsed.success) return { ...source, input: parsed.data };
  return refuse(Object.fromEntries(parsed.error.issues.map(({ path, message }) => [path.join('.'), message])));
}

/** Every name by which something personal of these records could be filtered. */
function personalNames(source: WatchSource): ReadonlySet<string> {
  const records = source.kind === 'records' ? findOperation(source.operation)?.records : undefined;
  return new Set([...(records?.personal ?? []), ...(records?.personalValues ?? [])].map((one) => one.toLowerCase()));
}

/** A filter by what people read becomes one by what is stored, where the operations know both. */
function storedFilter(source: WatchSource, filter: RecordFilter): RecordFilter {
  const operation = source.kind === 'records' ? findOperation(source.operation) : undefined;
  if (!operation) return filter;
  const known = subjectOf(operation).filters.find(({ name, label }) =>
    [name, label].some((one) => one.toLowerCase() === filter.field.trim().toLowerCase()),
  );
  const field = known?.name ?? filter.field;
  const options = fieldsOf(operation).find(({ name }) => name === field)?.options ?? [];
  const option = options.find(({ label }) => label.toLowerCase() === filter.value.trim().toLowerCase());
  return { field, value: option?.value ?? filter.value };
}

const given = <T extends object>(parts: T): T =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as T;

/** The settings as they are kept. Throws an OperationError that says, by name, what is wrong with them. */
export function checkedSettings(settings: WatchSettings, source: WatchSource): WatchSettings {
  const parsed = watchSettings.safeParse(settings);
  if (!parsed.success)
    return refuse(Object.fromEntries(parsed.error.issues.map(({ path, message }) => [String(path[0]), message])));
  const kept = given(parsed.data);
  const possible = eventsOf(source);
  const strange = kept.events.find((event) => !possible.includes(event));
  if (strange) refuse({ events: `"${strange}" does not happen to what is watched here.` });
  if (
    source.kind === 'records' &&
    kept.filters.length === 0 &&
    kept.events.every((one) => /^(entered|left)$/.test(one))
  )
    refuse({ events: 'Give a filter: without one nothing enters or leaves it.' });
  const personal = personalNames(source);
  const filters = kept.filters.map((one) => storedFilter(source, one));
  const hidden = filters.find(({ field }) => personal.has(field.toLowerCase()));
  if (hidden) refuse({ filters: `"${hidden.field}" is personal data, so nothing of it is kept to filter by.` });
  return { ...kept, filters };
}
