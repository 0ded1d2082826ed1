import type { Facts } from '../../operations/card.ts';
import { oneRecord } from '../../operations/records.ts';
import type { VendorWebhook, WebhookEvent } from '../../operations/vendor.ts';
import { cleaned } from '../shared/responses.ts';
import { capital, type Resource } from './resource.ts';
import { customer } from './resources/customer.ts';
import { lead } from './resources/lead.ts';
import { milestone } from './resources/milestone.ts';
import { project } from './resources/project.ts';
import { ticket } from './resources/ticket.ts';

/** By the first word of an event; PMP's own tables call a customer a client. */
const RESOURCES: ReadonlyMap<string, Resource> = new Map([
  ...[customer, lead, milestone, project, ticket].map((one) => [one.word, one as Resource] as const),
  ['client', customer as Resource],
]);

const LONGEST_EVENT = 100;

type Data = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `lead.status_changed`, `lead_status_changed`: its words, by either of the two spellings. */
const wordsOf = (event: string): string[] =>
  event
    .slice(0, LONGEST_EVENT)
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? cleaned(String(value)) : '';

/** The record itself: `data`, or what lies in it under the record's own name. */
function recordIn(data: Data, word: string): Data {
  const inner = [data[word], data.record, data.data].find(isObject);
  return inner ? { ...data, ...inner } : data;
}

const numberIn = (data: Data, column: string, word: string): string =>
  [data[column], data[`${word}_id`], data[`${word}id`], data.id].map(textOf).find((id) => /^\d{1,12}$/.test(id)) ?? '';

/** An event about a record that Bellhop knows. Undefined where its number is missing. */
function known(resource: Resource, headline: string, data: Data, isGone: boolean): WebhookEvent | undefined {
  const { records, word } = resource;
  const row = resource.row.safeParse({ ...data, [resource.id]: numberIn(data, resource.id, word) });
  const [record] = row.success ? oneRecord(records).read(row.data) : [];
  if (!record) return undefined;
  return {
    headline,
    title: record.title,
    facts: record.facts,
    record: { resource: record.resource, id: record.id },
    seen: isGone ? { ...record, next: [] } : record,
    personal: records.personal,
  };
}

/** An event about anything else: what it is called and its number, nothing more of what PMP sends. */
function unknown(headline: string, word: string, data: Data): WebhookEvent {
  const id = numberIn(data, 'id', word);
  const name = [data.subject, data.name, data.title, data.number].map(textOf).find(Boolean);
  const facts: Facts = { Number: id ? { code: id } : '' };
  return { headline, title: name ?? (id ? `${capital(word)} ${id}` : headline), facts, personal: [] };
}

/** Webhooks of the REST module from 3.x on: `{ event, timestamp, data }`. */
export const webhook: VendorWebhook = {
  signatureHeader: 'x-perfex-signature',
  read(body) {
    if (!isObject(body) || typeof body.event !== 'string') return undefined;
    const words = wordsOf(body.event);
    const [word] = words;
    if (word === undefined) return undefined;
    const resource = RESOURCES.get(word);
    const shown = resource ? [resource.word, ...words.slice(1)] : words;
    const headline = capital(shown.join(' '));
    const data = recordIn(isObject(body.data) ? body.data : {}, word);
    const isGone = words.includes('deleted');
    return (resource && known(resource, headline, data, isGone)) ?? unknown(headline, word, data);
  },
};
