import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { SAMPLE_SETTING_ID as ID } from '../../../sandbox/vendors/jframework/index.ts';
import { raise, type Stage, wordsIn } from '../../support/stage.ts';

let stage: Stage;
const books = () => stage.vendor('jframework').books();
/** Waits for the view on top to hold this, in a word or in an input. */
const shows = (part: string) =>
  stage.slack.workspace.waitFor(() => JSON.stringify(stage.slack.workspace.views('ada').at(-1) ?? '').includes(part));

beforeAll(async () => {
  stage = await raise({ vendors: { only: ['jframework'] } });
});
beforeEach(() => stage.vendor('jframework').reset());
afterAll(() => stage.close());

it('changes a setting by command, after showing the change and what it means', async () => {
  await stage.type(`/jframework sms update ${ID} backup phoneNumber=+4512345678`);
  const question = await stage.sees('Change this SMS setting?');
  expect(question.ephemeralFor).toBeDefined();
  expect(wordsIn(question.blocks)).toMatch(/→ \+4512345678/);
  expect(books()).toHaveLength(0);
  await stage.press(question, 'Change');
  await stage.sees('SMS Integration: changed');
  expect(books()).toMatchObject([{ detail: { phoneNumber: '+4512345678', isDefault: true, status: 'Active' } }]);
});

it('changes a setting by a form that shows what it has now', async () => {
  await stage.type(`/jframework sms update ${ID}`);
  await shows('"initial_value":"SMS Integration"');
  const view = await stage.opens('Change an SMS setting');
  expect(JSON.stringify(view.blocks)).toContain('"value":"main"');
  await stage.slack.workspace.submitView('ada', { Credentials: 'main', Status: 'Inactive' });
  await shows('Active → Inactive');
  await stage.slack.workspace.submitView('ada');
  await stage.sees('SMS Integration: changed');
  expect(books()).toMatchObject([{ detail: { status: 'Inactive', isDefault: true, name: 'SMS Integration' } }]);
});

it('refuses a sign-in that is not set up, in the form and with the names that are', async () => {
  await stage.type(`/jframework sms update ${ID} nobody status=Inactive`);
  await shows('Choose one of: main, backup');
  await stage.slack.workspace.submitView('ada', { Credentials: 'backup' });
  await shows('Change this SMS setting?');
  expect(books()).toHaveLength(0);
});

it('sends a test SMS once, however often the button is pressed', async () => {
  await stage.type('/jframework sms test sAp3wZr8kTq5lsmzhb main +4512345678 +4587654321 Is anybody there?');
  const question = await stage.sees('Send an SMS to +4587654321?');
  await stage.press(question, 'Send');
  await stage.sees('Test SMS sent to +4587654321');
  await stage.slack.workspace.press('ada', question, 'Send');
  await stage.sees('Test SMS sent to +4587654321');
  expect(books()).toMatchObject([{ detail: { outward: [{ to: '+4587654321', text: 'Is anybody there?' }] } }]);
});

it('leaves no secret in the channel, the log, the journal, or on screen', async () => {
  const onScreen = stage.transcript() + JSON.stringify(stage.slack.workspace.views('ada'));
  const everything = onScreen + stage.logged() + (await stage.kept());
  expect(everything).toContain('SMS Integration');
  expect(await stage.kept()).toContain('backup');
  expect(everything).not.toMatch(/sandbox-sms-|jframework-sandbox-auth-key/);
});
