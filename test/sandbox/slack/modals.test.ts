import type { BlockAction, ViewClosedAction, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Stage, stageOverHttp } from './bolt-app.ts';
import { COLOURS, form, input, option, plain } from './parts.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await stageOverHttp({ ackMs: 300 });
});
afterEach(() => stage.stop());

/** Has Ada open the form through the global shortcut. */
async function openForm(view = form()): Promise<void> {
  stage.app.shortcut('carry', async ({ ack, client, shortcut }) => {
    await ack();
    await client.views.open({ trigger_id: shortcut.trigger_id, view });
  });
  expect(await stage.workspace.shortcut({ as: 'ada', callbackId: 'carry' })).toEqual({ ok: true });
  await stage.workspace.waitFor(() => stage.workspace.views('ada').length > 0);
}

describe('a modal', () => {
  it('reports every input on submission, initial values included', async () => {
    let body: ViewSubmitAction | undefined;
    stage.app.view('form', async (args) => {
      body = args.body as ViewSubmitAction;
      await args.ack();
    });
    await openForm();
    expect(await stage.workspace.submitView('ada')).toEqual({ ok: true });
    expect(body!.view.state.values).toEqual({
      what: { v: { type: 'plain_text_input', value: 'a suitcase' } },
      colour: { v: { type: 'static_select', selected_option: { value: 'r', text: { ...plain('Red'), emoji: true } } } },
      tags: { v: { type: 'checkboxes', selected_options: [] } },
      due: { v: { type: 'datepicker', selected_date: '2026-12-24' } },
      weight: { v: { type: 'number_input', value: null } },
      owner: { v: { type: 'external_select', selected_option: null } },
    });
    expect(body).toMatchObject({ type: 'view_submission', response_urls: [], view: { private_metadata: 'key' } });
    expect(stage.workspace.views('ada')).toEqual([]);
  });

  it('turns labels into the values Slack reports, asking the bot for external options', async () => {
    let values: unknown;
    stage.app.options<'block_suggestion'>({ action_id: 'v' }, async ({ ack, body }) =>
      ack({ options: [option(`Grace (${body.value})`, 'acc-7')] }),
    );
    stage.app.view('form', async ({ ack, view }) => {
      values = view.state.values;
      await ack();
    });
    await openForm();
    await stage.workspace.submitView('ada', {
      What: 'a <trunk> & more',
      Colour: 'Green',
      Tags: ['Red', 'g'],
      Due: '2027-01-02',
      Weight: 12,
      Owner: 'acc-7',
    });
    expect(values).toMatchObject({
      what: { v: { value: 'a <trunk> & more' } },
      colour: { v: { selected_option: { value: 'g' } } },
      tags: { v: { selected_options: [{ value: 'r' }, { value: 'g' }] } },
      due: { v: { selected_date: '2027-01-02' } },
      weight: { v: { value: '12' } },
      owner: { v: { selected_option: { value: 'acc-7', text: { text: 'Grace (acc-7)' } } } },
    });
  });

  it("is checked by Slack's own form before the bot is asked", async () => {
    let asked = 0;
    stage.app.view('form', async ({ ack }) => {
      asked += 1;
      await ack();
    });
    await openForm();
    expect(await stage.workspace.submitView('ada', { What: null, Weight: '31' })).toEqual({
      ok: true,
      errors: { what: 'Please complete this required field.', weight: 'Enter a number that is 30 or less.' },
    });
    expect(asked).toBe(0);
    expect(await stage.workspace.submitView('ada', { What: 'a bag', Weight: '30' })).toEqual({ ok: true });
  });

  it('stays open with errors, and keeps what was typed', async () => {
    stage.app.view('form', async ({ ack }) => ack({ response_action: 'errors', errors: { what: 'Too heavy' } }));
    await openForm();
    const answer = await stage.workspace.submitView('ada', { What: 'a piano' });
    expect(answer).toEqual({ ok: true, errors: { what: 'Too heavy' } });
    expect(stage.workspace.views('ada')[0]!.state.values.what).toEqual({
      v: { type: 'plain_text_input', value: 'a piano' },
    });
  });

  it('says trouble when errors name no input, when the bot is silent, and when the next view is refused', async () => {
    const acks: object[] = [
      { response_action: 'errors', errors: { nowhere: 'x' } },
      { response_action: 'update', view: form({ title: plain('x'.repeat(25)) }) },
    ];
    stage.app.view('form', async ({ ack }) => {
      const next = acks.shift();
      if (next) await ack(next as never);
    });
    await openForm();
    const errors: string[] = [];
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const answer = await stage.workspace.submitView('ada');
      errors.push(answer.ok ? 'accepted' : answer.error);
    }
    expect(errors[0]).toContain('name input blocks of this view');
    expect(errors[1]).toContain('must be less than 25 characters [json-pointer:/view/title/text]');
    expect(errors[2]).toContain('operation_timeout');
    expect(stage.workspace.views('ada')).toHaveLength(1);
  });

  it('is updated, pushed up to three high, and cleared by the acknowledgement', async () => {
    const acks: object[] = [
      { response_action: 'update', view: form({ callback_id: 'form', title: plain('Second') }) },
      { response_action: 'push', view: form({ title: plain('On top') }) },
      { response_action: 'push', view: form({ title: plain('Higher') }) },
      { response_action: 'push', view: form({ title: plain('Too high') }) },
      { response_action: 'clear' },
    ];
    stage.app.view('form', async ({ ack }) => ack(acks.shift() as never));
    await openForm();
    const titles = () => stage.workspace.views('ada').map((view) => (view as unknown as ModalView).title.text);
    await stage.workspace.submitView('ada', { What: 'kept' });
    expect(titles()).toEqual(['Second']);
    expect(stage.workspace.views('ada')[0]!.state.values.what).toMatchObject({ v: { value: 'kept' } });
    await stage.workspace.submitView('ada');
    await stage.workspace.submitView('ada');
    expect(titles()).toEqual(['Second', 'On top', 'Higher']);
    expect(await stage.workspace.submitView('ada')).toMatchObject({ ok: false });
    await stage.workspace.submitView('ada');
    expect(titles()).toEqual([]);
  });

  it.each([
    [true, [true, true]],
    [false, []],
  ])('with notify_on_close %s tells the bot that all its views were closed: %j', async (notify_on_close, expected) => {
    const closed: unknown[] = [];
    stage.app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack, body }) => {
      closed.push((body as ViewClosedAction).is_cleared);
      await ack();
    });
    stage.app.view('form', async ({ ack }) => ack({ response_action: 'push', view: form({ notify_on_close }) }));
    await openForm(form({ notify_on_close }));
    await stage.workspace.submitView('ada');
    await stage.workspace.close({ as: 'ada', viewId: stage.workspace.views('ada')[1]!.id, all: true });
    expect(closed).toEqual(expected);
    expect(stage.workspace.views('ada')).toEqual([]);
  });

  it('is uncovered when only the view on top is closed', async () => {
    stage.app.view('form', async ({ ack }) => ack({ response_action: 'push', view: form() }));
    await openForm();
    await stage.workspace.submitView('ada');
    const [below, top] = stage.workspace.views('ada');
    expect(await stage.workspace.close({ as: 'ada', viewId: below!.id })).toMatchObject({ ok: false });
    await stage.workspace.close({ as: 'ada', viewId: top!.id });
    expect(stage.workspace.views('ada').map(({ id }) => id)).toEqual([below!.id]);
  });

  it('sends block_actions from an input that dispatches, with the state and the view', async () => {
    let body: BlockAction | undefined;
    stage.app.action('v', async (args) => {
      body = args.body as BlockAction;
      await args.ack();
      await args.client.views.update({
        view_id: body!.view!.id,
        hash: body!.view!.hash,
        view: form({ blocks: [input('Colour', { type: 'static_select', options: COLOURS })] }),
      });
    });
    const blocks = [
      input('Colour', { type: 'static_select', options: COLOURS }, { dispatch_action: true }),
      input('What', { type: 'plain_text_input' }),
    ];
    await openForm(form({ blocks }));
    await stage.workspace.fill('ada', { What: 'a bag', Colour: 'Green' });
    expect(body).toMatchObject({
      container: { type: 'view' },
      view: { state: { values: { what: { v: { value: 'a bag' } } } } },
    });
    expect(body).not.toHaveProperty('response_url');
    await stage.workspace.waitFor(() => stage.workspace.views('ada')[0]!.blocks.length === 1);
    expect(stage.workspace.views('ada')[0]!.state.values).toMatchObject({
      colour: { v: { selected_option: { value: 'g' } } },
    });
  });
});

