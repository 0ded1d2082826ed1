import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { bind } from '../../../src/commands/bind.ts';
import { validate } from '../../../src/commands/validate.ts';
import { fieldsOf, withChoices } from '../../../src/operations/fields.ts';
import { createClients } from '../../../src/vendors/clients.ts';
import { createNames } from '../../../src/vendors/pmp/names.ts';
import { pmpSettings } from '../../../src/vendors/pmp/settings.ts';
import { DEFAULT_LIMITS } from '../../../src/vendors/shared/http-client.ts';
import { path } from '../../../src/vendors/shared/path.ts';
import { withoutNetwork } from '../../support/vendor-replay.ts';
import { BASE, operation, settings } from './support.ts';

const leads = { method: 'GET', path: path`api/leads` } as const;

withoutNetwork();

describe('the names of the site', () => {
  it('are learned from the records that pass by, and given to those that lack them', () => {
    const names = createNames({});
    names.complete(leads, [{ id: '1', status: '2', status_name: '<b>New</b>', source: '4', source_name: 'Fair' }]);
    expect(names.choices('lead-statuses')).toEqual([{ value: '2', label: 'New' }]);
    expect(names.choices('lead-sources')).toEqual([{ value: '4', label: 'Fair' }]);
    expect(names.complete(leads, { data: [{ id: '2', status: '2' }], meta: {} })).toMatchObject({
      data: [{ status_name: 'New' }],
      meta: {},
    });
    expect(names.complete({ method: 'GET', path: path`api/leads/${3}` }, { id: '3', status: '2' })).toMatchObject({
      status_name: 'New',
    });
  });

  it('are those of the settings where they differ', () => {
    const names = createNames({ 'lead-statuses': [{ value: '2', label: 'Fresh' }] });
    expect(names.complete(leads, [{ status: '2', status_name: 'New' }])).toMatchObject([{ status_name: 'Fresh' }]);
    expect(names.choices('lead-statuses')).toEqual([{ value: '2', label: 'Fresh' }]);
  });

  it('stay few and short, whatever an answer says', () => {
    const names = createNames({});
    const rows = Array.from({ length: 5_000 }, (_, index) => ({ status: String(index), status_name: 'x'.repeat(500) }));
    names.complete(leads, [
      ...rows,
      { status: '0', status_name: 'None' },
      { status: 'two', status_name: 'Two' },
      null,
      7,
    ]);
    const learned = names.choices('lead-statuses');
    expect(learned).toHaveLength(200);
    expect(learned.every(({ value, label }) => /^[1-9]\d*$/.test(value) && label.length <= 75)).toBe(true);
  });

  it('are not looked for in answers to writes', () => {
    const names = createNames({});
    const answer = { status: true, status_name: 'New' };
    expect(names.complete({ method: 'PUT', path: path`api/leads/${3}` }, answer)).toBe(answer);
    expect(names.choices('lead-statuses')).toEqual([]);
  });

  it('come from the environment, and are offered as soon as an answer told them', async () => {
    const client = (
      await createClients(settings({ PMP_LEAD_STATUSES: '2=New, 3=In touch' }), { limits: DEFAULT_LIMITS })
    ).pmp!;
    nock(BASE)
      .get('/api/leads')
      .reply(200, [{ id: '1', status: '9', status_name: 'Lost' }]);
    await client.call(leads, { repeatable: true });
    expect(client.choices('lead-statuses').map(({ label }) => label)).toEqual(['New', 'In touch', 'Lost']);
    expect(client.choices('project-statuses')).toHaveLength(5);
    expect(client.choices('ticket-priorities')[2]).toEqual({ value: '3', label: 'High' });
    expect(client.choices('no such list')).toEqual([]);
  });

  it.each(['New', '2=', '=New', 'two=New', '2=New;3=Old,x'])('are refused in the form %j', (text) => {
    const wrong = { PMP_BASE_URL: BASE, PMP_AUTH_TOKEN: 't0ken', PMP_LEAD_STATUSES: text };
    expect(pmpSettings.safeParse(wrong).success).toBe(false);
  });
});

describe('a field with a list of the site', () => {
  const update = operation('lead.update');
  const choices = [{ value: '2', label: 'New' }];
  const fields = withChoices(fieldsOf(update), (list) => (list === 'lead-statuses' ? choices : []));
  const typed = (words: string) => validate(update, fields, bind(words, fields, update.positional, new Date()).values);

  it('takes the name, the number, and a number the list does not know', () => {
    expect(typed('42 status=new')).toEqual({ ok: true, input: { id: '42', status: '2' } });
    expect(typed('42 status=2')).toEqual({ ok: true, input: { id: '42', status: '2' } });
    expect(typed('42 status=77')).toEqual({ ok: true, input: { id: '42', status: '77' } });
  });

  it('says what it takes to a name nobody knows', () => {
    expect(typed('42 status=Fresh')).toEqual({
      ok: false,
      errors: { status: 'Give a name from the list, or its number in PMP, for example 3.' },
    });
  });
});
