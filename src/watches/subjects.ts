import type { Facts } from '../operations/card.ts';
import { findOperation, vendorOf } from '../operations/catalog.ts';
import { fieldsOf } from '../operations/fields.ts';
import { type Operation, wordsOf } from '../operations/operation.ts';
import type { Vendor } from '../operations/vendor.ts';
import { rowSchemaOf } from '../vendors/shared/schema.ts';
import { labelOf } from './values.ts';
import type { WatchSource } from './watch.ts';
import type { WatchSubject } from './watches.ts';

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** True if the records that this read returns can be watched. */
export const isWatchable = (operation: Operation): boolean => operation.records !== undefined;

/** A record with something in every field: it shows which values and facts a record has. */
function exampleOf(operation: Operation): { facts: Facts; values: Readonly<Record<string, string>> } {
  const everything = new Proxy({}, { get: () => '1', has: () => true });
  const schema = rowSchemaOf(operation.response);
  const row = (schema ?? operation.response).safeParse(everything);
  const result = schema ? [row.data] : row.data;
  const [record] = row.success ? (operation.records?.read(result) ?? []) : [];
  return record ?? { facts: {}, values: {} };
}

/** Labels of the fields that people write, by their names. */
function labelsFor(vendor: Vendor, resource: string): Map<string, string> {
  const fields = vendor.operations
    .filter(({ id }) => id.startsWith(`${resource}.`))
    .flatMap((operation) => fieldsOf(operation));
  return new Map(fields.map(({ name, label }) => [name, label || labelOf(name)]));
}

const subjects = new Map<string, WatchSubject>();

/** The records that one read returns, as a thing to watch. Throws for a read without a list of records. */
export function subjectOf(operation: Operation, input: Readonly<Record<string, unknown>> = {}): WatchSubject {
  const known = subjects.get(operation.id) ?? describe(operation);
  subjects.set(operation.id, known);
  return { ...known, source: { kind: 'records', operation: operation.id, input } };
}

/** "settings" of "SMS settings": the word that people type. */
const wordOf = (noun: string): string => noun.split(' ').at(-1)?.toLowerCase() ?? noun;

/** `pmp leads` for the whole list, `pmp lead search` for any other read. */
function keyOf({ id, records }: Operation, vendor: Vendor): string {
  const { resource, verb } = wordsOf(id);
  return verb === 'list' && records ? `${vendor.id} ${wordOf(records.nouns.many)}` : `${vendor.id} ${resource} ${verb}`;
}

function describe(operation: Operation): WatchSubject {
  const { records } = operation;
  if (!records) throw new Error(`"${operation.id}" returns no records.`);
  const vendor = vendorOf(operation);
  const labels = labelsFor(vendor, records.resource);
  const { facts, values } = exampleOf(operation);
  const own = fieldsOf(operation).map(({ name, label }) => ({ name, label: label || labelOf(name) }));
  const ofRecord = Object.keys(values)
    .filter((name) => !records.personalValues.includes(name) && !own.some((field) => field.name === name))
    .map((name) => ({ name, label: labels.get(name) ?? labelOf(name) }));
  const what = records.isList ? capital(records.nouns.many) : `One ${records.nouns.one}`;
  return {
    key: keyOf(operation, vendor),
    title: `${what} in ${vendor.name}`,
    source: { kind: 'records', operation: operation.id, input: {} },
    filters: [...own, ...ofRecord],
    facts: Object.keys(facts).map((label) => ({ label, personal: records.personal.includes(label) })),
  };
}

const journal = (
  key: string,
  title: string,
  filter: Extract<WatchSource, { kind: 'journal' }>['filter'],
  note?: string,
) => ({
  key,
  title,
  source: { kind: 'journal' as const, filter },
  filters: [],
  facts: [],
  ...(note === undefined ? {} : { note }),
});

/** What is done through the bot, in the cuts that people ask for. */
export const journalSubjects: readonly WatchSubject[] = [
  journal('done', 'Everything done through Bellhop', {}),
  journal('done destructive', 'Destructive operations', { risk: 'destructive' }),
  journal('done unknown', 'Operations whose outcome is unknown', { state: 'unknown' }),
  journal('done waiting', 'Operations that wait for approval', { state: 'awaiting_approval' }),
];

/** What is done at one vendor; the only thing to watch where the vendor cannot be read. */
export function doneAt(vendor: Vendor): WatchSubject {
  const isRead = vendor.operations.some(isWatchable);
  const note = isRead
    ? undefined
    : `${vendor.name} cannot be read, so this watch knows only what is done through Bellhop, not what others do there.`;
  return journal(
    isRead ? `done ${vendor.id}` : vendor.id,
    `What is done at ${vendor.name}`,
    { operation: `${vendor.id}.*` },
    note,
  );
}

const byList = (a: Operation, b: Operation): number => Number(b.records?.isList) - Number(a.records?.isList);

/** Everything of a vendor that can be watched: its lists and searches, its single records, then what is done there. */
export const subjectsAt = (vendor: Vendor): WatchSubject[] => [
  ...vendor.operations
    .filter(isWatchable)
    .sort(byList)
    .map((one) => subjectOf(one)),
  doneAt(vendor),
];

/** What a system outside sends to this hook. */
export const webhookSubject = (name: string): WatchSubject => ({
  key: `hook ${name}`,
  title: `Webhook ${name}`,
  source: { kind: 'webhook', name },
  filters: [],
  facts: [],
});

/** The read that a source asks; undefined for another source, or when the catalog no longer has it. */
export const operationOfSource = (source: WatchSource): Operation | undefined =>
  source.kind === 'records' ? findOperation(source.operation) : undefined;
