import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type SlackSimulator, startSlack } from '../../../sandbox/slack/index.ts';
import { MANIFEST } from './bolt-app.ts';

const OPS = 'C0OPERAT001';
let slack: SlackSimulator;
let now: number;

beforeAll(async () => {
  slack = await startSlack({ manifest: MANIFEST, now: () => now });
});
afterAll(() => slack.close());
beforeEach(() => {
  now = Date.now();
  slack.workspace.slackTrouble('none');
});

type Body = Record<string, unknown> & { ok: boolean; error?: string };

const send = (method: string, args: Record<string, unknown>, token: string | null = slack.env.SLACK_BOT_TOKEN!) =>
  fetch(`${slack.env.SLACK_API_URL}${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(args),
  });
const call = async (method: string, args: Record<string, unknown> = {}, token?: string | null): Promise<Body> =>
  (await (await send(method, args, token)).json()) as Body;

const text = (value: string) => ({ type: 'section', text: { type: 'mrkdwn', text: value } });
const modal = (more: object = {}) => ({
  type: 'modal',
  title: { type: 'plain_text', text: 'A form' },
  blocks: [],
  ...more,
});

/** A trigger as the bot would get it. */
async function trigger(): Promise<string> {
  await slack.workspace.shortcut({ as: 'ada', callbackId: 'carry' });
  const body = slack.workspace.exchanges().findLast(({ between }) => between === 'slack-to-bot')!.requestBody;
  return JSON.parse(new URLSearchParams(body).get('payload')!).trigger_id;
}

beforeAll(() => slack.connectBot('http://127.0.0.1:1'));

describe('tokens', () => {
  it('are needed, must be right, and are told apart', async () => {
    expect(await call('auth.test', {}, null)).toEqual({ ok: false, error: 'not_authed' });
    expect(await call('auth.test', {}, 'xoxb-wrong')).toEqual({ ok: false, error: 'invalid_auth' });
    expect(await call('apps.connections.open')).toMatchObject({ error: 'not_allowed_token_type' });
    expect(await call('auth.test')).toMatchObject({ ok: true, user_id: 'U0BELLHOP01', bot_id: 'B0BELLHOP01' });
    expect(await call('chat.sing')).toMatchObject({ ok: false, error: 'unknown_method' });
  });

  it('only allow what the manifest asks for', async () => {
    const poor = await startSlack({ manifest: { ...MANIFEST, oauth_config: { scopes: { bot: ['chat:write'] } } } });
    const response = await fetch(`${poor.env.SLACK_API_URL}users.info`, {
      method: 'POST',
      headers: { authorization: `Bearer ${poor.env.SLACK_BOT_TOKEN}` },
    });
    const missing = { ok: false, error: 'missing_scope', needed: 'users:read', provided: 'chat:write' };
    expect(await response.json()).toEqual(missing);
    await poor.close();
  });
});

describe('chat', () => {
  it.each([
    ['where the bot is no member', { channel: 'C0RANDOM001', text: 'x' }, 'not_in_channel'],
    ['in a private channel without the bot', { channel: 'C0BOARD0001', text: 'x' }, 'channel_not_found'],
    ['nowhere', { channel: 'C0NOWHERE01', text: 'x' }, 'channel_not_found'],
    ['in an archived channel', { channel: 'C0OLDROLL01', text: 'x' }, 'is_archived'],
    ['without words', { channel: OPS, text: ' ' }, 'no_text'],
    ['with blocks that are no list', { channel: OPS, text: 'x', blocks: '{' }, 'invalid_blocks_format'],
    [
      'with too much text in all',
      { channel: OPS, text: 'x', blocks: Array(5).fill(text('y'.repeat(2800))) },
      'msg_blocks_too_long',
    ],
    ['with text twice', { channel: OPS, text: 'x', markdown_text: 'y' }, 'markdown_text_conflict'],
  ])('does not post %s', async (_, args, error) => {
    const before = slack.workspace.posts().length;
    expect(await call('chat.postMessage', args)).toMatchObject({ ok: false, error });
    expect(slack.workspace.posts()).toHaveLength(before);
  });

  it('says what is wrong with blocks, and where', async () => {
    const answer = await call('chat.postMessage', { channel: OPS, text: 'x', blocks: [text('y'.repeat(3001))] });
    const fault = 'must be less than 3001 characters [json-pointer:/blocks/0/text/text]';
    expect(answer).toEqual({
      ok: false,
      error: 'invalid_blocks',
      errors: [fault],
      response_metadata: { messages: [`[ERROR] ${fault}`] },
    });
  });

  it('takes forms as well as JSON, fills in ids and defaults, and keeps the books', async () => {
    const before = slack.workspace.posts().length;
    const response = await fetch(`${slack.env.SLACK_API_URL}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${slack.env.SLACK_BOT_TOKEN}` },
      body: new URLSearchParams({ channel: '#operations', text: 'Hi', blocks: JSON.stringify([text('Hi')]) }),
    });
    const answer = (await response.json()) as { ts: string; channel: string; message: { blocks: object[] } };
    expect(answer).toMatchObject({ ok: true, channel: OPS, message: { bot_id: 'B0BELLHOP01', team: 'T0BELLHOP01' } });
    expect(answer.message.blocks[0]).toMatchObject({ block_id: expect.any(String), text: { verbatim: false } });
    expect(slack.workspace.posts().slice(before)).toMatchObject([{ way: 'chat.postMessage', message: { text: 'Hi' } }]);
  });

  it('opens the direct message when given a person', async () => {
    const answer = await call('chat.postMessage', { channel: 'U0ADA000001', text: 'Psst' });
    const opened = await call('conversations.open', { users: 'U0ADA000001' });
    expect(answer.channel).toBe((opened.channel as { id: string }).id);
    expect(slack.workspace.messages('ada', 'U0ADA000001').at(-1)).toMatchObject({ text: 'Psst' });
    expect(slack.workspace.messages('grace', String(answer.channel))).toEqual([]);
  });

  it('updates and deletes its own messages only, and keeps blocks nobody mentions', async () => {
    const { ts } = await call('chat.postMessage', { channel: OPS, text: 'One', blocks: [text('One')] });
    expect(await call('chat.update', { channel: OPS, ts, text: 'Two' })).toMatchObject({ ok: true, text: 'Two' });
    expect(slack.workspace.messages('ada', OPS).at(-1)).toMatchObject({ text: 'Two', edited: true, blocks: [{}] });
    await call('chat.update', { channel: OPS, ts, text: 'Three', blocks: [] });
    expect(slack.workspace.messages('ada', OPS).at(-1)).not.toHaveProperty('blocks');
    expect(await call('chat.delete', { channel: OPS, ts })).toMatchObject({ ok: true });
    expect(await call('chat.update', { channel: OPS, ts, text: 'Four' })).toMatchObject({ error: 'message_not_found' });
    const said = await slack.workspace.say({ as: 'ada', channel: OPS, text: 'mine' });
    const theirs = { channel: OPS, ts: said.ok ? said.ts : '' };
    expect(await call('chat.update', { ...theirs, text: 'x' })).toMatchObject({ error: 'cant_update_message' });
    expect(await call('chat.delete', theirs)).toMatchObject({ error: 'cant_delete_message' });
  });

  it('shows an ephemeral to one member of the channel', async () => {
    expect(await call('chat.postEphemeral', { channel: OPS, user: 'U0GRACE0001', text: 'Only Grace' })).toMatchObject({
      ok: true,
    });
    expect(slack.workspace.messages('grace', OPS).at(-1)).toMatchObject({ ephemeralFor: 'U0GRACE0001' });
    expect(slack.workspace.messages('ada', OPS).map((message) => message.text)).not.toContain('Only Grace');
    const outsider = { channel: 'C0INSTALL01', user: 'U0GUEST0001', text: 'x' };
    expect(await call('chat.postEphemeral', outsider)).toMatchObject({ error: 'user_not_in_channel' });
  });
});

it('takes an ephemeral for a thread without replies, and shows it to nobody', async () => {
  const { ts } = await call('chat.postMessage', { channel: OPS, text: 'A card' });
  const ephemeral = { channel: OPS, user: 'U0GRACE0001', thread_ts: ts };
  const seen = () => slack.workspace.messages('grace', OPS).map(({ text: words }) => words);
  expect(await call('chat.postEphemeral', { ...ephemeral, text: 'Too early' })).toMatchObject({ ok: true });
  expect(seen()).not.toContain('Too early');
  await call('chat.postMessage', { channel: OPS, thread_ts: ts, text: 'A reply' });
  await call('chat.postEphemeral', { ...ephemeral, text: 'In time' });
  expect(seen()).toContain('In time');
});

describe('views', () => {
  it('open once per trigger, within three seconds', async () => {
    const trigger_id = await trigger();
    expect(await call('views.open', { trigger_id, view: modal() })).toMatchObject({
      ok: true,
      view: { type: 'modal' },
    });
    expect(await call('views.open', { trigger_id, view: modal() })).toMatchObject({ error: 'exchanged_trigger_id' });
    const late = await trigger();
    now += 3001;
    expect(await call('views.open', { trigger_id: late, view: modal() })).toMatchObject({
      error: 'expired_trigger_id',
    });
    expect(await call('views.open', { trigger_id: 'x', view: modal() })).toMatchObject({ error: 'invalid_trigger_id' });
  });

  it('stack three high', async () => {
    await call('views.open', { trigger_id: await trigger(), view: modal() });
    const push = async () => (await call('views.push', { trigger_id: await trigger(), view: modal() })).error;
    expect([await push(), await push(), await push()]).toEqual([undefined, undefined, 'push_limit_reached']);
    const views = slack.workspace.views('ada');
    expect(views.map(({ rootViewId }) => rootViewId)).toEqual(Array(3).fill(views[0]!.id));
    expect(views.map(({ previousViewId }) => previousViewId)).toEqual([undefined, views[0]!.id, views[1]!.id]);
  });

  it('change only under the hash they were seen with', async () => {
    const opened = await call('views.open', { trigger_id: await trigger(), view: modal() });
    const { id: view_id, hash } = opened.view as { id: string; hash: string };
    expect(await call('views.update', { view_id, hash, view: modal() })).toMatchObject({ ok: true });
    expect(await call('views.update', { view_id, hash, view: modal() })).toMatchObject({ error: 'hash_conflict' });
    expect(await call('views.update', { view_id: 'V0', view: modal() })).toMatchObject({ error: 'not_found' });
  });

  it('are refused with their faults, when too large, and when an external_id is taken', async () => {
    const trigger_id = await trigger();
    const open = (view: object) => call('views.open', { trigger_id, view });
    const fault = '[ERROR] must be less than 25 characters [json-pointer:/view/title/text]';
    const long = modal({ title: { type: 'plain_text', text: 'x'.repeat(25) } });
    expect(await open(long)).toMatchObject({ error: 'invalid_arguments', response_metadata: { messages: [fault] } });
    expect(await open(modal({ blocks: Array(90).fill(text('y'.repeat(3000))) }))).toMatchObject({
      error: 'view_too_large',
    });
    expect(await open(modal({ external_id: 'mine' }))).toMatchObject({ ok: true });
    const second = await call('views.push', { trigger_id: await trigger(), view: modal({ external_id: 'mine' }) });
    expect(second).toMatchObject({ error: 'duplicate_external_id' });
    const updated = await call('views.update', { external_id: 'mine', view: modal({ external_id: 'mine' }) });
    expect(updated).toMatchObject({ ok: true });
  });

  it('publish the Home tab of one person, never a modal', async () => {
    const user_id = 'U0GRACE0001';
    expect(await call('views.publish', { user_id, view: modal() })).toMatchObject({ error: 'invalid_arguments' });
    expect(await call('views.publish', { user_id, view: { type: 'home', blocks: [text('Hello')] } })).toMatchObject({
      ok: true,
    });
    expect(slack.workspace.home('grace')).toMatchObject({ type: 'home' });
    const gone = { user_id: 'U0DORIAN001', view: { type: 'home', blocks: [] } };
    expect(await call('views.publish', gone)).toMatchObject({ error: 'user_not_found' });
  });
});

describe('look-ups', () => {
  it.each([
    ['ada', { is_admin: false, is_restricted: false, deleted: false }],
    ['margaret', { is_admin: true }],
    ['gus', { is_restricted: true, is_ultra_restricted: true }],
    ['sam', { is_stranger: true, team_id: 'T0PARTNER01' }],
    ['dorian', { deleted: true }],
    ['porter', { is_bot: true }],
  ])('tells what kind of person %s is', async (handle, flags) => {
    const user = slack.workspace.person(handle)!.id;
    expect((await call('users.info', { user })).user).toMatchObject({ id: user, name: handle, ...flags });
  });

  it('knows channels, members and the user group', async () => {
    const info = await call('conversations.info', { channel: 'C0RANDOM001' });
    expect(info.channel).toMatchObject({ name: 'random', is_member: false, is_private: false });
    expect(await call('conversations.info', { channel: 'C0BOARD0001' })).toMatchObject({ error: 'channel_not_found' });
    expect((await call('conversations.members', { channel: OPS })).members).toContain('U0STRANGER1');
    const [group] = (await call('usergroups.list')).usergroups as { id: string; handle: string }[];
    expect(group).toMatchObject({ handle: 'ops-leads' });
    expect((await call('usergroups.users.list', { usergroup: group!.id })).users).toEqual([
      'U0GRACE0001',
      'U0MARGARET1',
    ]);
    expect(await call('users.info', { user: 'U0NOBODY001' })).toMatchObject({ error: 'user_not_found' });
  });
});

describe('trouble on demand', () => {
  it('limits, fails or spares by method and by count', async () => {
    slack.workspace.slackTrouble('rate_limited', { methods: ['users.info'], times: 1 });
    expect((await call('auth.test')).ok).toBe(true);
    const limited = await send('users.info', { user: 'U0ADA000001' });
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '2']);
    expect((await call('users.info', { user: 'U0ADA000001' })).ok).toBe(true);
    slack.workspace.slackTrouble('failing');
    expect((await send('auth.test', {})).status).toBe(500);
  });
});
