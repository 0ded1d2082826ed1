import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { OpenView } from '../../sandbox/api.ts';
import { raise, type Stage, wordsIn } from '../support/stage.ts';

type Row = Record<string, unknown>;

const LEAD: Row = {
  id: '17',
  name: 'Ada Lovelace',
  title: '',
  company: 'Acme Ltd',
  description: 'Rang twice',
  country: '235',
  city: 'Leeds',
  state: '',
  address: '1 High Street',
  assigned: '9',
  status: '7',
  source: '3',
  email: 'ada@example.com',
  website: '',
  phonenumber: '0207946',
  default_language: '',
  is_public: '1',
  lastcontact: '2026-11-01 10:00:00',
};
const PROJECT: Row = {
  id: '5',
  name: 'Solar roof',
  clientid: '3',
  billing_type: '7',
  start_date: '2026-02-31',
  deadline: '2027-01-24',
  status: '2',
  progress: '40',
  progress_from_tasks: '0',
  project_cost: '1e21',
  project_rate_per_hour: '12.50',
  estimated_hours: '-3',
  description: 'Roof',
};

/** What PMP stores, and what is sent to it. */
const records = new Map<string, Row>();
let sent: Row[] = [];
let vendor: Server;
let stage: Stage;

beforeAll(async () => {
  vendor = createServer(async (request, response) => {
    const path = new URL(request.url ?? '', 'http://x').pathname;
    let body = '';
    for await (const part of request) body += part;
    response.setHeader('content-type', 'application/json');
    if (request.method === 'PUT') {
      sent.push(JSON.parse(body));
      return response.end(JSON.stringify({ status: true, message: 'Update Successful.' }));
    }
    const record = records.get(path);
    if (!record) response.statusCode = 404;
    response.end(JSON.stringify(record ?? { status: false, message: 'No data were found' }));
  });
  await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve));
  const { port } = vendor.address() as AddressInfo;
  const countries = Array.from({ length: 250 }, (_, index) => `${index + 1}=Country ${index + 1}`).join(',');
  stage = await raise({
    environment: {
      PMP_BASE_URL: `http://127.0.0.1:${port}`,
      PMP_COUNTRIES: countries,
      PMP_STAFF: '1=Ada,2=Grace',
      PMP_LEAD_STATUSES: '1=New,2=Contacted,3=Won',
      PMP_LEAD_SOURCES: '3=Web',
      PARTICLESPACE_STATUSES: 'NEW,ON_HOLD',
    },
  });
});
afterEach(() => {
  sent = [];
});
afterAll(async () => {
  await stage.close();
  vendor.close();
});

const ready = (as = 'ada'): Promise<OpenView> =>
  stage.slack.workspace.waitFor(
    () => stage.slack.workspace.views(as).findLast((view) => view.blocks.some(({ type }) => type === 'input')),
    5_000,
  );

async function edit(
  word: 'lead' | 'project',
  stored: Row,
  changes: Parameters<Stage['slack']['workspace']['submitView']>[1],
) {
  records.set(`/api/${word}s/${stored.id}`, stored);
  await stage.type(`/pmp ${word} update ${stored.id}`);
  const view = await ready();
  const answer = await stage.slack.workspace.submitView('ada', changes);
  return { view, answer };
}

const leave = async (): Promise<void> => {
  for (const { id } of stage.slack.workspace.views('ada')) await stage.slack.workspace.close({ as: 'ada', viewId: id });
};

/** The body of the update, confirmed if it was asked about. */
async function body(): Promise<Row> {
  const view = stage.slack.workspace.views('ada').at(-1);
  if (view) {
    await stage.slack.workspace.waitFor(
      () => JSON.stringify(stage.slack.workspace.views('ada').at(-1)).includes('Update all the same'),
      5_000,
    );
    await stage.slack.workspace.submitView('ada');
  }
  await stage.slack.workspace.waitFor(() => sent.length > 0, 5_000);
  return sent[0] ?? {};
}

