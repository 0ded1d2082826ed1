import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { raise, type Stage, wordsIn } from '../support/stage.ts';

const PROJECT = '7d733b90-a506-4d91-8c78-74c3b3be188f';

describe.each([
  ['HTTP', false],
  ['Socket Mode', true],
])('over %s', (_, socket) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await raise({ socket });
    if (socket) await stage.slack.workspace.waitFor(() => stage.slack.connection().mode === 'socket');
  });
  afterEach(() => {
    stage.slack.workspace.slackTrouble('none');
    stage.vendor('jumptech').reset();
  });
  afterAll(() => stage.close());
  const ada = () => stage.slack.workspace.person('ada')!.id;

  it('runs a command, a form and a button', async () => {
    await stage.type('/pmp lead search acme');
    const list = await stage.sees(/leads found for "acme"/);
    await stage.press(list, 'Open');
    await stage.sees('Phone');
    await stage.type(`/jumptech note add ${PROJECT}`);
    await stage.opens('Add a note');
    await stage.slack.workspace.submitView('ada', { Note: 'By form' });
    await stage.sees('Note added to project 7d733b90');
    expect(stage.vendor('jumptech').books()).toHaveLength(1);
  });

  it('lets a person choose an operation from the shortcut', async () => {
    await stage.slack.workspace.shortcut({ as: ada(), callbackId: 'run_operation' });
    await stage.opens('Run an operation');
    await stage.slack.workspace.submitView('ada', { 'What would you like to do?': 'Add a note' });
    await stage.opens('Add a note');
    await stage.slack.workspace.submitView('ada', { 'Project id': PROJECT, Note: 'From the shortcut' });
    await stage.slack.workspace.waitFor(() => stage.vendor('jumptech').books().length === 1);
    // A global shortcut knows no channel: the answer comes as a direct message.
    const direct = stage.slack.workspace.state(ada()).channels.find(({ kind }) => kind === 'direct');
    await stage.slack.workspace.waitFor(() => stage.transcript('ada', direct?.id).includes('Note added'));
  });

  it('takes the text of a message into a form, and answers below it', async () => {
    const said = await stage.slack.workspace.say({
      as: ada(),
      channel: stage.slack.workspace.channel('#operations')!.id,
      text: 'The customer at no. 7 <rang> & wants "Tuesday"',
    });
    const ts = said.ok ? said.ts : '';
    await stage.slack.workspace.shortcut({
      as: ada(),
      callbackId: 'use_message',
      channel: stage.slack.workspace.channel('#operations')!.id,
      ts,
    });
    await stage.opens('Run an operation');
    await stage.slack.workspace.submitView('ada', { 'What would you like to do?': 'Add a note' });
    const form = await stage.opens('Add a note');
    expect(JSON.stringify(form.blocks)).toContain(JSON.stringify('The customer at no. 7 <rang> & wants "Tuesday"'));
    stage.mark();
    await stage.slack.workspace.submitView('ada', { 'Project id': PROJECT });
    const shown = await stage.sees('Note added to project 7d733b90');
    expect(shown.threadTs).toBe(ts);
  });

  it('draws App Home for who opens it, and its buttons open forms', async () => {
    await stage.slack.workspace.openHome(ada());
    const home = await stage.slack.workspace.waitFor(() => stage.slack.workspace.home('ada'));
    expect(wordsIn(home.blocks)).toContain('PMP CRM');
    expect(wordsIn(home.blocks)).toContain('/pmp');
  });

  it('keeps what was typed when Slack does not open the form, and offers it again', async () => {
    stage.slack.workspace.slackTrouble('failing', { methods: ['views.open'], times: 1 });
    await stage.type('/jumptech note add 123 A note worth keeping');
    const offer = await stage.sees('what you typed is kept');
    expect(offer.ephemeralFor).toBe(ada());
    await stage.press(offer, 'Add a note');
    const form = await stage.opens('Add a note');
    expect(JSON.stringify(form.blocks)).toContain('A note worth keeping');
    await stage.slack.workspace.close({ as: ada(), viewId: form.id });
  });

  it('finds another way when the response URL does not work', async () => {
    stage.slack.workspace.slackTrouble('failing', { methods: ['response_url'] });
    await stage.type('/pmp lead search acme');
    await stage.sees(/leads found for "acme"/);
    await stage.type('/pmp lead search acme', 'ada', '#random');
    const direct = stage.slack.workspace.state(ada()).channels.find(({ kind }) => kind === 'direct');
    await stage.slack.workspace.waitFor(() => stage.transcript('ada', direct?.id).includes('I cannot post in'), 8_000);
  });

  it('does an intent once, however often Slack delivers it', async () => {
    await stage.type(`/jumptech note add ${PROJECT}`);
    const form = await stage.opens('Add a note');
    const state = structuredClone(form.state.values);
    Object.assign(state.text?.value as object, { value: 'Only once' });
    const submit = () => stage.slack.workspace.submit({ as: ada(), viewId: form.id, state });
    await Promise.all([submit(), submit(), submit()]);
    await stage.sees('Note added to project 7d733b90');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(stage.vendor('jumptech').books()).toHaveLength(1);
  });
});
