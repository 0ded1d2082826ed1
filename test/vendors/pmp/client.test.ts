import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { createClients } from '../../../src/vendors/clients.ts';
import { DEFAULT_LIMITS } from '../../../src/vendors/shared/http-client.ts';
import { path } from '../../../src/vendors/shared/path.ts';
import { performing, withoutNetwork } from '../../support/vendor-replay.ts';
import { BASE, operation, partsOf, settings, TOKEN } from './support.ts';

const run = performing(settings());
const withRetries = performing(settings(), 5_000);
const lead = { id: '17', name: 'Ada Lovelace', status: '2', source: '4', company: 'Acme Ltd' };
const newLead = { name: 'Ada Lovelace', source: '4', status: '2' };
const success = { status: true, message: 'Lead add successful.' };
const no = (message: string | null) => ({ status: false, message });
const lost = () => Object.assign(new Error('reset'), { code: 'ECONNRESET' });

withoutNetwork();

describe('the token', () => {
  it('travels as authtoken, and on ticket calls as Authorization as well', async () => {
    const both = { authtoken: TOKEN, authorization: TOKEN };
    nock(BASE, { reqheaders: { authtoken: TOKEN }, badheaders: ['authorization'] })
      .get('/api/leads')
      .reply(200, []);
    nock(BASE, { reqheaders: both }).get('/api/tickets').reply(200, []).get('/api/tickets/7').reply(404, no('x'));
    nock(BASE, { reqheaders: both }).delete('/api/delete/tickets/7').reply(200, success);
    await run(operation('lead.list'), {});
    await run(operation('ticket.list'), {});
    await run(operation('ticket.get'), { id: '7' });
    const client = (await createClients(settings(), { limits: DEFAULT_LIMITS })).pmp!;
    await client.call({ method: 'DELETE', path: path`api/delete/tickets/${7}` }, { repeatable: true });
  });

  it.each([
    ['in words', 404, no(`Token ${TOKEN} is not found`)],
    [
      'in words as PHP escapes them',
      404,
      `{"status":false,"message":"${JSON.stringify(TOKEN).slice(1, -1).replaceAll('/', '\\/')}"}`,
    ],
    ['in an error about a field', 422, { status: false, errors: { authtoken: `bad ${TOKEN}` } }],
    ['in a page', 500, `<a href="?authtoken=${encodeURIComponent(TOKEN)}">${TOKEN}</a>`],
    ['in a redirect', 302, TOKEN],
    ['in a record', 200, { ...lead, name: `Ada ${TOKEN}`, description: TOKEN }],
  ])('is in nothing the bot keeps or shows when it comes back %s', async (_, status, body) => {
    nock(BASE)
      .get('/api/leads/17')
      .reply(status, body, { location: `https://elsewhere.example/?t=${TOKEN}` });
    const { outcome, error } = await run(operation('lead.get'), { id: '17' });
    const cause = error instanceof Error ? JSON.stringify([error.message, error.cause]) : '';
    for (const hidden of [TOKEN, encodeURIComponent(TOKEN), JSON.stringify(TOKEN).slice(1, -1)]) {
      expect(JSON.stringify(outcome) + cause).not.toContain(hidden);
    }
  });
});

describe('what a record may say', () => {
  const SECRETS = {
    ...{
      hash: 'public-link-hash',
      ticketkey: 'public-ticket-key',
      password: '$2a$08$contact',
      staff_password: '$2a$08$staff',
    },
    shared_vault_entries: [{ password: 'open-sesame' }],
    ...{ last_ip: '10.0.0.9', two_factor_auth_code: '424242', customfields: [{ label: 'Pin', value: '4711' }] },
  };
  const WORDS = ['public-link-hash', 'public-ticket-key', '$2a$08', 'open-sesame', '10.0.0.9', '424242', '4711'];
  const rows = {
    customer: { userid: '3', company: 'Acme' },
    lead,
    milestone: { id: '5', name: 'Survey', project_id: '2', due_date: '2026-12-24' },
    project: { id: '12', name: 'Solar', clientid: '3', billing_type: '1', start_date: '2026-12-24', status: '1' },
    ticket: { ticketid: '7', subject: 'Light', department: '1', contactid: '4', userid: '3', priority: '1' },
  };

  it.each(Object.entries(rows))('holds no secret of a %s', async (word, row) => {
    const id = String(Object.values(row)[0]);
    const full = { ...SECRETS, ...row };
    nock(BASE).get(`/api/${word}s`).reply(200, [full]);
    nock(BASE)
      .get(`/api/${word}s/search/a`)
      .reply(200, { data: [full], meta: {} });
    nock(BASE).get(`/api/${word}s/${id}`).thrice().reply(200, full);
    nock(BASE).delete(`/api/delete/${word}s/${id}`).reply(200, success);
    const outcomes = [
      await run(operation(`${word}.list`), {}),
      await run(operation(`${word}.search`), { key: 'a' }),
      await run(operation(`${word}.get`), { id }),
      await run(operation(`${word}.update`), { id, ...Object.fromEntries(Object.entries(row).slice(1, 2)) }),
      await run(operation(`${word}.delete`), { id }),
    ];
    expect(outcomes.slice(0, 3).map(({ outcome }) => outcome.state)).toEqual(Array(3).fill('succeeded'));
    for (const hidden of WORDS) expect(JSON.stringify(outcomes)).not.toContain(hidden);
  });
});

