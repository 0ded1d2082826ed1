import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Message, OpenView } from '../../sandbox/api.ts';
import { raise, type Stage, wordsIn } from '../support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await raise({ bot: { leaseMs: 1_000, sweepMs: 200 } });
});
afterEach(async () => {
  stage.slack.workspace.slackTrouble('none');
  for (const id of ['jumptech', 'pmp']) stage.vendor(id).reset();
  for (const view of [...workspace().views('ada')].reverse()) await workspace().close({ as: ada(), viewId: view.id });
});
afterAll(() => stage.close());

const workspace = () => stage.slack.workspace;
const ada = () => workspace().person('ada')?.id ?? '';
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const text = (message: Message | OpenView): string =>
  `${'text' in message ? message.text : ''}\n${wordsIn(message.blocks)}`;
const topView = () => workspace().views('ada').at(-1);
const showing = (words: string | RegExp) =>
  workspace().waitFor(() => {
    const view = topView();
    return view && text(view).match(words) ? view : undefined;
  }, 8_000);
const directMessages = (as = 'ada') => {
  const me = workspace().person(as)?.id ?? '';
  const direct = workspace()
    .state(me)
    .channels.find(({ kind }) => kind === 'direct');
  return direct ? workspace().messages(as, direct.id) : [];
};

describe('a modal that loads', () => {
  it.each(['not_found', 'hash_conflict', 'internal_error', 'ratelimited'])(
    'is filled although Slack answers "%s" at first',
    async (error) => {
      workspace().slackTrouble({ error }, { methods: ['views.update'], times: 2 });
      await stage.type('/pmp lead update 42');
      await showing('E-mail|Company|Status');
      expect(text(topView() as OpenView)).not.toContain('Looking up');
    },
  );

  it('asks in the form although Slack does not find the pushed view at first', async () => {
    workspace().slackTrouble({ error: 'not_found' }, { methods: ['views.update'], times: 2 });
    await stage.type('/pmp lead delete');
    await stage.opens('Delete a lead');
    await workspace().submitView('ada', { 'Lead number': '42' });
    await showing('Delete lead|cannot be undone');
  });

  it.each(['invalid_arguments', 'a_code_of_the_year_2031'])(
    'says so when Slack refuses the form (%s), and a button offers it again',
    async (error) => {
      workspace().slackTrouble({ error }, { methods: ['views.update'], times: 1 });
      await stage.type('/pmp lead update 42');
      await showing('Slack did not show the form');
      const offer = await stage.sees('what you typed is kept');
      await workspace().close({ as: ada(), viewId: topView()?.id ?? '' });
      await stage.press(offer, 'Update a lead');
      await showing('E-mail|Company|Status');
    },
  );

  it('says so when the record cannot be read', async () => {
    stage.vendor('pmp').setSwitch('failing');
    await pause(30);
    await stage.type('/pmp lead update 42');
    await showing('The record could not be read');
  });

  it('that is closed meanwhile is no error, and nothing is said', async () => {
    stage.vendor('pmp').setSwitch('slow');
    const [logged, said] = [stage.logged().length, workspace().posts().length];
    await stage.type('/pmp lead update 42');
    const view = await stage.opens('Update a lead');
    await workspace().close({ as: ada(), viewId: view.id });
    await workspace().waitFor(() => stage.logged().slice(logged).includes('view closed before it was loaded'), 10_000);
    await pause(200);
    expect(workspace().posts().length).toBe(said);
    expect(stage.logged().slice(logged)).not.toMatch(/"level":(40|50)/);
  });
});

describe('what keeps a form from asking for its confirmation', () => {
  const NOT_THERE = 'PMP has no such record';
  const submitDelete = async () => {
    await stage.type('/pmp lead delete');
    await stage.opens('Delete a lead');
    stage.mark();
    await workspace().submitView('ada', { 'Lead number': '999999' });
  };
  const messages = () => [...workspace().messages('ada', '#operations'), ...directMessages()];

  it('is said in the modal, and not in a message as well', async () => {
    const before = messages().length;
    await submitDelete();
    await showing(NOT_THERE);
    // Longer than a lease: the sweep finds nobody left to notify.
    await pause(1_500);
    expect(messages().length).toBe(before);
  });

  it('is said in a message where the modal was closed meanwhile', async () => {
    stage.vendor('pmp').setSwitch('slow');
    await pause(30);
    await submitDelete();
    await showing('Looking up');
    for (const view of [...workspace().views('ada')].reverse()) await workspace().close({ as: ada(), viewId: view.id });
    await stage.sees(NOT_THERE);
  });

  it('is said in a message where Slack does not take the view', async () => {
    workspace().slackTrouble({ error: 'invalid_arguments' }, { methods: ['views.update'], times: 1 });
    await submitDelete();
    await stage.sees(NOT_THERE);
  });
});

describe('a trigger that expired', () => {
  const gone = { error: 'expired_trigger_id' };

  it('on a shortcut leads to a button that opens the picker, for a message with its text', async () => {
    const channel = workspace().channel('#operations')?.id ?? '';
    const said = await workspace().say({ as: ada(), channel, text: 'A customer rang about the roof' });
    workspace().slackTrouble(gone, { methods: ['views.open'], times: 1 });
    stage.mark();
    await workspace().shortcut({ as: ada(), callbackId: 'use_message', channel, ts: said.ok ? said.ts : '' });
    const offer = await stage.sees('what you typed is kept');
    await stage.press(offer, 'Run an operation');
    await stage.opens('Run an operation');
    await workspace().submitView('ada', { 'What would you like to do?': 'Add a note' });
    const form = await stage.opens('Add a note');
    expect(JSON.stringify(form.blocks)).toContain('A customer rang about the roof');
  });

  it('on the global shortcut leads to a direct message with the button', async () => {
    workspace().slackTrouble(gone, { methods: ['views.open'], times: 1 });
    await workspace().shortcut({ as: ada(), callbackId: 'run_operation' });
    const offer = await workspace().waitFor(() =>
      directMessages().findLast((message) => text(message).includes('what you typed is kept')),
    );
    await stage.press(offer, 'Run an operation');
    await stage.opens('Run an operation');
  });
});
