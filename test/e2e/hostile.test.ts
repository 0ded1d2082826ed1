import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostileText } from '../support/hostile-text.ts';
import { interaction, send, sign } from '../support/signed.ts';
import { raise, type Stage } from '../support/stage.ts';

let stage: Stage;
let secret: string;

beforeAll(async () => {
  stage = await raise();
  secret = stage.slack.env.SLACK_SIGNING_SECRET ?? '';
});
afterAll(() => stage.close());

const now = (): number => Math.floor(Date.now() / 1000);
let serial = 0;
const nextSerial = (): number => ++serial;
/** A slash command as Slack posts it. */
const command = (text: string, more: Record<string, string> = {}): string =>
  new URLSearchParams({
    command: '/pmp',
    text,
    user_id: 'U0ADA000001',
    team_id: 'T0SANDBOX01',
    channel_id: 'C0OPERAT001',
    trigger_id: `1.${nextSerial()}.x`,
    response_url: `${stage.slack.url}/commands/none`,
    ...more,
  }).toString();
const user = { id: 'U0ADA000001', team_id: 'T0SANDBOX01' };

const stillServes = async (): Promise<void> => {
  const { status, body } = await send(stage.bot.port, { secret, body: command('help') });
  expect(status).toBe(200);
  expect(body).toContain('lead search');
};

describe('who gets in', () => {
  it('answers what is signed right', stillServes);

  it.each([
    ['a wrong signature', () => ({ signature: sign('another secret', now(), 'x') })],
    ['no signature', () => ({ signature: '' })],
    ['a signature of another length', () => ({ signature: 'v0=abc' })],
    ['a stamp of six minutes ago', () => ({ stamp: now() - 360 })],
    ['a stamp six minutes ahead', () => ({ stamp: now() + 360 })],
    ['a stamp that is no number', () => ({ stamp: 'soon' })],
    ['a stamp that is not whole', () => ({ stamp: `${now()}.5` })],
  ])('refuses %s', async (_, wrong) => {
    expect(await send(stage.bot.port, { secret, body: command('help'), ...wrong() })).toEqual({
      status: 401,
      body: '',
    });
  });

  it('answers the second delivery of the very same request like the first', async () => {
    const body = command('help');
    const request = { secret, body, stamp: now() };
    const first = await send(stage.bot.port, request);
    expect(first).toMatchObject({ status: 200, body: expect.stringContaining('lead search') });
    expect(await send(stage.bot.port, request)).toEqual(first);
  });

  it('handles a request once that arrives twice at the same moment, and answers both alike', async () => {
    const request = { secret, body: command('lead search acme'), stamp: now() };
    const [first, second] = await Promise.all([send(stage.bot.port, request), send(stage.bot.port, request)]);
    expect(first.status).toBe(200);
    expect(second).toEqual(first);
  });

  it('answers a malformed request alike however often it comes', async () => {
    const request = { secret, body: 'payload=%7Bnope', stamp: now() };
    expect((await send(stage.bot.port, request)).status).toBe(400);
    expect((await send(stage.bot.port, request)).status).toBe(400);
  });

  it('keeps an idle connection longer than load balancers do', async () => {
    const { headers } = await fetch(`http://127.0.0.1:${stage.bot.port}/healthz`);
    expect(headers.get('keep-alive')).toBe('timeout=75');
  });

  it('lets Slack check the connection and the address', async () => {
    expect((await send(stage.bot.port, { secret, body: 'ssl_check=1&token=x', signature: '' })).status).toBe(200);
    const challenge = JSON.stringify({ type: 'url_verification', challenge: 'abc' });
    const answer = await send(stage.bot.port, { secret, body: challenge, contentType: 'application/json' });
    expect(JSON.parse(answer.body)).toEqual({ challenge: 'abc' });
  });

  it('reads a form whose content type names a charset', async () => {
    const contentType = 'application/x-www-form-urlencoded; charset=utf-8';
    expect((await send(stage.bot.port, { secret, body: command('help'), contentType })).status).toBe(200);
  });

  it('says whether it lives and whether it is ready, and nothing at other addresses', async () => {
    const at = async (path: string) => (await fetch(`http://127.0.0.1:${stage.bot.port}${path}`)).status;
    expect([await at('/healthz'), await at('/readyz'), await at('/slack/events'), await at('/../etc/passwd')]).toEqual([
      200, 200, 404, 404,
    ]);
  });
});