describe('a failure', () => {
  const offline = (message: string) => ({ kind: 'unavailable', message });
  const refused = (message: string, more = {}) => ({ kind: 'refused', message, ...more });
  const badKey = (words: string) => ({
    ...offline(`PMP does not accept the bot's key${words}. The administrator has to check it.`),
    permanent: true,
  });
  const notData = offline('PMP answered with something that is not data. The administrator has to check its address.');

  it.each([
    ['no such record', 404, no('No data were found'), refused('PMP has no such record. Check the number.')],
    [
      'no such ticket',
      404,
      no('The id of the Ticket was not found.'),
      refused('PMP has no such record. Check the number.'),
    ],
    ['an empty number', 404, no('Invalid Lead ID'), refused('PMP does not take this number ("Invalid Lead ID").')],
    ['no token', 404, no('Token is not defined.'), badKey(' ("Token is not defined.")')],
    ['a strange token', 404, no('Wrong number of segments'), badKey(' ("Wrong number of segments")')],
    ['a revoked token', 404, no(null), badKey('')],
    ['a token refused the usual way', 401, no('Forbidden'), badKey(' ("Forbidden")')],
    [
      'the module off',
      401,
      no('API Module is not active'),
      offline('The API module of PMP is switched off. The administrator has to switch it on.'),
    ],
    ['an unknown route', 404, '<html><h1>404 Page Not Found</h1></html>', notData],
    [
      'strange characters',
      400,
      '<html>disallowed characters</html>',
      refused('PMP does not allow some of these characters.'),
    ],
    ['nothing', 200, '', notData],
    ['a page', 200, '<!DOCTYPE html><title>Maintenance</title>', notData],
    ['half an answer', 200, '[{"id":"1","na', notData],
    [
      'success that is none',
      200,
      no('The request could not be completed.'),
      refused('PMP refused: The request could not be completed.'),
    ],
    ['the limit', 429, no('Rate limit exceeded'), { ...offline('PMP is limiting requests.'), retryAfterSeconds: 30 }],
    [
      'a database error',
      500,
      '<h1>A Database Error Occurred</h1>',
      offline('PMP has a problem of its own (HTTP 500).'),
    ],
    ['a redirect', 302, '', offline('PMP sent the request elsewhere, which is not allowed.')],
    [
      'something that is no record',
      200,
      { hello: 'world' },
      offline('The answer came in a form that the bot does not know.'),
    ],
  ])('is told in these words on a read: %s', async (_, status, body, failure) => {
    nock(BASE).get('/api/leads/17').reply(status, body, { 'retry-after': '30', location: 'https://elsewhere.example' });
    const { outcome } = await run(operation('lead.get'), { id: '17' });
    expect(outcome.failure).toEqual(failure);
  });

  const html = '<p>The Company field is required.</p>\n';
  it.each([
    ['refused', 404, no('Lead add fail.'), refused('PMP did not do it ("Lead add fail.").')],
    ['refused in other words', 404, no('Project add failed.'), refused('PMP did not do it ("Project add failed.").')],
    [
      'a field',
      404,
      { status: false, error: { company: '<p>The Company field is required.</p>' }, message: html },
      refused('PMP refused: The Company field is required.', { fields: { company: 'The Company field is required.' } }),
    ],
    [
      'a field, from 3.x on',
      422,
      { status: false, error: 'validation_failed', message: 'Sorry', errors: { email: 'Not an address.' } },
      refused('PMP refused: Not an address.', { fields: { email: 'Not an address.' } }),
    ],
    [
      'a body it cannot read',
      406,
      no('Data Not Acceptable OR Not Provided'),
      offline('PMP could not read the request.'),
    ],
    ['an unknown route', 404, '<html>', notData],
    ['no token', 404, no('Token is not defined.'), badKey(' ("Token is not defined.")')],
  ])('is told in these words on a write: %s', async (_, status, body, failure) => {
    nock(BASE).post('/api/leads').reply(status, body);
    const { outcome } = await run(operation('lead.add'), newLead);
    expect(outcome.failure).toEqual(failure);
  });

  it.each([
    ['a page', 200, '<html>'],
    ['nothing', 200, ''],
    ['half an object', 200, '{"status":tr'],
    ['a server error', 500, 'PHP Fatal error'],
    ['a gateway', 502, ''],
  ])('leaves a creation unknown after %s', async (_, status, body) => {
    nock(BASE).post('/api/leads').reply(status, body);
    const { outcome } = await run(operation('lead.add'), newLead);
    expect(outcome).toMatchObject({ state: 'unknown', failure: { outcomeUnknown: true } });
  });

  it.each([true, 'true', 1, '1'])('is not what a status of %j says', async (status) => {
    nock(BASE)
      .post('/api/leads')
      .reply(200, { status, message: 'Client add successful.' })
      .get(/search/)
      .reply(200, [lead]);
    expect((await run(operation('lead.add'), newLead)).outcome.state).toBe('succeeded');
  });

  it.each([[[]], [{ data: [], meta: { total: 0 } }]])('is not an empty list: %j', async (body) => {
    nock(BASE).get('/api/leads').reply(200, body);
    expect((await run(operation('lead.list'), {})).outcome.card?.headline).toBe('No leads in PMP');
  });

  it.each(['lead.list', 'lead.search'])('is not "No data were found" to %s', async (id) => {
    nock(BASE).get(/leads/).reply(404, no('No data were found'));
    const { outcome } = await run(operation(id), id === 'lead.search' ? { key: 'acme' } : {});
    expect(outcome.card?.headline).toMatch(/^No leads/);
  });
});