describe('a channel menu', () => {
  it('starts where the person was, and gives a way back there', async () => {
    let body: ViewSubmitAction | undefined;
    stage.app.view('form', async (args) => {
      body = args.body as ViewSubmitAction;
      await args.ack();
    });
    stage.app.command('/porter', async ({ ack, client, command }) => {
      await ack();
      const menu = { type: 'conversations_select', default_to_current_conversation: true, response_url_enabled: true };
      await client.views.open({ trigger_id: command.trigger_id, view: form({ blocks: [input('Where', menu)] }) });
    });
    await stage.workspace.command({ as: 'ada', channel: '#random', text: '/porter' });
    await stage.workspace.waitFor(() => stage.workspace.views('ada').length > 0);
    await stage.workspace.submitView('ada');
    const [way] = body!.response_urls!;
    expect(way).toMatchObject({ block_id: 'where', action_id: 'v', channel_id: 'C0RANDOM001' });
    await fetch(way!.response_url, { method: 'POST', body: '{"text":"There","response_type":"in_channel"}' });
    expect(stage.workspace.messages('grace', '#random')).toMatchObject([{ text: 'There' }]);
  });

  it('starts where the person was also when its inputs come with an update', async () => {
    stage.app.command('/porter', async ({ ack, client, command }) => {
      await ack();
      const { view } = await client.views.open({ trigger_id: command.trigger_id, view: form({ blocks: [] }) });
      const menu = { type: 'conversations_select', default_to_current_conversation: true };
      await client.views.update({ view_id: view!.id!, view: form({ blocks: [input('Where', menu)] }) });
    });
    await stage.workspace.command({ as: 'ada', channel: '#random', text: '/porter' });
    const values = () => stage.workspace.views('ada')[0]?.state.values.where;
    const where = await stage.workspace.waitFor(values);
    expect(where).toEqual({ v: { type: 'conversations_select', selected_conversation: 'C0RANDOM001' } });
  });
});

describe('type-ahead', () => {
  it('is not asked for too short a query, and shows nothing of options Slack refuses', async () => {
    stage.app.options<'block_suggestion'>({ action_id: 'v' }, async ({ ack }) =>
      ack({ options: [option('x', 'y'.repeat(76))] }),
    );
    await openForm();
    const at = { as: 'ada', viewId: stage.workspace.views('ada')[0]!.id, blockId: 'owner', actionId: 'v' };
    expect(await stage.workspace.options({ ...at, value: '' })).toEqual({ ok: true, options: [] });
    const refused = await stage.workspace.options({ ...at, value: 'gra' });
    expect(refused).toMatchObject({ ok: false, error: expect.stringContaining('must be less than 76 characters') });
  });
});
