import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { raise, type Stage } from '../support/stage.ts';

let stage: Stage;
let slack: WebClient;
beforeAll(async () => {
  stage = await raise();
  const { SLACK_API_URL, SLACK_BOT_TOKEN } = stage.slack.env;
  slack = new WebClient(SLACK_BOT_TOKEN, { slackApiUrl: SLACK_API_URL! });
});
afterAll(() => stage.close());

const ada = () => stage.slack.workspace.person('ada')!.id;
const channel = () => stage.slack.workspace.channel('#operations')!.id;

/** What "Use this message" puts into the note. */
async function noteFrom(ts: string): Promise<string> {
  await stage.slack.workspace.shortcut({ as: ada(), callbackId: 'use_message', channel: channel(), ts });
  await stage.opens('Run an operation');
  await stage.slack.workspace.submitView('ada', { 'What would you like to do?': 'Add a note' });
  const { blocks } = await stage.opens('Add a note');
  const note = blocks.find(({ block_id: id }) => id === 'text') as unknown as { element: { initial_value?: string } };
  const { id } = stage.slack.workspace.views('ada').at(-1)!;
  await stage.slack.workspace.close({ as: ada(), viewId: id });
  return note.element.initial_value ?? '';
}

it('names the people, groups and channels of a message', async () => {
  const text = 'Ask @margaret, @ops-leads and #installations';
  const said = await stage.slack.workspace.say({ as: ada(), channel: channel(), text });
  expect(await noteFrom(said.ok ? said.ts : '')).toBe(text);
});

it('reads a message whose words are in blocks or attachments', async () => {
  const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'Door 7 is open' } }];
  const posted = await slack.chat.postMessage({ channel: channel(), text: 'Alert', blocks });
  expect(await noteFrom(posted.ts ?? '')).toBe('Door 7 is open');
});

it('opens all the same when Slack names nobody', async () => {
  const said = await stage.slack.workspace.say({ as: ada(), channel: channel(), text: 'Ask @gus' });
  stage.slack.workspace.slackTrouble('failing', { methods: ['users.info', 'usergroups.list'], times: 1 });
  expect(await noteFrom(said.ok ? said.ts : '')).toMatch(/^Ask @/);
});
