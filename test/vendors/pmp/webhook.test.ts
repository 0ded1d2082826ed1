import { describe, expect, it } from 'vitest';
import { webhook } from '../../../src/vendors/pmp/webhook.ts';

const read = (event: unknown, data: unknown) => webhook.read({ event, timestamp: 1_700_000_000, data });

describe('a webhook of PMP', () => {
  it.each(['lead.created', 'lead_created', 'Lead.Created', 'lead-created'])('%s is read alike', (event) => {
    expect(read(event, { id: 81, name: 'Ada &amp; Co', status: '3', password: 'hush' })).toMatchObject({
      headline: 'Lead created',
      title: 'Ada & Co',
      record: { resource: 'pmp.lead', id: '81' },
      seen: { page: 'admin/leads/index/81' },
    });
  });

  it('lets through no more of a record than a read does', () => {
    expect(
      JSON.stringify(read('lead.created', { id: '81', name: 'Ada', hash: 'hush', password: 'hush' })),
    ).not.toContain('hush');
  });

  it.each([
    ['ticket.replied', { ticketid: '7', subject: 'Red light', userid: '12' }, 'pmp.ticket', '7', 'Red light'],
    ['ticket_created', { id: '7', subject: 'Red light', userid: '12' }, 'pmp.ticket', '7', 'Red light'],
    ['customer.updated', { userid: '12', company: 'Acme' }, 'pmp.customer', '12', 'Acme'],
    ['client_created', { id: '12', company: 'Acme' }, 'pmp.customer', '12', 'Acme'],
    ['project.completed', { project_id: 3, name: 'Roof' }, 'pmp.project', '3', 'Roof'],
    ['project.completed', { project: { id: '3', name: 'Roof' } }, 'pmp.project', '3', 'Roof'],
    ['milestone.created', { id: '5', name: 'Survey', project_id: '3' }, 'pmp.milestone', '5', 'Survey'],
  ])('%s is about its record, wherever the number stands', (event, data, resource, id, title) => {
    expect(read(event, data)).toMatchObject({ title, record: { resource, id } });
  });

  it('calls a client a customer, and says what became of a status', () => {
    expect(read('client_status_changed', { id: '12', company: 'Acme' })?.headline).toBe('Customer status changed');
  });

  it('offers nothing to do with what is deleted', () => {
    expect(read('lead.deleted', { id: '81', name: 'Ada' })?.seen?.next).toEqual([]);
    expect(read('lead.created', { id: '81', name: 'Ada' })?.seen?.next).not.toEqual([]);
  });

  it.each([
    ['invoice.paid', { id: '9', number: 'INV-9', total: '100', clientid: '12', hash: 'hush' }, 'INV-9'],
    ['contact.created', { id: '4', email: 'ada@example.com', password: 'hush' }, 'Contact 4'],
    ['lead.created', { name: 'Ada' }, 'Ada'],
    ['lead.created', 'nothing', 'Lead created'],
  ])('%s, of which no record is known, is said with its name', (event, data, title) => {
    const said = read(event, data);
    expect(said).toMatchObject({ title });
    expect(said?.record).toBeUndefined();
    expect(JSON.stringify(said)).not.toMatch(/hush|ada@/);
  });

  it.each([[undefined], [''], ['...'], [7]])('is none without an event: %j', (event) => {
    expect(read(event, { id: '81' })).toBeUndefined();
  });

  it.each([[null], ['x'], [[]], [{}]])('is none where the body is %j', (body) => {
    expect(webhook.read(body)).toBeUndefined();
  });
});
