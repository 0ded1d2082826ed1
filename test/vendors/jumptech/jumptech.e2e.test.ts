import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SAMPLE_PROJECT_ID as ID, SAMPLE_NOTE_ID, SUB_TENANTS } from '../../../sandbox/vendors/jumptech/index.ts';
import { raise, type Stage } from '../../support/stage.ts';

const [SUB_TENANT = ''] = Object.keys(SUB_TENANTS);
let stage: Stage;
let left: string[] = [];

beforeAll(async () => {
  stage = await raise({ vendors: { only: ['jumptech'] } });
  stage.vendor('jumptech').onExchange(({ method, url, requestBody }) => {
    left.push(`${method} ${new URL(url).pathname} ${requestBody}`);
  });
});
beforeEach(() => {
  left = [];
  stage.vendor('jumptech').reset();
});
afterAll(() => stage.close());

/** Everything that left for the vendor is this one body. */
const sent = (body: string) => expect(left).toEqual([`POST /projects/updateProject/${ID} ${body}`]);

const UPDATED = `Project ${ID.slice(0, 8)} updated`;

describe('by command', () => {
  it.each([
    [`note add ${ID} Says "5 pm" & more`, 'Note added', '{"notes":[{"note":"Says \\"5 pm\\" & more"}]}'],
    [
      `note update ${ID} ${SAMPLE_NOTE_ID} Later`,
      'Note changed',
      `{"notes":[{"id":"${SAMPLE_NOTE_ID}","note":"Later"}]}`,
    ],
    [`project update ${ID} phoneNumber=0123456789`, UPDATED, '{"phoneNumber":"0123456789"}'],
  ])('%s', async (words, headline, body) => {
    await stage.type(`/jumptech ${words}`);
    await stage.sees(headline);
    sent(body);
  });

  it.each([
    [`project delegate ${ID} demo`, 'over to demo?', 'handed over to demo', '{"delegate":"demo"}'],
    [
      `project delegate-subtenant ${ID} ${SUB_TENANT}`,
      'over to sub-tenant',
      'handed over to sub-tenant',
      `{"subTenantId":"${SUB_TENANT}"}`,
    ],
  ])('%s asks first', async (words, asked, headline, body) => {
    await stage.type(`/jumptech ${words}`);
    const question = await stage.sees(asked);
    expect(left).toEqual([]);
    await stage.press(question, 'Delegate');
    await stage.sees(headline);
    sent(body);
  });
});

describe('by form', () => {
  const filled = async (words: string, title: string, values: Record<string, string>) => {
    await stage.type(`/jumptech ${words}`);
    await stage.opens(title);
    return stage.slack.workspace.submitView('ada', values);
  };

  it.each([
    [
      'note add',
      'Add a note',
      { 'Project id': ID, Note: 'Ring first' },
      'Note added',
      '{"notes":[{"note":"Ring first"}]}',
    ],
    [
      `note update ${ID}`,
      'Update a note',
      { 'Note id': SAMPLE_NOTE_ID, Note: 'Later' },
      'Note changed',
      `{"notes":[{"id":"${SAMPLE_NOTE_ID}","note":"Later"}]}`,
    ],
    [
      `project update ${ID}`,
      'Update a project',
      { 'First name': 'Zoë', 'E-mail': 'zoe@example.com' },
      UPDATED,
      '{"firstName":"Zoë","email":"zoe@example.com"}',
    ],
  ])('%s', async (words, title, values, headline, body) => {
    expect(await filled(words, title, values as Record<string, string>)).toMatchObject({ ok: true });
    await stage.sees(headline);
    sent(body);
  });

  it.each([
    [
      `project delegate ${ID}`,
      'Delegate to a tenant',
      { Tenant: 'demo' },
      'handed over to demo',
      '{"delegate":"demo"}',
    ],
    [
      `project delegate-subtenant ${ID}`,
      'Delegate to a sub-tenant',
      { 'Sub-tenant id': SUB_TENANT },
      'handed over to sub-tenant',
      `{"subTenantId":"${SUB_TENANT}"}`,
    ],
  ])('%s asks first', async (words, title, values, headline, body) => {
    const { workspace } = stage.slack;
    await filled(words, title, values as Record<string, string>);
    await workspace.waitFor(() => JSON.stringify(workspace.views('ada').at(-1) ?? '').includes('cannot take it back'));
    expect(left).toEqual([]);
    await workspace.submitView('ada');
    await stage.sees(headline);
    sent(body);
  });

  it('says under the field what is missing, and sends nothing', async () => {
    const answer = await filled(`project update ${ID}`, 'Update a project', {});
    expect(JSON.stringify(answer)).toContain('Give at least one field to change');
    expect(left).toEqual([]);
  });
});

it('leaves the key in no message and no line of the log', async () => {
  const key = stage.vendor('jumptech').env.JUMPTECH_API_KEY ?? '';
  for (const position of ['down', 'failing', 'html', 'drops_answer'] as const) {
    stage.vendor('jumptech').setSwitch(position);
    await stage.type(`/jumptech note add ${ID} While ${position}`);
    await stage.sees('Add a note');
  }
  expect(key).not.toBe('');
  const shown = stage.transcript('ada') + stage.transcript('grace') + stage.logged();
  expect(shown).toContain('operation finished');
  expect(shown).not.toContain(key);
  expect(shown).not.toContain('apikey');
});
