import fc from 'fast-check';
import nock from 'nock';
import { describe, expect, it } from 'vitest';
import type { Call } from '../../../src/operations/operation.ts';
import { createClients } from '../../../src/vendors/clients.ts';
import { DEFAULT_LIMITS } from '../../../src/vendors/shared/http-client.ts';
import { hostileText } from '../../support/hostile-text.ts';
import { performing, recorded, withoutNetwork } from '../../support/vendor-replay.ts';
import { BASE, operation, settings } from './support.ts';

const run = performing(settings());
const client = (await createClients(settings(), { limits: DEFAULT_LIMITS })).pmp!;
const call: Call = (request) => client.call(request, { repeatable: true });
const update = operation('lead.update');

/** A record of the fixtures, as PMP has it before the update. */
const stored = (word: string) => {
  const body = recorded(operation(`${word}.update`))[0]?.answer.body;
  return (Array.isArray(body) ? body[0] : body) as Record<string, unknown>;
};
const lead = stored('lead');
const updated = { status: true, message: 'Lead Update Successful.' };
const failed = { status: false, message: 'Lead Update Fail.' };

/** Answers one update of a lead; returns the body that left, as the server decodes it. */
async function sentFor(before: Record<string, unknown>, input: Record<string, unknown>) {
  let sent = '';
  nock(BASE).get('/api/leads/17').twice().reply(200, before);
  nock(BASE)
    .put('/api/leads/17')
    .reply(200, (_, body) => {
      sent = typeof body === 'string' ? body : JSON.stringify(body);
      return updated;
    });
  const { outcome } = await run(update, { id: '17', ...input });
  return { outcome, sent: JSON.parse(sent) as Record<string, string> };
}

withoutNetwork();

describe('an update', () => {
  it('takes line breaks back out, so that a text does not grow with each save', async () => {
    const { sent } = await sentFor(lead, { status: '3' });
    expect(sent.description).toBe('Asked for a quote.\nCall after five.');
    expect(sent.address).toBe('1a The Alexander Suite\nSilk Point');
  });

  it('says yes by naming a flag and no by leaving it out', async () => {
    expect((await sentFor(lead, { status: '3' })).sent.is_public).toBe('on');
    expect((await sentFor(lead, { is_public: false })).sent).not.toHaveProperty('is_public');
  });

  it('sends no column that only a read has', async () => {
    const { sent } = await sentFor({ ...lead, leadorder: '1' }, { status: '3' });
    for (const name of ['id', 'hash', 'status_name', 'dateadded', 'customfields', 'leadorder', 'zip']) {
      expect(sent).not.toHaveProperty(name);
    }
  });

  it('keeps the markup of a text that was given as it reads, and drops it from one that was changed', async () => {
    const before = { ...lead, title: '<b>Owner</b>' };
    expect((await sentFor(before, { title: 'Owner', status: '3' })).sent.title).toBe('<b>Owner</b>');
    expect((await sentFor(before, { title: '<b>Buyer</b> & <ada@example.com>' })).sent.title).toBe(
      'Buyer & <ada@example.com>',
    );
  });

  it('empties what is named in clear, and nothing else', async () => {
    const { sent } = await sentFor(lead, { clear: ['email', 'assigned', 'lastcontact'] });
    expect(sent).toMatchObject({ email: '', assigned: '0', phonenumber: '020 7946 0018' });
    expect(sent).not.toHaveProperty('lastcontact');
    expect(update.input.safeParse({ id: '17', clear: ['name'] }).success).toBe(false);
  });

  it('writes dates as the site does', async () => {
    const iso = performing(settings({ PMP_DATE_FORMAT: 'YYYY-MM-DD' }));
    const american = performing(settings({ PMP_DATE_FORMAT: 'MM/DD/YYYY' }));
    for (const [perform, date] of [
      [iso, '2026-12-24'],
      [american, '12/24/2026'],
    ] as const) {
      nock(BASE).get('/api/leads/17').twice().reply(200, lead);
      nock(BASE)
        .put('/api/leads/17', (body) => body.lastcontact === date)
        .reply(200, updated);
      expect((await perform(update, { id: '17', lastcontact: '2026-12-24' })).outcome.state).toBe('succeeded');
    }
  });

  it('survives any text: PMP decodes percent signs in the body before it reads the JSON', async () => {
    const text = hostileText.filter((one) => update.input.safeParse({ id: '17', description: one }).success);
    await fc.assert(
      fc.asyncProperty(text, async (typed) => {
        const description = `${typed} 100%22 %5C`;
        let raw = '';
        const parts = { ...lead, description: 'old' };
        nock(BASE).get('/api/leads/17').twice().reply(200, parts);
        const scope = nock(BASE).put('/api/leads/17').reply(200, updated);
        scope.on('request', (_, __, body: string) => {
          raw = body;
        });
        await run(update, { id: '17', description });
        expect(raw).not.toContain('%');
        const expected = update.input.parse({ id: '17', description }).description;
        expect(JSON.parse(raw).description).toBe(expected);
      }),
      { numRuns: 25 },
    );
  });
});

