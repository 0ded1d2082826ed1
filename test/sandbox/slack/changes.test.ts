import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { SandboxEvent } from '../../../sandbox/api.ts';
import { type SlackSimulator, startSlack } from '../../../sandbox/slack/index.ts';
import { MANIFEST } from './bolt-app.ts';

const OPS = 'C0OPERAT001';
let slack: SlackSimulator;
beforeAll(async () => {
  slack = await startSlack({ manifest: MANIFEST });
});
beforeEach(() => slack.workspace.reset());
afterAll(() => slack.close());

async function call(method: string, args: object): Promise<{ ok: boolean; error?: string; ts?: string }> {
  const response = await fetch(`${slack.env.SLACK_API_URL}${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${slack.env.SLACK_BOT_TOKEN}` },
    body: JSON.stringify(args),
  });
  return (await response.json()) as { ok: boolean; error?: string; ts?: string };
}
const post = () => call('chat.postMessage', { channel: OPS, text: 'Hello' });

// What others do to channels and people while the bot still counts on them.
it('takes no message while it is archived, and no change of one', async () => {
  const { ts } = await post();
  await slack.workspace.changeChannel(OPS, 'archive');
  expect(await post()).toMatchObject({ ok: false, error: 'is_archived' });
  expect(await call('chat.update', { channel: OPS, ts, text: 'Bye' })).toMatchObject({ error: 'is_inactive' });
  expect(await slack.workspace.say({ as: 'ada', channel: OPS, text: 'Anybody?' })).toMatchObject({ ok: false });
  await slack.workspace.changeChannel(OPS, 'unarchive');
  expect(await post()).toMatchObject({ ok: true });
  expect(await call('chat.update', { channel: OPS, ts, text: 'Bye' })).toMatchObject({ ok: true });
});

it('takes no message of a bot that was removed, until it is invited', async () => {
  await slack.workspace.changeChannel(OPS, 'remove_bot');
  expect(await post()).toMatchObject({ ok: false, error: 'not_in_channel' });
  await slack.workspace.changeChannel(OPS, 'invite_bot');
  expect(await post()).toMatchObject({ ok: true });
});

it('shows the change to those who see the channel, and forgets it with a reset', async () => {
  const heard: SandboxEvent[] = [];
  const quiet = slack.workspace.onEvent((event) => heard.push(event));
  await slack.workspace.changeChannel(OPS, 'archive');
  quiet();
  expect(heard).toMatchObject([{ type: 'channel', channel: { id: OPS, archived: true } }]);
  slack.workspace.reset();
  expect(slack.workspace.channel(OPS)?.archived).toBeUndefined();
});

it('says what cannot be changed', async () => {
  expect(await slack.workspace.changeChannel('C0NOWHERE01', 'archive')).toMatchObject({ ok: false });
});

it('deactivates a person, who then is deleted for the bot and can do nothing, and takes them back', async () => {
  const grace = async () =>
    (await call('users.info', { user: 'U0GRACE0001' })) as unknown as { user: { deleted: boolean } };
  await slack.workspace.changePerson('grace', 'leave');
  expect((await grace()).user.deleted).toBe(true);
  expect(await slack.workspace.say({ as: 'grace', channel: OPS, text: 'Bye' })).toMatchObject({ ok: false });
  expect(slack.workspace.state('ada').people.find(({ id }) => id === 'U0GRACE0001')).toMatchObject({ left: true });
  await slack.workspace.changePerson('grace', 'return');
  expect((await grace()).user.deleted).toBe(false);
  await slack.workspace.changePerson('grace', 'leave');
  slack.workspace.reset();
  expect((await grace()).user.deleted).toBe(false);
});
