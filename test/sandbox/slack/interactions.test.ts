import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BlockAction, MessageShortcut } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Stage, stageOverHttp } from './bolt-app.ts';
import { COLOURS, plain } from './parts.ts';

const OPS = '#operations';
let stage: Stage;

beforeEach(async () => {
  stage = await stageOverHttp({ ackMs: 300 });
});
afterEach(() => stage.stop());

describe('a button in a message', () => {
  const post = () =>
    stage.app.client.chat.postMessage({
      channel: 'C0OPERAT001',
      text: 'Record R-17 waits',
      blocks: [
        {
          type: 'section',
          text: { type: 'mrkdwn', text: 'R-17' },
          accessory: { type: 'button', text: plain('Open'), value: 'R-17' },
        },
        {
          type: 'actions',
          block_id: 'row',
          elements: [{ type: 'static_select', action_id: 'colour', options: COLOURS }],
        },
      ],
    });

  it('arrives with container, message, channel and the value of the block', async () => {
    let body: BlockAction | undefined;
    stage.app.action(/.*/, async (args) => {
      body = args.body as BlockAction;
      await args.ack();
    });
    const { ts } = await post();
    const [message] = stage.workspace.messages('grace', OPS);
    expect(await stage.workspace.press('grace', message!, 'Open')).toEqual({ ok: true });
    expect(body).toMatchObject({
      type: 'block_actions',
      user: { id: 'U0GRACE0001', username: 'grace', team_id: 'T0BELLHOP01' },
      container: { type: 'message', message_ts: ts, channel_id: 'C0OPERAT001', is_ephemeral: false },
      channel: { id: 'C0OPERAT001', name: 'operations' },
      message: { ts, user: 'U0BELLHOP01', bot_id: 'B0BELLHOP01', text: 'Record R-17 waits' },
      state: { values: { row: { colour: { type: 'static_select', selected_option: null } } } },
      actions: [{ type: 'button', value: 'R-17', text: { type: 'plain_text', text: 'Open', emoji: true } }],
    });
    expect(body!.response_url).toContain('/actions/T0BELLHOP01/');
  });

  it('reports a choice, and keeps it in the state of the message', async () => {
    const bodies: BlockAction[] = [];
    stage.app.action(/.*/, async (args) => {
      bodies.push(args.body as BlockAction);
      await args.ack();
    });
    await post();
    const [message] = stage.workspace.messages('ada', OPS);
    const at = { as: 'ada', channel: message!.channel, ts: message!.ts, blockId: 'row', actionId: 'colour' };
    await stage.workspace.action({ ...at, element: { selected_option: COLOURS[1] } });
    await stage.workspace.press('ada', message!, 'Open');
    expect(bodies[0]!.actions[0]).toMatchObject({ type: 'static_select', selected_option: COLOURS[1] });
    expect(bodies[1]!.state?.values).toMatchObject({ row: { colour: { selected_option: COLOURS[1] } } });
  });

  it('shows a warning when the bot does not answer, and nothing to press is an error too', async () => {
    stage.app.action(/.*/, async () => {});
    await post();
    const [message] = stage.workspace.messages('ada', OPS);
    const answer = await stage.workspace.press('ada', message!, 'Open');
    expect(answer).toEqual({ ok: false, error: 'This did not work: the app failed with operation_timeout.' });
    expect(await stage.workspace.press('ada', message!, 'Close')).toMatchObject({ ok: false });
  });
});

