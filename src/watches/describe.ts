import { STATE_WORDS } from '../commands/own/states.ts';
import { siteFields } from '../engine/intents.ts';
import { findOperation, findVendor } from '../operations/catalog.ts';
import { fieldsOf } from '../operations/fields.ts';
import type { Operation } from '../operations/operation.ts';
import type { Clients } from '../vendors/clients.ts';
import { operationOfSource, subjectOf } from './subjects.ts';
import type { JournalFilter, Watch } from './watch.ts';

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

const listed = (parts: readonly string[]): string => {
  if (parts.length === 0) return '';
  const last = parts.at(-1);
  return parts.length === 1 ? ` with ${last}` : ` with ${parts.slice(0, -1).join(', ')} and ${last}`;
};

/** "What is done at Jumptech", "Destructive operations", "Delete a lead, done by …". */
function whatIsDone({ operation: pattern, risk, state, actor }: JournalFilter): string {
  const one = pattern === undefined ? undefined : findOperation(pattern);
  const [vendor = '', resource] = (pattern ?? '').replace(/\.\*$/, '').split('.');
  const name = findVendor(vendor)?.name;
  const where = name ? ` at ${name}${resource ? ` (${resource})` : ''}` : '';
  const by = actor ? `, by ${actor}` : '';
  const how = state ? `, ${STATE_WORDS[state]}` : '';
  if (one) return `${one.title}${how}${by}`;
  if (risk) return `${capital(risk)} operations${where}${how}${by}`;
  return `What is ${state ? STATE_WORDS[state] : 'done'}${where || ' through Bellhop'}${by}`;
}

/** What the operations of a vendor call a value of a field: "New" for status 2. */
function shownValue(operation: Operation, field: string, value: unknown, clients: Clients): string {
  const [vendor, resource] = operation.id.split('.');
  const others = findVendor(vendor ?? '')?.operations.filter(({ id }) => id.startsWith(`${vendor}.${resource}.`)) ?? [];
  const fields = [operation, ...others].flatMap((one) => siteFields(one, clients).filter(({ name }) => name === field));
  const option = fields.flatMap(({ options = [] }) => options).find((one) => one.value === String(value));
  return option?.label ?? String(value);
}

/** Words that are searched for need no label. */
const isSearch = (operation: Operation, name: string): boolean =>
  fieldsOf(operation).some((field) => field.name === name && field.kind === 'text' && !field.idOf);

/** What a watch looks at, in a few plain words: "Leads in PMP with Status New". `clients`: who know what values are called. */
export function describeWatch({ source, settings }: Pick<Watch, 'source' | 'settings'>, clients: Clients = {}): string {
  if (source.kind === 'webhook') return `Webhook ${source.name}`;
  if (source.kind === 'journal') return whatIsDone(source.filter);
  const operation = operationOfSource(source);
  if (!operation?.records) return source.operation;
  const { title, filters } = subjectOf(operation);
  const said = (field: string, value: unknown) => {
    const label = filters.find(({ name }) => name === field)?.label ?? field;
    return `${label} ${shownValue(operation, field, value, clients)}`;
  };
  const asked = Object.entries(source.input).filter(
    ([, value]) => value !== undefined && value !== '' && value !== false,
  );
  return `${title}${listed([
    ...asked.map(([name, value]) => (isSearch(operation, name) ? `"${String(value)}"` : said(name, value))),
    ...settings.filters.map(({ field, value }) => said(field, value)),
  ])}`;
}
