import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { createClients } from '../../../src/vendors/clients.ts';
import { DEFAULT_LIMITS } from '../../../src/vendors/shared/http-client.ts';
import { performing, withoutNetwork } from '../../support/vendor-replay.ts';
import { BASE, operation, partsOf, settings } from './support.ts';

const run = performing(settings());
const added = { status: true, message: 'Lead add successful.' };
const nothing = { status: false, message: 'No data were found' };
const newLead = { name: 'Ada Lovelace', source: '4', status: '2' };
const lead = (id: string, name = 'Ada Lovelace') => ({ id, name, source: '4', status: '2' });
const opened = (card?: { next?: readonly { label: string; input: object }[] }) =>
  card?.next?.find(({ label }) => label === 'Open')?.input;

withoutNetwork();

describe('a new record', () => {
  it('is the newest of its name, whatever order PMP lists them in, and said to be a guess', async () => {
    nock(BASE).post('/api/leads').reply(200, added);
    nock(BASE)
      .get('/api/leads/search/Ada%20Lovelace')
      .reply(200, [lead('9'), lead('101'), lead('20'), lead('300', 'Ada Lovelace-King')]);
    const { card } = (await run(operation('lead.add'), newLead)).outcome;
    expect(opened(card)).toEqual({ id: '101' });
    expect(card?.notes?.[0]).toMatch(/does not return the new number; 101 is the newest "/);
  });

  it('is known for certain when PMP tells its number', async () => {
    nock(BASE)
      .post('/api/leads')
      .reply(200, { ...added, record_id: '42' });
    nock(BASE).get('/api/leads/42').reply(200, lead('42'));
    const { card } = (await run(operation('lead.add'), newLead)).outcome;
    expect(opened(card)).toEqual({ id: '42' });
    expect(card?.notes).toEqual(['PMP counts the lead as contacted now.']);
  });

  it.each([
    ['finds nothing', (one: nock.Interceptor) => one.reply(404, nothing)],
    ['finds others only', (one: nock.Interceptor) => one.reply(200, [lead('9', 'Adam')])],
    ['fails', (one: nock.Interceptor) => one.reply(404, '<html>')],
  ])('stays added when the search for it %s', async (_, answer) => {
    nock(BASE).post('/api/leads').reply(200, added);
    answer(nock(BASE).get('/api/leads/search/Ada%20Lovelace'));
    const { outcome } = await run(operation('lead.add'), { ...newLead, is_public: true });
    expect(outcome).toMatchObject({
      state: 'succeeded',
      card: {
        headline: 'Lead Ada Lovelace added',
        facts: { Name: 'Ada Lovelace', Source: '4', Status: '2', Public: 'Yes' },
        notes: ['PMP does not return the new number, and a search did not find the lead.', expect.any(String)],
      },
    });
    expect(opened(outcome.card)).toBeUndefined();
  });

  it.each([
    ["O'Brien & Sons (North)", '/api/leads/search/Brien'],
    ['Åse Ødegård AS', '/api/leads/search/rd%20AS'],
    ['50% off: "Zoë"', '/api/leads/search/off%3A'],
  ])('is searched by the longest part of %s that PMP can search for', async (name, address) => {
    nock(BASE).post('/api/leads').reply(200, added);
    nock(BASE)
      .get(address)
      .reply(200, [lead('7', name)]);
    expect(opened((await run(operation('lead.add'), { ...newLead, name })).outcome.card)).toEqual({ id: '7' });
  });

  it('is not searched when nothing of its name can be', async () => {
    nock(BASE).post('/api/leads').reply(200, added);
    const { card } = (await run(operation('lead.add'), { ...newLead, name: 'شركة الكهرباء' })).outcome;
    expect(card?.headline).toBe('Lead شركة الكهرباء added');
  });

  it('carries only what was given, flags as "on", lists by number, in UTF-8', async () => {
    nock(BASE)
      .post('/api/customers', (body) => {
        expect(partsOf(String(body))).toEqual([
          ['company', 'Åse & Søn "A/S" 100%22'],
          ['groups_in[]', '1'],
          ['groups_in[]', '4'],
        ]);
        return true;
      })
      .reply(200, added)
      .get(/search/)
      .reply(404, nothing);
    await run(operation('customer.add'), { company: 'Åse & Søn "A/S" 100%22', groups_in: ['1', '4'] });
  });

  it('asks first where somebody outside gets to know of it', () => {
    const ticket = operation('ticket.add');
    expect(ticket.confirm?.(ticket.input.parse(ticket.examples[0]))).toMatchObject({
      headline: 'Open ticket "Charger shows a red light" and e-mail the customer?',
      warning: expect.stringContaining('e-mails the contact'),
    });
    const milestone = operation('milestone.add');
    const plain = { project_id: '2', name: 'Survey', due_date: '2026-12-24' };
    expect(milestone.confirm?.(milestone.input.parse(plain))).toBeUndefined();
    const described = { ...plain, description: 'Bring the ladder.' };
    expect(milestone.confirm?.(milestone.input.parse(described))).toMatchObject({
      facts: { Description: 'Bring the ladder.' },
    });
    expect(
      milestone.confirm?.(milestone.input.parse({ ...described, description_visible_to_customer: true })),
    ).toBeUndefined();
  });

  it.each([
    [{ billing_type: '2', project_cost: 100 }, 'PMP drops the total price: it counts for a fixed rate only.'],
    [{ billing_type: '1', project_rate_per_hour: 9 }, 'PMP drops the rate per hour: it counts for project hours only.'],
  ])('of a project says what PMP will not keep: %j', async (extra, note) => {
    nock(BASE)
      .post('/api/projects')
      .reply(200, added)
      .get(/search/)
      .reply(404, nothing);
    const input = { name: 'Solar', clientid: '3', start_date: '2026-12-01', status: '2', ...extra };
    expect((await run(operation('project.add'), input)).outcome.card?.notes).toContain(note);
  });
});

describe('a deletion', () => {
  const remove = operation('customer.delete');
  const customer = { userid: '3', company: 'Jk Technologies', city: 'Test City' };

  it('shows what will go before it asks', async () => {
    nock(BASE).get('/api/customers/3').reply(200, customer);
    const client = (await createClients(settings(), { limits: DEFAULT_LIMITS })).pmp!;
    const call = (request: Parameters<typeof client.call>[0]) => client.call(request, { repeatable: true });
    expect(await remove.preview?.({ input: { id: '3' }, call, choices: client.choices })).toMatchObject({
      Customer: 'Jk Technologies',
      Address: 'Test City',
    });
    expect(remove.confirm?.({ id: '3' })).toEqual({
      headline: 'Delete customer 3?',
      warning: 'Its contacts, tickets, contracts, notes, tasks and subscriptions go with it. There is no undo.',
      button: 'Delete this customer',
    });
  });

  it('of what is not there deletes nothing and says so', async () => {
    nock(BASE).get('/api/customers/3').reply(404, nothing);
    const { outcome } = await run(remove, { id: '3' });
    expect(outcome.card).toEqual({
      headline: 'There is no customer 3',
      notes: ['It was gone already: deleted by somebody else, or by an earlier try of this one.'],
    });
  });

  it('is refused with the reason that is known when the record is still there', async () => {
    nock(BASE).get('/api/customers/3').twice().reply(200, customer);
    nock(BASE).delete('/api/delete/customers/3').reply(404, { status: false, message: 'Customer Delete Fail.' });
    const { outcome } = await run(remove, { id: '3' });
    expect(outcome).toMatchObject({
      state: 'refused',
      failure: {
        message:
          'PMP refused to delete this customer. PMP keeps customers that invoices, estimates or credit notes refer to.',
      },
    });
  });
});
