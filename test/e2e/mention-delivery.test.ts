import { afterEach, expect, it } from 'vitest';
import { send } from '../support/signed.ts';
import { raise, type Stage } from '../support/stage.ts';

const PROJECT = '7d733b90-a506-4d91-8c78-74c3b3be188f';
let stage: Stage;
afterEach(() => stage.close());

/** What the bot answers to a mention that Slack delivers. */
async function deliver(text: string): Promise<number> {
  const { workspace, env } = stage.slack;
  const user = workspace.person('ada')!.id;
  const channel = workspace.channel('#operations')!.id;
  const event = { type: 'app_mention', user, text, channel, ts: '1790000001.000100' };
  const body = JSON.stringify({ type: 'event_callback', team_id: 'T0SANDBOX01', event_id: 'Ev1', event });
  const secret = env.SLACK_SIGNING_SECRET ?? '';
  return (await send(stage.bot.port, { secret, body, contentType: 'application/json' })).status;
}

it('adds a note once, although Slack delivers the mention twice', async () => {
  stage = await raise();
  await Promise.all([
    deliver(`jumptech note add ${PROJECT} Ladder needed`),
    deliver(`jumptech note add ${PROJECT} Ladder needed `),
  ]);
  await stage.sees('Note added to project 7d733b90');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(stage.vendor('jumptech').books()).toHaveLength(1);
});

it('is acknowledged only when it is on record: Slack sends no acknowledged event again', async () => {
  const order: string[] = [];
  const failpoints = async (point: string, step: () => unknown): Promise<unknown> => {
    if (point !== 'journal.record') return step();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const result = await step();
    order.push('on record');
    return result;
  };
  stage = await raise({ bot: { failpoints: failpoints as never } });
  expect(await deliver('pmp lead search acme')).toBe(200);
  order.push('acknowledged');
  expect(order).toEqual(['on record', 'acknowledged']);
});

it('acknowledges what is no request, and does nothing', async () => {
  stage = await raise();
  const { workspace } = stage.slack;
  const before = workspace.messages('ada', '#operations').length;
  const event = { type: 'message', subtype: 'message_changed', channel: 'C1', ts: '1.1', hidden: true };
  const body = JSON.stringify({ type: 'event_callback', team_id: 'T0SANDBOX01', event_id: 'Ev2', event });
  const secret = stage.slack.env.SLACK_SIGNING_SECRET ?? '';
  expect((await send(stage.bot.port, { secret, body, contentType: 'application/json' })).status).toBe(200);
  expect(workspace.messages('ada', '#operations')).toHaveLength(before);
});