describe('sending again', () => {
  it('never happens to a creation whose answer got lost', async () => {
    nock(BASE).post('/api/leads').replyWithError(lost());
    const { outcome } = await withRetries(operation('lead.add'), newLead);
    expect(outcome).toMatchObject({ state: 'unknown', failure: { outcomeUnknown: true } });
  });

  it('sends the whole form again when the first try never left', async () => {
    const bodies: string[] = [];
    const refused = Object.assign(new Error('refused'), { code: 'ECONNREFUSED', syscall: 'connect' });
    nock(BASE).post('/api/leads').replyWithError(refused);
    nock(BASE)
      .post('/api/leads', (body) => bodies.push(String(body)) > 0)
      .reply(200, { ...success, record_id: 17 })
      .get('/api/leads/17')
      .reply(200, lead);
    const { outcome } = await withRetries(operation('lead.add'), newLead);
    expect(outcome.card?.headline).toBe('Lead Ada Lovelace added');
    expect(partsOf(bodies[0] ?? '')).toEqual(Object.entries(newLead));
  });

  it('mends a deletion whose answer got lost, although the second answer is a failure', async () => {
    nock(BASE).get('/api/leads/17').reply(200, lead);
    nock(BASE).delete('/api/delete/leads/17').replyWithError(lost());
    nock(BASE).delete('/api/delete/leads/17').reply(404, no('Lead Delete Fail.'));
    nock(BASE).get('/api/leads/17').reply(404, no('No data were found'));
    const { outcome } = await withRetries(operation('lead.delete'), { id: '17' });
    expect(outcome.card?.headline).toBe('Lead Ada Lovelace deleted');
  });
});

describe('version 3 of the module', () => {
  const row = { ticketid: '7', subject: 'Light', department: '1', contactid: '4', userid: '3', priority: '1' };

  it.each([
    ['lead', lead, { company: 'Ada & Co' }],
    ['ticket', row, { subject: 'Lamp' }],
  ])('keeps updates of a %s off until the administrator allows them by name', async (word, record, change) => {
    const id = word === 'lead' ? '17' : '7';
    const address = `/api/${word}s/${id}`;
    nock(BASE).get(address).reply(200, record);
    const careful = performing(settings({ PMP_API_VERSION: '3', PMP_ALLOW_UPDATES: 'project' }));
    const { outcome } = await careful(operation(`${word}.update`), { id, ...change });
    expect(outcome).toMatchObject({ state: 'refused', failure: { kind: 'refused' } });
    expect(outcome.failure?.message).toContain(`naming ${word} in PMP_ALLOW_UPDATES`);

    nock(BASE).get(address).twice().reply(200, record).put(address).reply(200, success);
    const allowed = performing(settings({ PMP_API_VERSION: '3', PMP_ALLOW_UPDATES: 'ticket,lead' }));
    expect((await allowed(operation(`${word}.update`), { id, ...change })).outcome.state).toBe('succeeded');
  });

  it('still updates customers and milestones', async () => {
    const address = '/api/customers/3';
    nock(BASE).get(address).twice().reply(200, { userid: '3', company: 'Acme' }).put(address).reply(200, success);
    const careful = performing(settings({ PMP_API_VERSION: '3' }));
    expect((await careful(operation('customer.update'), { id: '3', city: 'Oslo' })).outcome.state).toBe('succeeded');
  });
});
