import { STATE_WORDS } from '../commands/own/states.ts';
import { findOperation, findVendor } from '../operations/catalog.ts';
import { fieldsOf } from '../operations/fields.ts';
import { operationOfSource, subjectOf } from './subjects.ts';
import type { JournalFilter, Watch } from './watch.ts';

const list = (parts: readonly string[]): string => (parts.length > 0 ? ` (${parts.join(', ')})` : '');

/** "Everything done at Jumptech", "Delete a lead", "Destructive operations in PMP". */
function whatIsDone({ operation, risk, state, actor }: JournalFilter): string {
  const [vendor = '', resource = ''] = (operation ?? '').replace(/\.?\*$/, '').split('.');
  const one = operation === undefined ? undefined : findOperation(operation);
  const at = findVendor(vendor)?.name;
  const where = at ? ` at ${at}${resource && resource !== '*' ? ` (${resource})` : ''}` : ' through Bellhop';
  const what = one
    ? `"${one.title}"`
    : risk
      ? `${risk.charAt(0).toUpperCase()}${risk.slice(1)} operations`
      : 'Everything done';
  const more = [...(state ? [STATE_WORDS[state]] : []), ...(actor ? [`by @${actor}`] : [])];
  return `${what}${one ? '' : where}${list(more)}`;
}

/** What a watch looks at, in a few plain words: "Leads in PMP (Status: 2)". */
export function describeWatch({ source, settings }: Pick<Watch, 'source' | 'settings'>): string {
  if (source.kind === 'webhook') return `What the webhook ${source.name} brings`;
  if (source.kind === 'journal') return whatIsDone(source.filter);
  const operation = operationOfSource(source);
  if (!operation?.records) return source.operation;
  const subject = subjectOf(operation);
  const labels = new Map(fieldsOf(operation).map(({ name, label }) => [name, label || name]));
  const asked = Object.entries(source.input)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${labels.get(name) ?? name}: ${String(value)}`);
  const filtered = settings.filters.map(({ field, value }) => {
    const label = subject.filters.find(({ name }) => name === field)?.label ?? field;
    return `${label}: ${value}`;
  });
  return `${subject.title}${list([...asked, ...filtered])}`;
}
