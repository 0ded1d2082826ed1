import { describe, expect, it } from 'vitest';
import { lastWrite } from '../support.ts';
import { pmpCalls } from './calls.ts';

const { simulator, call, get, post, put } = pmpCalls();

const LEAD = { source: '1', status: '2', name: 'Ada Example' };
const PROJECT = { name: 'Roof', clientid: '3', billing_type: '1', start_date: '01/07/2026', status: '2' };
const TICKET = { subject: 'Help', department: '1', contactid: '1', userid: '1', priority: '3' };

describe('PMP, updating', () => {
  it('reads JSON whatever its Content-Type, and answers in its own words', async () => {
    const reply = await call('PUT', 'customers/1', '{"company":"Renamed"}', { 'Content-Type': 'text/plain' });
    expect(reply.text).toBe('{"status":true,"message":"Customers Update Successful."}');
    expect((await get('customers/1')).json.company).toBe('Renamed');
  });

  it.each([
    ['a form', new URLSearchParams({ company: 'Renamed' })],
    ['nothing', undefined],
    ['an empty object', '{}'],
    ['a list', '["company"]'],
    ['broken JSON', '{"company":'],
  ])('answers 406 to %s', async (_, body) => {
    const reply = await call('PUT', 'customers/1', body);
    expect(reply).toMatchObject({ status: 406, json: { message: 'Data Not Acceptable OR Not Provided' } });
  });

  it('breaks on %22 and %5C, in every depth of encoding', async () => {
    for (const text of ['12%22', '12%2522', 'a%5Cx', 'a%255Cx', '%ff']) {
      expect((await put('customers/1', { company: text })).status).toBe(406);
    }
    expect(simulator().books()).toHaveLength(0);
  });

  it('undoes other percent-escapes, and leaves \\u0025 alone', async () => {
    await put('customers/1', { company: 'A%26B %3Cb%3E' });
    expect((await get('customers/1')).json.company).toBe('A&B <b>');
    await put('customers/1', '{"company":"12\\u002522 100\\u0025"}');
    expect((await get('customers/1')).json.company).toBe('12%22 100%');
  });

  it('alters script tags', async () => {
    await put('customers/1', { company: 'A <script>b</script>' });
    expect((await get('customers/1')).json.company).toBe('A [removed]b[removed]');
  });

  it('fails with 404 when nothing changed, so that a repeat looks like a failure', async () => {
    expect((await put('customers/1', { company: 'Renamed' })).status).toBe(200);
    const repeat = await put('customers/1', { company: 'Renamed' });
    expect(repeat).toMatchObject({ status: 404, text: '{"status":false,"message":"Customers Update Fail."}' });
    expect(simulator().books()).toHaveLength(1);
  });

  it('fails in the same words for a record that is not there', async () => {
    expect((await put('leads/9999', LEAD)).json).toEqual({ status: false, message: 'Lead Update Fail.' });
  });

  it('says so when the id is missing', async () => {
    expect((await put('customers', { company: 'x' })).json.message).toBe('Invalid Customers ID');
    expect((await put('leads/', LEAD)).json.message).toBe('Invalid Lead ID');
  });

  it.each([
    ['customers', {}, ['company']],
    ['leads', { source: '1', name: 'Ada' }, ['status']],
    ['milestones', { name: 'x' }, ['project_id', 'due_date']],
    ['tickets', { subject: 'x' }, ['department', 'contactid', 'userid']],
  ])('names what is missing for %s', async (name, body, missing) => {
    const reply = await put(`${name}/1`, { ...body, tags: '' });
    expect(reply.status).toBe(404);
    expect(Object.keys(reply.json.error)).toEqual(missing);
  });

  it.each([
    ['leads', { ...LEAD, status_name: 'New' }],
    ['leads', { ...LEAD, customfields: [] }],
    ['customers', { company: 'x', datecreated: '2026-01-01' }],
    ['tickets', { ...TICKET, password: 'x' }],
    ['milestones', { project_id: '1', name: 'x', due_date: '2026-07-01', total_tasks: '1' }],
    ['customers', { company: ['a', 'list'] }],
  ])('ends in a 500 page when %s get a column that is not theirs', async (name, body) => {
    expect(await put(`${name}/1`, body)).toMatchObject({ status: 500, text: expect.stringContaining('<h1>') });
    expect(simulator().books()).toHaveLength(0);
  });
});

