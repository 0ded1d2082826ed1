import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { findOperation, operations } from '../../src/operations/catalog.ts';
import type { Operation } from '../../src/operations/operation.ts';
import type { VendorRecord } from '../../src/operations/records.ts';
import { createClients } from '../../src/vendors/clients.ts';
import { pageOf } from '../../src/vendors/pages.ts';
import { DEFAULT_LIMITS } from '../../src/vendors/shared/http-client.ts';
import { parseAs, readRows, rowSchemaOf } from '../../src/vendors/shared/schema.ts';
import { snapshotOf } from '../../src/watches/snapshot.ts';
import { plainValue } from '../../src/watches/values.ts';
import { everyVendorAt } from '../support/every-vendor.ts';
import { recorded, withoutNetwork } from '../support/vendor-replay.ts';

const AT = 'https://vendor.example.com';
const settings = everyVendorAt(AT);
const clients = await createClients(settings, { limits: DEFAULT_LIMITS });

/** Reads that answer with no records, and why. */
const WITHOUT: Readonly<Record<string, string>> = {
  'telecomx.subscription.subscribers': 'It counts or lists addresses of people, which are no records of their own.',
};

const reads = operations.filter(({ risk }) => risk === 'read');
const reading = reads.filter(({ records }) => records !== undefined);

/** The records in the answer that the vendor's document shows. */
async function recordsOf(operation: Operation): Promise<readonly VendorRecord[]> {
  const [exchange] = recorded(operation);
  if (!exchange || !operation.request) throw new Error(`${operation.id} has no recorded answer.`);
  nock(AT)
    .get(/.*/)
    .reply(exchange.answer.status, exchange.answer.body as nock.Body);
  const request = operation.request(operation.input.parse(operation.examples[0]));
  const answer = await clients[operation.id.split('.')[0] ?? '']?.call(request, { repeatable: true });
  const row = rowSchemaOf(operation.response);
  const result = row ? (await readRows(row, answer)).rows : parseAs(operation.response, answer);
  return operation.records?.read(result) ?? [];
}

withoutNetwork();

it('every read says which records it answers with, or is known to answer with none', () => {
  expect(reads.filter(({ records }) => !records).map(({ id }) => id)).toEqual(Object.keys(WITHOUT));
  for (const { id, risk, records } of operations) expect(records === undefined || risk === 'read', id).toBe(true);
});

describe.each(reading.map((operation) => [operation.id, operation] as const))('%s', (id, operation) => {
  it('gives each record an identity that stays the same, a title, and facts', async () => {
    const first = await recordsOf(operation);
    expect(first.length).toBeGreaterThan(0);
    for (const record of first) {
      expect(record.id, id).not.toBe('');
      expect(record.title, id).not.toBe('');
      expect(id.startsWith(`${record.resource}.`)).toBe(true);
      expect(Object.values(record.facts).some((value) => value !== undefined && value !== '')).toBe(true);
    }
    const identities = (records: readonly VendorRecord[]) => records.map((one) => one.id);
    expect(new Set(identities(first)).size).toBe(first.length);
    expect(identities(await recordsOf(operation))).toEqual(identities(first));
  });

  it('names only parts, facts and values that there are as personal', async () => {
    const [record] = await recordsOf(operation);
    const known = ['title', 'details', ...Object.keys(record?.facts ?? {})];
    const { personal = [], personalValues = [] } = operation.records ?? {};
    expect(personal.filter((name) => !known.includes(name))).toEqual([]);
    expect(personalValues.filter((name) => !Object.hasOwn(record?.values ?? {}, name))).toEqual([]);
  });

  it('gives ids that open the record, where the resource can be opened', async () => {
    const [record] = await recordsOf(operation);
    const open = findOperation(`${record?.resource}.get`);
    // The vendor's own sample has an id of 23 digits.
    const isSample = record?.id === '123456780ABCDEF12345678';
    if (open && !isSample) expect(open.input.safeParse({ id: record?.id }).success).toBe(true);
  });
});

/** In the vendor's own sample the VAT number is the phone number, and holds the postcode. */
const COINCIDENCE = '1234567890';

it('nothing personal of any record reaches what is kept of it', async () => {
  for (const operation of reading) {
    const type = operation.records!;
    for (const record of await recordsOf(operation)) {
      const kept = JSON.stringify(snapshotOf(record, type)).replaceAll(COINCIDENCE, '');
      const facts = type.personal.flatMap((label) => plainValue(record.facts[label]) || []);
      const values = type.personalValues.flatMap((name) => record.values[name] || []);
      // A record without a name of its own is called after something that everybody may see.
      const isNamed = type.personalValues.some((name) => record.values[name] === record.title);
      const title = type.personal.includes('title') && isNamed ? [record.title] : [];
      for (const secret of [...facts, ...values, ...title].filter((text) => text.length > 3))
        expect(kept, `${operation.id} keeps ${secret}`).not.toContain(secret);
    }
  }
});

it('facts that look like contact data are marked as personal', async () => {
  for (const operation of reading) {
    const [record] = await recordsOf(operation);
    const contact = Object.keys(record?.facts ?? {}).filter((label) => /mail|phone|address|^contact$/i.test(label));
    // Channels of a subscription, not addresses.
    const marked = [...(operation.records?.personal ?? []), 'By e-mail'];
    expect(
      contact.filter((label) => !marked.includes(label)),
      operation.id,
    ).toEqual([]);
  }
});

describe('the page of a record', () => {
  const record = (resource: string, more: Partial<VendorRecord> = {}): VendorRecord => ({
    resource,
    id: 'a/1',
    title: 'x',
    details: [],
    facts: {},
    values: {},
    next: [],
    ...more,
  });

  it('is in the administration of the site, where the vendor has one', async () => {
    const [lead] = await recordsOf(findOperation('pmp.lead.get')!);
    expect(lead && pageOf(lead, settings)).toBe(`${AT}/admin/leads/index/${lead?.id}`);
  });

  it('is made of numbers only: what a vendor sends in their place is no part of an address', () => {
    const read = findOperation('pmp.milestone.list')?.records?.read ?? (() => []);
    const pages = ['12', '', '../../logout', '12?x=y'].map(
      (project_id) => read([{ id: '5', name: 'x', project_id }])[0]?.page,
    );
    expect(pages).toEqual(['admin/projects/view/12?group=project_milestones', undefined, undefined, undefined]);
  });

  it('follows a template of the site, where the vendor documents none', () => {
    const site = { telecomx: { TELECOMX_RECORD_PAGE: 'https://t.example.com/{resource}?id={id}' } };
    expect(pageOf(record('telecomx.subscription'), site)).toBe('https://t.example.com/subscription?id=a%2F1');
  });

  it('is unknown without a template, or for a vendor that is off', () => {
    expect(pageOf(record('telecomx.subscription'), settings)).toBeUndefined();
    expect(pageOf(record('jumptech.project'), settings)).toBeUndefined();
    expect(pageOf(record('pmp.lead', { page: 'admin' }), {})).toBeUndefined();
  });
});
