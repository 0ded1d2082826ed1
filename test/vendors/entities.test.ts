import { describe, expect, it } from 'vitest';
import { operations } from '../../src/operations/catalog.ts';
import type { Call, Operation } from '../../src/operations/operation.ts';
import { wordsOf } from '../../src/operations/operation.ts';
import { createClients } from '../../src/vendors/clients.ts';
import { DEFAULT_LIMITS } from '../../src/vendors/shared/http-client.ts';
import { serve } from '../http/support.ts';
import { everyVendorAt } from '../support/every-vendor.ts';
import { performing } from '../support/vendor-replay.ts';

let stored: Record<string, unknown> = {};
const sent: Record<string, unknown>[] = [];
const { url } = await serve((response, request, body) => {
  const path = request.url?.split('?')[0] ?? '';
  if (request.method !== 'GET') sent.push(JSON.parse(body));
  const isList = /search|\/sms$|employeeSubscription$|\/(customers|leads)$/.test(path);
  const data = isList ? [stored] : stored;
  const answer = path.startsWith('/api/v1')
    ? { success: true, data }
    : path.startsWith('/api/') && request.method !== 'GET'
      ? { status: true }
      : data;
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
});
const run = performing(everyVendorAt(url));
const clients = await createClients(everyVendorAt(url), { limits: DEFAULT_LIMITS });

const operation = (id: string) => operations.find((one) => one.id === id) as Operation;
const callOf = (id: string): Call => {
  const client = clients[wordsOf(id).vendor]!;
  return (request) => client.call(request, { repeatable: true });
};
const RAW = 'Marks &amp; &quot;Sons&quot; &#039;Ltd&#039;';
const READ = `Marks & "Sons" 'Ltd'`;

const CASES = [
  {
    update: 'pmp.customer.update',
    list: 'pmp.customer.list',
    field: 'company',
    record: { userid: '3', company: RAW, city: 'Leeds' },
    other: { id: '3', city: 'York' },
  },
  {
    update: 'jframework.sms.update',
    list: 'jframework.sms.list',
    field: 'name',
    record: { id: 's1', name: RAW, phoneNumber: '+4512345678', status: 'Active', appIntegration: { id: 'p1' } },
    other: { id: 's1', credentials: 'main', status: 'Inactive' },
  },
];

describe.each(CASES)('entities in $update', ({ update, list, field, record, other }) => {
  it('are decoded in lists, on cards and in forms', async () => {
    stored = record;
    const { outcome } = await run(operation(list), {});
    expect(outcome.card?.rows?.[0]?.title).toBe(READ);
    expect(
      JSON.stringify((await run(operation(update.replace('update', 'get')), { id: other.id })).outcome),
    ).not.toMatch(/&amp;|&quot;|&#039;/);
    expect(await operation(update).prefill?.({ input: { id: other.id }, call: callOf(update) })).toMatchObject({
      [field]: READ,
    });
  });

  it('go back as they are stored when something else is changed, or the same is given', async () => {
    stored = record;
    for (const input of [other, { ...other, [field]: READ }]) {
      sent.length = 0;
      expect((await run(operation(update), input)).outcome.state).toBe('succeeded');
      expect(sent[0]?.[field]).toBe(RAW);
    }
  });

  it('are no change to people, and a change is sent as it was given', async () => {
    stored = record;
    const preview = (more: object) =>
      operation(update).preview?.({ input: { ...other, ...more }, call: callOf(update), choices: () => [] });
    expect(JSON.stringify(await preview({ [field]: READ }))).not.toContain('→');
    expect(JSON.stringify(await preview({ [field]: 'Marks & Spencer' }))).toContain(JSON.stringify(READ).slice(1, -1));
    sent.length = 0;
    await run(operation(update), { ...other, [field]: 'Marks & Spencer &amp; more' });
    expect(sent[0]?.[field]).toBe('Marks & Spencer &amp; more');
  });
});

it('of TelecomX are decoded for people, and an update sends only what was changed', async () => {
  stored = { _id: 'CBB1CEAA0390A4886247A688', title: RAW, description: 'a &lt;b&gt; c', email: true };
  const { card } = (await run(operation('telecomx.subscription.list'), {})).outcome;
  expect(card?.rows?.[0]?.title).toBe(READ);
  const got = (await run(operation('telecomx.subscription.get'), { id: stored._id })).outcome.card;
  expect(got).toMatchObject({ headline: READ, body: 'a <b> c' });
  sent.length = 0;
  await run(operation('telecomx.subscription.update'), { id: stored._id, sms: true });
  expect(sent[0]).toEqual({ sms: true });
});

it('stand in texts whose HTML is read line by line, without what no person sees', async () => {
  const description =
    '<style>p { margin: 0 }</style><p>Dear &amp; all,</p>\n<p>the roof<br>leaks</p><!-- sent by X --><ul><li>here</li><li>there</li></ul>';
  stored = { id: '7', name: 'Roof', description, status: '2' };
  const { card } = (await run(operation('pmp.project.get'), { id: '7' })).outcome;
  expect(card?.body).toBe('Dear & all,\nthe roof\nleaks\nhere\nthere');
});

it('that stand for markup are text, and are decoded once', async () => {
  stored = { id: '7', name: 'A &amp;lt; B', description: '<p>see &lt;b&gt;this&lt;/b&gt;</p>', status: '2' };
  const { card } = (await run(operation('pmp.project.get'), { id: '7' })).outcome;
  expect(card).toMatchObject({ headline: 'A &lt; B', body: 'see <b>this</b>' });
});