describe('an update that changes nothing', () => {
  it('is not sent, so that it loses nothing either', async () => {
    nock(BASE).get('/api/tickets/7').reply(200, stored('ticket'));
    const { outcome } = await run(operation('ticket.update'), { id: '7', priority: '2' });
    expect(outcome.card).toMatchObject({
      headline: 'Ticket Charger shows a red light has these values already',
      notes: ['Nothing needed changing.'],
    });
  });

  it('is a success after "Update Fail." when the record is as asked for', async () => {
    nock(BASE).get('/api/leads/17').reply(200, lead);
    nock(BASE).put('/api/leads/17').reply(404, failed);
    nock(BASE)
      .get('/api/leads/17')
      .reply(200, { ...lead, status: '3', status_name: 'Contacted' });
    const { outcome } = await run(update, { id: '17', status: '3' });
    expect(outcome.card?.facts).toMatchObject({ Status: { was: 'New', now: 'Contacted' } });
  });

  it('is a refusal after "Update Fail." when the record is not as asked for', async () => {
    nock(BASE).get('/api/leads/17').twice().reply(200, lead);
    nock(BASE).put('/api/leads/17').reply(404, failed);
    const { outcome } = await run(update, { id: '17', status: '3' });
    expect(outcome).toMatchObject({
      state: 'refused',
      failure: { message: 'PMP refused to change this lead and did not say why.' },
    });
  });

  it('is not even asked for without saying what to change', () => {
    const { error } = update.input.safeParse({ id: '17' });
    expect(error?.issues).toMatchObject([{ path: [], message: 'Say what to change about the lead.' }]);
  });
});

describe('an update that could do harm', () => {
  it('is not sent when PMP shows another record', async () => {
    nock(BASE)
      .get('/api/leads/17')
      .reply(200, { ...lead, id: '18' });
    const { outcome } = await run(update, { id: '17', status: '3' });
    expect(outcome).toMatchObject({ state: 'failed', failure: { message: 'PMP answered with another lead.' } });
  });

  it('is not sent when PMP shows too little of the record', async () => {
    nock(BASE)
      .get('/api/leads/17')
      .reply(200, { ...lead, source: null });
    const { outcome } = await run(update, { id: '17', status: '3' });
    expect(outcome.failure).toMatchObject({ kind: 'input', fields: { source: 'This is needed.' } });
  });

  it('is done, and said to be done, when only the reading back fails', async () => {
    nock(BASE).get('/api/leads/17').reply(200, lead).put('/api/leads/17').reply(200, updated);
    nock(BASE).get('/api/leads/17').reply(404, failed);
    const { outcome } = await run(update, { id: '17', company: 'Ada & Co' });
    expect(outcome.card).toMatchObject({
      headline: 'Lead Ada Lovelace updated',
      facts: { Company: { was: 'Acme Ltd', now: 'Ada & Co' } },
    });
  });

  it.each([
    ['customer', { city: 'Oslo' }, 'Without groups, PMP takes the customer out of all its groups.'],
    [
      'project',
      { status: '4' },
      'Without members, PMP removes all its members. Without features, PMP switches off all its settings.',
    ],
    ['project', { project_members: ['1'] }, 'Without features, PMP switches off all its settings.'],
    ['ticket', { priority: '3' }, 'Without tags, PMP clears all its tags.'],
  ])('asks first what is to become of what PMP cannot show of a %s', (word, change, losses) => {
    const one = operation(`${word}.update`);
    const confirmation = one.confirm?.(one.input.parse({ id: '7', ...change }));
    expect(confirmation).toMatchObject({ headline: `Update ${word} 7?`, button: 'Update all the same' });
    expect(confirmation?.warning).toBe(`${losses} It cannot show what is there now, so give all that is to stay.`);
  });

  it.each([
    ['customer', { groups_in: ['1'] }],
    ['lead', { status: '3' }],
    ['milestone', { name: 'Hand-over' }],
    ['project', { project_members: ['1'], settings: ['project_tasks'] }],
    ['ticket', { tags: 'urgent' }],
  ])('does not ask about a %s when nothing is lost', (word, change) => {
    const one = operation(`${word}.update`);
    expect(one.confirm?.(one.input.parse({ id: '7', ...change }))).toBeUndefined();
  });
});

describe('before an update', () => {
  it('the confirmation names the record and each change, by the names the site uses', async () => {
    nock(BASE).get('/api/projects/12').reply(200, stored('project'));
    const input = {
      id: '12',
      status: '4',
      deadline: '2026-12-24',
      billing_type: '3',
      project_members: ['1', '5'],
    };
    const one = operation('project.update');
    const choices = (list: string) =>
      list === 'staff' ? [{ value: '5', label: 'Grace Adeyemi' }] : client.choices(list);
    expect(await one.preview?.({ input, call, choices })).toEqual({
      Project: 'Solar roof for Acme',
      Billing: { was: 'Fixed Rate', now: 'Task Hours' },
      Status: { was: 'In Progress', now: 'Finished' },
      Deadline: { was: '2019-08-30', now: '2026-12-24' },
      Members: '1, Grace Adeyemi',
    });
  });

  it('the confirmation says so when there is nothing to change', async () => {
    nock(BASE).get('/api/tickets/7').reply(200, stored('ticket'));
    expect(
      await operation('ticket.update').preview?.({ input: { id: '7', priority: '2' }, call, choices: () => [] }),
    ).toEqual({
      Ticket: 'Charger shows a red light',
      Changes: 'None: it has these values already',
    });
  });

  it.each(['customer', 'lead', 'milestone', 'project', 'ticket'])(
    'the form of a %s holds its present values, and takes them back',
    async (word) => {
      const one = operation(`${word}.update`);
      const row = stored(word);
      const id = String(row.userid && word === 'customer' ? row.userid : (row.ticketid ?? row.id));
      nock(BASE).get(`/api/${word}s/${id}`).twice().reply(200, row);
      const values = await one.prefill?.({ input: { id }, call });
      expect(Object.values(values ?? {}).filter((value) => value !== undefined).length).toBeGreaterThan(3);
      // Submitted as it was filled in, it changes nothing.
      const { outcome } = await run(one, { ...values, id });
      expect(outcome.card?.notes).toEqual(['Nothing needed changing.']);
    },
  );

  it('nothing is read for a number that is none', async () => {
    expect(await update.prefill?.({ input: { id: '17; drop' }, call })).toEqual({});
  });
});