describe('shortcuts, events and steps', () => {
  it('a message shortcut carries the message, escaped in its text and raw in its rich text', async () => {
    let body: MessageShortcut | undefined;
    stage.app.shortcut('carry_message', async ({ ack, shortcut }) => {
      body = shortcut as MessageShortcut;
      await ack();
    });
    const said = await stage.workspace.say({ as: 'grace', channel: OPS, text: 'Switch & cable, ask @ada' });
    const ts = said.ok ? said.ts : '';
    expect(await stage.workspace.shortcut({ as: 'ada', callbackId: 'carry_message', channel: OPS, ts })).toEqual({
      ok: true,
    });
    expect(body).toMatchObject({
      type: 'message_action',
      callback_id: 'carry_message',
      channel: { id: 'C0OPERAT001', name: 'operations' },
      message: { user: 'U0GRACE0001', text: 'Switch &amp; cable, ask <@U0ADA000001>' },
    });
    const [block] = (body!.message as unknown as { blocks: { elements: { elements: object[] }[] }[] }).blocks;
    expect(block!.elements[0]!.elements).toEqual([
      { type: 'text', text: 'Switch & cable, ask ' },
      { type: 'user', user_id: 'U0ADA000001' },
    ]);
  });

  it('opening the Home tab lets the bot publish, and the next time shows it what is there', async () => {
    const views: unknown[] = [];
    stage.app.event('app_home_opened', async ({ event, client }) => {
      views.push(event.view);
      const blocks: KnownBlock[] = [{ type: 'section', text: { type: 'mrkdwn', text: `Hello <@${event.user}>` } }];
      await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
    });
    await stage.workspace.openHome('ada');
    await stage.workspace.waitFor(() => stage.workspace.home('ada'));
    await stage.workspace.openHome('ada');
    await stage.workspace.waitFor(() => views.length === 2);
    expect(views).toMatchObject([undefined, { type: 'home', id: stage.workspace.home('ada')!.id }]);
    expect(stage.workspace.home('grace')).toBeUndefined();
  });

  it('redelivers an unacknowledged event three times with the same event_id, as often as Slack', async () => {
    await stage.stop();
    stage = await stageOverHttp({ redeliveryMs: [0, 5, 10] });
    stage.slack.connectBot('http://127.0.0.1:1');
    await stage.workspace.openHome('ada');
    const sent = () => stage.workspace.exchanges().filter(({ between }) => between === 'slack-to-bot');
    await stage.workspace.waitFor(() => sent().length === 4);
    expect(sent().map(({ requestHeaders }) => requestHeaders['x-slack-retry-num'])).toEqual([undefined, '1', '2', '3']);
    expect(sent().at(-1)!.requestHeaders['x-slack-retry-reason']).toBe('connection_failed');
    expect(new Set(sent().map(({ requestBody }) => JSON.parse(requestBody).event_id)).size).toBe(1);
  });

  it('does not send again what the bot asked not to be sent again', async () => {
    let requests = 0;
    const server = createServer((request, response) => {
      requests += 1;
      request.resume();
      response.writeHead(500, { 'x-slack-no-retry': '1' }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await stage.stop();
    stage = await stageOverHttp({ redeliveryMs: [0, 0, 0] });
    stage.slack.connectBot(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    await stage.workspace.openHome('ada');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(requests).toBe(1);
    await new Promise((resolve) => server.close(resolve));
  });

  it('runs a custom step until the bot completes it, once', async () => {
    stage.app.function('carry_step', async ({ inputs, complete }) => {
      await complete({ outputs: { where: `behind ${inputs.what}` } });
    });
    const run = await stage.workspace.runStep('carry_step', { what: 'the door' });
    await stage.workspace.waitFor(() => run.state !== 'running');
    expect(run).toMatchObject({ state: 'succeeded', outputs: { where: 'behind the door' } });
    await expect(
      stage.app.client.functions.completeError({ function_execution_id: run.id, error: 'late' }),
    ).rejects.toMatchObject({ data: { error: 'execution_not_in_running_state' } });
  });

  it('hears what is said to it in a direct message, and nothing of other conversations', async () => {
    const heard: unknown[] = [];
    stage.app.message(async ({ message }) => {
      heard.push(message);
    });
    await stage.workspace.say({ as: 'ada', channel: OPS, text: 'among ourselves' });
    await stage.workspace.say({ as: 'ada', channel: 'U0ADA000001', text: 'hello' });
    await stage.workspace.waitFor(() => heard.length > 0);
    expect(heard).toMatchObject([{ type: 'message', channel_type: 'im', text: 'hello', user: 'U0ADA000001' }]);
  });
});
