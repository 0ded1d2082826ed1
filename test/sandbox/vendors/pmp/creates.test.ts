import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { lastWrite } from '../support.ts';
import { pmpCalls } from './calls.ts';

const { simulator, call, get, post } = pmpCalls();

const LEAD = { source: '1', status: '2', name: 'Ada Example' };
const MILESTONE = { project_id: '1', name: 'Survey', due_date: '30/07/2026' };
const PROJECT = { name: 'Roof', clientid: '3', billing_type: '1', start_date: '2026-07-01', status: '2' };
const TICKET = { subject: 'Help', department: '1', contactid: '1', userid: '1' };

describe('PMP, creating', () => {
  it('takes multipart, answers with words and without an id', async () => {
    const reply = await post('customers', { company: 'Zoë & Sons' });
    expect(reply).toMatchObject({ status: 200, text: '{"status":true,"message":"Client add successful."}' });
    expect((await get('customers/121')).json).toMatchObject({ company: 'Zoë & Sons', country: '0', active: '1' });
    expect(simulator().books()).toMatchObject([{ what: 'Added customer 121, Zoë & Sons' }]);
  });

  it('takes urlencoded too', async () => {
    const form = new URLSearchParams([
      ['company', 'A + B'],
      ['groups_in[]', '1'],
      ['groups_in[]', '4'],
    ]);
    expect((await call('POST', 'customers', form)).status).toBe(200);
    expect(lastWrite(simulator()).detail).toMatchObject({ company: 'A + B', groups: ['1', '4'] });
  });

  it('reads a JSON body as no fields at all', async () => {
    const reply = await call('POST', 'customers', JSON.stringify({ company: 'New' }), {
      'Content-Type': 'application/json',
    });
    expect(reply.status).toBe(404);
    expect(reply.text).toBe(
      '{"status":false,"error":{"company":"The Company field is required."},"message":"<p>The Company field is required.</p>\\n"}',
    );
    expect(simulator().books()).toHaveLength(0);
  });

  it.each([
    ['leads', LEAD],
    ['milestones', MILESTONE],
    ['projects', PROJECT],
    ['tickets', TICKET],
  ])(
    'names every missing field of %s, and takes them when all are there',
    async (name, fields: Record<string, string>) => {
      const reply = await post(name, {});
      expect(reply.status).toBe(404);
      expect(Object.keys(reply.json.error).sort()).toEqual(Object.keys(fields).sort());
      expect((await post(name, fields)).json).toMatchObject({ status: true });
      expect(simulator().books()).toHaveLength(1);
    },
  );

  it('makes another record each time', async () => {
    await post('leads', LEAD);
    await post('leads', LEAD);
    expect((await get('leads/search/ada%20example')).json).toHaveLength(2);
  });

  it('counts a new lead as contacted now, whatever was sent', async () => {
    await post('leads', { ...LEAD, custom_contact_date: '01/01/2020 10:00:00' });
    expect((await get('leads/301')).json).toMatchObject({
      lastcontact: '2026-06-01 09:30:00',
      dateadded: '2026-06-01 09:30:00',
      is_public: '0',
      status_name: 'New',
    });
  });

  it('stores lead text with a break before each newline', async () => {
    await post('leads', { ...LEAD, description: 'one\ntwo', is_public: 'on' });
    expect((await get('leads/301')).json).toMatchObject({ description: 'one<br />\r\ntwo', is_public: '1' });
  });

  it('keeps files of leads', async () => {
    const form = new FormData();
    for (const [name, value] of Object.entries(LEAD)) form.append(name, value);
    form.append('file[]', new File(['meter'], 'meter.jpg', { type: 'image/jpeg' }));
    await call('POST', 'leads', form);
    expect(lastWrite(simulator()).detail.files).toEqual([
      {
        ...{ field: 'file[]', name: 'meter.jpg', type: 'image/jpeg', bytes: 5 },
        sha256: createHash('sha256').update('meter').digest('hex'),
      },
    ]);
  });

  it('shows a milestone to the customer even when the flag was not sent', async () => {
    await post('milestones', { ...MILESTONE, description: 'internal!' });
    const [milestone] = (await get('milestones/search/survey')).json.slice(-1);
    expect(milestone).toMatchObject({ description_visible_to_customer: '1', due_date: '2026-07-30' });
  });

  it('switches progress from tasks on and keeps only the cost that the billing type uses', async () => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...PROJECT, billing_type: '3' })) form.append(name, value);
    for (const member of ['1', '4']) form.append('project_members[]', member);
    form.append('project_cost', '900');
    await call('POST', 'projects', form);
    expect((await get('projects/81')).json).toMatchObject({ progress_from_tasks: '1', project_cost: '0.00' });
    expect(lastWrite(simulator()).detail.members).toEqual(['1', '4']);
    await post('projects', { ...PROJECT, project_cost: '900' });
    expect((await get('projects/82')).json.project_cost).toBe('900');
  });

  it('opens tickets, strips their tags and e-mails people', async () => {
    await post('tickets', {
      ...TICKET,
      message: '<p>Hi <b>there</b></p>',
      assigned: '2',
      status: '5',
      cc: 'a@example.com',
    });
    expect((await get('tickets/151')).json).toMatchObject({ status: '1', message: 'Hi there' });
    const { what, detail } = lastWrite(simulator());
    expect(what).toBe('Opened ticket 151, Help, and e-mailed 4 people');
    expect(detail.outward).toMatchObject([
      { channel: 'email', to: 'support@businesslabs.test' },
      { to: 'henrik@businesslabs.test' },
      { to: expect.stringMatching(/example\.com$/) },
      { to: 'a@example.com' },
    ]);
  });

  it.each(['31/02/2026', '12/31/2026', '2026-13-01', 'tomorrow'])(
    'ends in a 500 page over the date %s',
    async (due_date) => {
      const reply = await post('milestones', { ...MILESTONE, due_date });
      expect([reply.status, reply.headers.get('content-type')]).toEqual([500, 'text/html; charset=UTF-8']);
      expect(simulator().books()).toHaveLength(0);
    },
  );
});