describe('bodies nobody should send', () => {
  it.each([
    ['10 MB', 'x'.repeat(10 * 1024 * 1024), 413],
    ['nothing', '', 400],
    ['a payload that is no JSON', 'payload=%7Bnope', 400],
    ['JSON that is no object', 'payload=%22text%22', 400],
    ['an array', 'payload=%5B%5D', 400],
    ['null', 'payload=null', 400],
    ['fields that are no command', 'a=b', 400],
  ])('%s', async (_, body, expected) => {
    const answer = await Promise.race([
      send(stage.bot.port, { secret, body }).then(
        ({ status }) => status,
        // The connection is closed while a body that is too large is still on its way.
        () => 413,
      ),
      new Promise((resolve) => setTimeout(resolve, 5_000, 'silence')),
    ]);
    expect(answer).toBe(expected);
    await stillServes();
  });

  it('a sender who breaks off in the middle', async () => {
    const socket = connect(stage.bot.port, '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write('POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf');
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    await stillServes();
  });
});

describe('interactions that do not fit', () => {
  const view = (more: Record<string, unknown>) => ({
    type: 'view_submission',
    user,
    team: { id: 'T0SANDBOX01' },
    trigger_id: '1.2.3',
    view: {
      id: 'V1',
      type: 'modal',
      callback_id: 'form',
      private_metadata: '',
      blocks: [],
      state: { values: {} },
      ...more,
    },
  });
  const state = {
    operation: 'pmp.lead.search',
    key: 'k',
    draft: 'd',
    origin: { door: 'command', team: 'T0SANDBOX01', private: false },
  };

  it.each([
    ['a form without its state', view({})],
    ['a form with a state of another program', view({ private_metadata: '{"a":1}' })],
    [
      'a form for an unknown operation',
      view({ private_metadata: JSON.stringify({ ...state, operation: 'no.such.thing' }) }),
    ],
    ['a view of an unknown kind', view({ callback_id: 'somebody-elses' })],
    ['a picker without its state', view({ callback_id: 'picker' })],
  ])('%s ends with a word, not with silence', async (_, payload) => {
    const { status, body } = await send(stage.bot.port, { secret, body: interaction(payload) });
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ response_action: 'update' });
  });

  it('a form whose state is missing asks for what is missing', async () => {
    const payload = view({ private_metadata: JSON.stringify(state) });
    const { status, body } = await send(stage.bot.port, { secret, body: interaction(payload) });
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual({ response_action: 'errors', errors: { key: 'This is needed.' } });
  });

  it.each([
    ['an unknown button', { action_id: 'nobody', value: 'x' }],
    ['a button with a broken value', { action_id: 'next:0', value: '{' }],
    ['a page that never was', { action_id: 'page:0', value: '{"snapshot":"x","page":99999}' }],
    ['a page below the first', { action_id: 'page:0', value: '{"snapshot":"x","page":-1}' }],
    ['a retry of nothing', { action_id: 'retry:0', value: 'BH-000000' }],
    ['a confirmation of nothing', { action_id: 'confirm:0', value: 'BH-000000' }],
    ['a select where a button was', { action_id: 'next:0', type: 'static_select', selected_option: null }],
  ])('%s is acknowledged', async (_, action) => {
    const payload = {
      type: 'block_actions',
      user,
      team: { id: 'T0SANDBOX01' },
      channel: { id: 'C0OPERAT001', name: 'operations' },
      container: { type: 'message', message_ts: '1.1', channel_id: 'C0OPERAT001', is_ephemeral: false },
      trigger_id: '1.2.3',
      response_url: `${stage.slack.url}/actions/none`,
      actions: [{ type: 'button', block_id: 'b', action_ts: '1.2', ...action }],
    };
    expect((await send(stage.bot.port, { secret, body: interaction(payload) })).status).toBe(200);
    await stillServes();
  });

  it('type-ahead of a field nobody knows gets no options', async () => {
    const payload = {
      type: 'block_suggestion',
      user,
      team: { id: 'T' },
      action_id: 'x',
      block_id: 'y',
      value: 'a',
      view: { id: 'V' },
    };
    const { body } = await send(stage.bot.port, { secret, body: interaction(payload) });
    expect(JSON.parse(body)).toEqual({ options: [] });
  });
});

it('answers any command text within a second, and never crashes', async () => {
  await fc.assert(
    fc.asyncProperty(hostileText, fc.constantFrom('', 'lead search ', 'lead get ', 'help '), async (text, start) => {
      const began = performance.now();
      const { status } = await send(stage.bot.port, { secret, body: command(start + text) });
      expect(status).toBe(200);
      expect(performance.now() - began).toBeLessThan(1_000);
    }),
    { numRuns: 60 },
  );
  await stillServes();
});

it('kept every key to itself through all of this', () => {
  const secrets = [secret, stage.slack.env.SLACK_BOT_TOKEN];
  for (const one of secrets) expect(stage.logged()).not.toContain(one);
});