describe('PMP, what an update loses', () => {
  it('customers: groups, countries and the currency', async () => {
    await put('customers/2', { company: 'Same', groups_in: ['1', '4'], country: '235', vat: 'GB1' });
    expect(lastWrite(simulator()).detail.changes).toMatchObject({ groups: { to: ['1', '4'] } });
    await put('customers/2', { company: 'Same' });
    expect(lastWrite(simulator()).detail.changes).toEqual({
      groups: { from: ['1', '4'], to: [] },
      country: { from: '235', to: '0' },
    });
    expect((await get('customers/2')).json).toMatchObject({ vat: 'GB1', default_currency: '0', billing_country: '0' });
  });

  it('leads: address, e-mail, country and being public', async () => {
    await put('leads/2', {
      ...LEAD,
      is_public: 'off',
      address: '1 Quay',
      email: 'a@example.com',
      country: '235',
      city: 'X',
    });
    expect((await get('leads/2')).json).toMatchObject({ is_public: '1', address: '1 Quay', country: '235' });
    await put('leads/2', LEAD);
    expect((await get('leads/2')).json).toMatchObject({
      is_public: '0',
      address: '',
      email: '',
      country: '0',
      city: 'X',
    });
  });

  it('milestones: the description and its visibility', async () => {
    await put('milestones/1', { project_id: '1', name: 'Survey', due_date: '30/07/2026' });
    expect((await get('milestones/1')).json[0]).toMatchObject({
      description: '',
      description_visible_to_customer: '0',
      due_date: '2026-07-30',
    });
  });

  it('projects: members, settings, deadline and progress from tasks', async () => {
    const features = { available_features: { 0: 'project_overview', 1: 'project_tasks' } };
    await put('projects/1', {
      ...PROJECT,
      deadline: '2026-12-01',
      progress_from_tasks: 'on',
      project_members: { 0: '5' },
      settings: features,
    });
    await put('projects/1', PROJECT);
    expect(lastWrite(simulator()).detail.changes).toEqual({
      members: { from: ['5'], to: [] },
      settings: { from: ['project_overview', 'project_tasks'], to: [] },
      deadline: { from: '2026-12-01', to: null },
      progress_from_tasks: { from: '1', to: '0' },
    });
  });

  it('projects: without a status it ends in a 500 page', async () => {
    const { status, ...rest } = PROJECT;
    expect((await put('projects/1', rest)).status).toBe(500);
    expect((await put('projects/1', { ...rest, status })).status).toBe(200);
  });

  it('tickets: assignee, tags and priority', async () => {
    await put('tickets/1', { ...TICKET, assigned: '2', tags: 'a,b', ticketid: '1' });
    const { priority: _, ...rest } = TICKET;
    await put('tickets/1', rest);
    expect(lastWrite(simulator()).detail.changes).toEqual({
      tags: { from: ['a', 'b'], to: [] },
      priority: { from: '3', to: '0' },
      assigned: { from: '2', to: '0' },
    });
  });

  it('lets text grow by a break with every update that sends it back as it was', async () => {
    await post('leads', { ...LEAD, description: 'one\ntwo' });
    const again = async () => {
      const { description } = (await get('leads/301')).json;
      await put('leads/301', { ...LEAD, description });
      return (await get('leads/301')).json.description;
    };
    expect(await again()).toBe('one<br /><br />\r\ntwo');
    expect(await again()).toBe('one<br /><br /><br />\r\ntwo');
  });

  it('reads dates and times in both forms', async () => {
    await put('leads/3', { ...LEAD, lastcontact: '25/07/2026 08:38:04' });
    expect((await get('leads/3')).json.lastcontact).toBe('2026-07-25 08:38:04');
    await put('leads/3', { ...LEAD, lastcontact: '2026-07-26 08:00:00' });
    expect((await get('leads/3')).json.lastcontact).toBe('2026-07-26 08:00:00');
  });
});
