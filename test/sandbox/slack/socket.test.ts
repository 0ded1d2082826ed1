import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Stage, stageOverSocket } from './bolt-app.ts';

let stage: Stage;
const OPS = '#operations';
const texts = () => stage.workspace.messages('ada', OPS).map(({ text }) => text);

beforeEach(async () => {
  stage = await stageOverSocket({ ackMs: 300 });
});
afterEach(() => stage.stop());

describe('a Bolt app in Socket Mode', () => {
  it('gets commands through the socket, and its acknowledgement is shown', async () => {
    stage.app.command('/porter', async ({ ack, command, respond }) => {
      await ack(`Carrying ${command.text}`);
      await respond({ response_type: 'in_channel', text: 'Carried' });
    });
    await stage.workspace.command({ as: 'ada', channel: OPS, text: '/porter a bag' });
    await stage.workspace.waitFor(() => texts().length === 2);
    expect(texts()).toEqual(['Carrying a bag', 'Carried']);
    expect(stage.slack.connection()).toEqual({ mode: 'socket' });
    const [exchange] = stage.workspace.exchanges().filter(({ between }) => between === 'slack-to-bot');
    expect(JSON.parse(exchange!.requestBody)).toMatchObject({
      type: 'slash_commands',
      accepts_response_payload: true,
      payload: { command: '/porter', text: 'a bag' },
    });
    expect(JSON.parse(exchange!.responseBody)).toMatchObject({ payload: { text: 'Carrying a bag' } });
  });

  it('opens modals, answers submissions and hears events', async () => {
    const plain = (text: string) => ({ type: 'plain_text', text }) as const;
    stage.app.shortcut('carry', async ({ ack, shortcut, client }) => {
      await ack();
      const element = { type: 'plain_text_input', action_id: 'v' } as const;
      const blocks = [{ type: 'input', block_id: 'what', label: plain('What'), element } as const];
      const view = {
        type: 'modal',
        callback_id: 'form',
        title: plain('Carry'),
        submit: plain('Carry'),
        blocks,
      } as const;
      await client.views.open({ trigger_id: shortcut.trigger_id, view });
    });
    stage.app.view('form', async ({ ack }) => ack({ response_action: 'errors', errors: { what: 'Too heavy' } }));
    await stage.workspace.shortcut({ as: 'ada', callbackId: 'carry' });
    await stage.workspace.waitFor(() => stage.workspace.views('ada').length > 0);
    const refused = { ok: true, errors: { what: 'Too heavy' } };
    expect(await stage.workspace.submitView('ada', { What: 'a piano' })).toEqual(refused);

    stage.app.event('app_home_opened', async ({ event, client }) => {
      await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [] } });
    });
    await stage.workspace.openHome('ada');
    await stage.workspace.waitFor(() => stage.workspace.home('ada'));
  });

  it('times out when it does not acknowledge', async () => {
    stage.app.command('/porter', async () => {});
    await stage.workspace.command({ as: 'ada', channel: OPS, text: '/porter' });
    expect(texts()).toEqual(['/porter failed with the error "operation_timeout"']);
  });

  it('is gone after a disconnect until it comes back', async () => {
    stage.slack.disconnectSockets();
    await stage.workspace.waitFor(() => stage.slack.connection().mode === 'http');
    await stage.workspace.command({ as: 'ada', channel: OPS, text: '/porter' });
    expect(texts()).toEqual(['/porter failed with the error "dispatch_failed"']);
  });

  it('needs a ticket, and a ticket opens one socket', async () => {
    const url = `${stage.slack.url}/link?ticket=made-up`.replace('http', 'ws');
    const socket = new (await import('ws')).WebSocket(url);
    const refused = new Promise<string>((resolve) => socket.once('error', ({ message }) => resolve(message)));
    expect(await refused).toContain('403');
  });
});
