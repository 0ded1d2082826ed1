import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { OWN_RESELLER } from '../../../sandbox/vendors/telecomx/index.ts';
import { raise, type Stage, wordsIn } from '../../support/stage.ts';

const ID = 'CBB1CEAA0390A4886247A688';
let stage: Stage;
const books = () => stage.vendor('telecomx').books();
/** Waits for the view on top to hold this, in a word or in an input. */
const shows = (part: string) =>
  stage.slack.workspace.waitFor(() => JSON.stringify(stage.slack.workspace.views('ada').at(-1) ?? '').includes(part));

beforeAll(async () => {
  stage = await raise({ vendors: { only: ['telecomx'] } });
});
beforeEach(() => stage.vendor('telecomx').reset());
afterAll(() => stage.close());

it('opens the form for an update of nothing, and leaves a channel alone that nobody chose', async () => {
  await stage.type(`/telecomx subscription update ${ID}`);
  await shows('"initial_value":"Planned service windows"');
  await stage.slack.workspace.submitView('ada', { Title: 'Planned work' });
  await stage.sees('Planned work: changed');
  expect(books()).toMatchObject([{ detail: { after: { title: 'Planned work', email: true, sms: false } } }]);
});

it('asks before a channel is turned off, with the change in plain sight', async () => {
  await stage.type(`/telecomx subscription update ${ID} email=no sms=yes`);
  const question = await stage.sees('Turn off e-mail for this subscription?');
  expect(wordsIn(question.blocks)).toMatch(/Yes → No[\s\S]*No → Yes/);
  expect(books()).toHaveLength(0);
  await stage.press(question, 'Turn off');
  await stage.sees('Planned service windows: changed');
  expect(books()).toMatchObject([{ detail: { after: { email: false, sms: true } } }]);
});

it('counts subscribers for everybody, and names them to the person alone', async () => {
  await stage.type(`/telecomx subscription subscribers ${ID}`);
  const counted = await stage.sees(/\d subscribers/);
  expect(counted.ephemeralFor).toBeUndefined();
  expect(stage.transcript('grace')).not.toMatch(/\S@example\.com|\+45/);
  await stage.press(counted, 'Show them to me');
  const named = await stage.sees('This is personal data');
  expect(named.ephemeralFor).toBe(stage.slack.workspace.person('ada')?.id);
  expect(stage.transcript('grace')).not.toContain('personal data');
});

it('creates, and deletes after asking', async () => {
  await stage.type(`/telecomx subscription create Roadworks email=yes reseller=${OWN_RESELLER}`);
  const created = await stage.sees('Roadworks: created');
  await stage.press(created, 'Delete');
  const question = await stage.sees('Delete this subscription?');
  expect(wordsIn(question.blocks)).toContain('Roadworks');
  await stage.press(question, 'Delete');
  await stage.sees('Subscription deleted');
  expect(books()).toHaveLength(2);
});

it('leaves neither the token nor anybody’s address in the channel or the log', () => {
  expect(stage.logged()).not.toMatch(/\S@example\.com|\+45\d{6}/);
  expect(stage.transcript('grace') + stage.logged()).not.toContain(stage.vendor('telecomx').env.TELECOMX_TOKEN);
});