describe('a form of a record', () => {
  it('keeps what it cannot show: a country beyond the hundredth, choices the site does not list', async () => {
    const { view, answer } = await edit('lead', LEAD, { Status: 'Won' });
    expect(answer).toMatchObject({ ok: true });
    const left = await body();
    expect(left).toMatchObject({ country: '235', assigned: '9', status: '3', city: 'Leeds', is_public: 'on' });
    expect(JSON.stringify(view.blocks)).toContain('Country 235');
    await stage.sees('updated');
  });

  it.each([
    ['a description of 3,200 characters', { description: 'Long. '.repeat(533).trim() }, 'Description'],
    ['an e-mail address', { email: "o'brien@example.com" }, 'E-mail'],
    ['no e-mail address at all', { email: 'none yet' }, 'E-mail'],
  ])('keeps %s, and says so', async (_, stored, label) => {
    const { view } = await edit('lead', { ...LEAD, ...stored }, { City: 'York' });
    expect(await body()).toMatchObject({ ...stored, city: 'York', country: '235', status: '7' });
    expect(wordsIn(view.blocks)).toMatch(new RegExp(`${label}: .*\\(kept as it is`));
  });

  it('keeps texts with the blanks and line breaks they have', async () => {
    const stored = { ...LEAD, city: '  Leeds ', description: 'One\r\nTwo\r\n', state: '   ' };
    await edit('lead', stored, { Company: 'Acme plc' });
    expect(await body()).toMatchObject({
      city: '  Leeds ',
      description: 'One\r\nTwo\r\n',
      state: '   ',
      company: 'Acme plc',
    });
  });

  it('empties what the person empties, and nothing else', async () => {
    await edit('lead', LEAD, { City: null, Country: null });
    expect(await body()).toMatchObject({
      city: '',
      country: '0',
      assigned: '9',
      company: 'Acme Ltd',
      email: 'ada@example.com',
    });
  });

  it('changes a kept value when another is given', async () => {
    await edit(
      'lead',
      { ...LEAD, email: "o'brien@example.com" },
      { 'E-mail': 'obrien@example.com', Country: 'Country 249' },
    );
    expect(await body()).toMatchObject({ email: 'obrien@example.com', country: '249' });
  });

  it('does not empty what cannot be empty: the person is told under its input', async () => {
    const { answer } = await edit('lead', LEAD, { Name: null });
    expect(answer).toMatchObject({ errors: { name: expect.stringContaining('cannot be emptied') } });
    expect(sent).toEqual([]);
    await leave();
  });

  it('keeps numbers, days and choices that the bot itself would refuse', async () => {
    const { view, answer } = await edit('project', PROJECT, { Deadline: '2027-02-01' });
    expect(answer).toMatchObject({ ok: true });
    const left = await body();
    expect(left).toMatchObject({
      billing_type: '7',
      start_date: '31/02/2026',
      deadline: '01/02/2027',
      project_cost: '1e21',
      estimated_hours: '-3',
      progress: '40',
    });
    expect(wordsIn(view.blocks)).toContain('Billing: 7 (kept as it is');
    expect(wordsIn(view.blocks)).toContain('Start: 2026-02-31 (kept as it is');
  });

  it('keeps what was typed and has no place in the form', async () => {
    records.set('/api/leads/17', LEAD);
    await stage.type(`/pmp lead update 17 email=o'neill@example.com lastcontact=never`);
    const view = await ready();
    expect(wordsIn(view.blocks)).toContain("E-mail: o'neill@example.com (kept as it is");
    await stage.slack.workspace.submitView('ada');
    expect(await body()).toMatchObject({ email: "o'neill@example.com", country: '235' });
    expect(sent[0]?.lastcontact).toContain('01/11/2026');
  });

  it('still tells a change by somebody else from its own', async () => {
    records.set('/api/leads/17', LEAD);
    await stage.type('/pmp lead update 17');
    await ready();
    records.set('/api/leads/17', { ...LEAD, city: 'Bath' });
    await stage.slack.workspace.submitView('ada', { City: 'York' });
    await stage.sees('Somebody changed this record after you saw it');
    expect(sent).toEqual([]);
    await leave();
  });
});

it('an undo that would put back what the bot itself refuses says so', async () => {
  records.set('/api/projects/5', PROJECT);
  await stage.type('/pmp project update 5 billing_type=1');
  await stage.press(await stage.sees('Update all the same'), 'Update all the same');
  const done = await stage.sees('updated');
  records.set('/api/projects/5', { ...PROJECT, billing_type: '1' });
  await stage.press(done, 'Undo');
  await stage.sees('The old values cannot be put back');
});

describe('a form filled with what was last sent', () => {
  it('sends a status again that the board does not list any more', async () => {
    const { journalOf } = stage;
    const journal = await journalOf('another process');
    const origin = { door: 'command' as const, private: false, replyTo: null };
    const input = { id: 'tic_9', title: 'Leak', description: 'Wet', status: 'PARKED', automated: false, notify: false };
    const { entry } = await journal.record(
      { key: 'earlier', operation: 'particlespace.ticket.update', input, actor: { id: 'U', team: 'T' }, origin },
      'accepted',
      'particlespace.ticket/tic_9',
    );
    await journal.start(entry.reference);
    await journal.finish(entry.reference, { state: 'succeeded', card: { headline: 'Done' }, tookMs: 1 });
    await journal.markNotified(entry.reference, 'succeeded');
    await stage.type('/particlespace ticket update tic_9');
    const view = await stage.opens('Update a ticket');
    expect(wordsIn(view.blocks)).toContain('Status: PARKED (kept as it is');
    const asked: string[] = [];
    stage.vendor('particlespace').onExchange((exchange) => void asked.push(JSON.stringify(exchange)));
    expect(await stage.slack.workspace.submitView('ada', { Title: 'Leaking faucet' })).toMatchObject({ ok: true });
    // The simulated board refuses it: only the vendor can know.
    await stage.sees('ask whoever looks after ParticleSpace');
    expect(asked.join()).toContain('PARKED');
  });
});

describe('a list of more than a hundred', () => {
  it('is searched as it is typed, by name and by number, for those who may open the form', async () => {
    records.set('/api/leads/17', LEAD);
    await stage.type('/pmp lead update 17');
    const view = await ready();
    const element = view.blocks.find(({ block_id: id }) => id === 'country') as unknown as {
      element: { type: string };
    };
    expect(element.element.type).toBe('external_select');
    const ask = async (value: string) => {
      const answer = await stage.slack.workspace.options({
        as: 'ada',
        viewId: view.id,
        blockId: 'country',
        actionId: 'value',
        value,
      });
      return (answer as unknown as { options: { text: { text: string }; value: string }[] }).options;
    };
    expect((await ask('24')).map(({ value }) => value).slice(0, 2)).toEqual(['24', '240']);
    expect(await ask('')).toHaveLength(100);
    expect(await ask('country 250')).toMatchObject([{ value: '250', text: { text: 'Country 250' } }]);
    expect(await ask('nowhere')).toEqual([]);
  });
});
