import type { RespondFn } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Stage, stageOverHttp } from './bolt-app.ts';

const OPS = '#operations';
const RANDOM = '#random';
let stage: Stage;
let now: number;

beforeEach(async () => {
  now = Date.now();
  stage = await stageOverHttp({ now: () => now });
});
afterEach(() => stage.stop());

/** Runs a command and gives back its `respond`. */
async function respondOf(channel = OPS): Promise<RespondFn> {
  let found: RespondFn | undefined;
  stage.app.command('/porter', async ({ ack, respond }) => {
    found = respond;
    await ack();
  });
  await stage.workspace.command({ as: 'ada', channel, text: '/porter' });
  return found!;
}

describe('the response URL of a command', () => {
  it('posts to the person alone, or to all, even where the bot is no member', async () => {
    const respond = await respondOf(RANDOM);
    await respond({ text: 'For you' });
    await respond({ response_type: 'in_channel', text: 'For all' });
    expect(stage.workspace.messages('ada', RANDOM).map(({ text }) => text)).toEqual(['For you', 'For all']);
    expect(stage.workspace.messages('grace', RANDOM).map(({ text }) => text)).toEqual(['For all']);
  });

  it('works five times', async () => {
    const respond = await respondOf();
    for (let use = 1; use <= 5; use += 1) await respond({ text: `Use ${use}` });
    await expect(respond({ text: 'Use 6' })).rejects.toMatchObject({ statusCode: 404 });
    expect(stage.workspace.messages('ada', OPS)).toHaveLength(5);
  });

  it('works for thirty minutes', async () => {
    const respond = await respondOf();
    now += 30 * 60 * 1000;
    await respond({ text: 'Just in time' });
    now += 1;
    await expect(respond({ text: 'Too late' })).rejects.toMatchObject({ statusCode: 404 });
  });

  it('has no original to replace: the answer is a new message', async () => {
    const respond = await respondOf();
    await respond({ text: 'Working on it' });
    await respond({ text: 'Done', replace_original: true });
    expect(stage.workspace.messages('ada', OPS).map(({ text }) => text)).toEqual(['Working on it', 'Done']);
  });

  it('cannot take back what it posted', async () => {
    const respond = await respondOf();
    await respond({ text: 'Working on it' });
    await expect(respond({ delete_original: true })).rejects.toMatchObject({ statusCode: 400 });
    expect(stage.workspace.messages('ada', OPS).map(({ text }) => text)).toEqual(['Working on it']);
  });

  it('is refused when Slack would refuse the blocks, without using it up', async () => {
    const respond = await respondOf();
    const empty = { type: 'section', text: { type: 'mrkdwn', text: '' } } as const;
    for (let attempt = 0; attempt < 6; attempt += 1) {
      await expect(respond({ text: 'x', blocks: [empty] })).rejects.toMatchObject({ statusCode: 400 });
    }
    await respond({ text: 'Still there' });
  });

  it('posts into a thread', async () => {
    const respond = await respondOf();
    await respond({ text: 'Aside', response_type: 'in_channel', thread_ts: '1.000001' });
    expect(stage.workspace.messages('ada', OPS).at(-1)).toMatchObject({ text: 'Aside', threadTs: '1.000001' });
  });

  it('meets the same trouble as the Web API', async () => {
    const respond = await respondOf();
    stage.workspace.slackTrouble('failing', { methods: ['response_url'], times: 1 });
    await expect(respond({ text: 'Lost' })).rejects.toMatchObject({ statusCode: 500 });
    await respond({ text: 'Back again' });
    expect(stage.workspace.messages('ada', OPS).map(({ text }) => text)).toEqual(['Back again']);
  });
});

describe('the response URL of a button', () => {
  const button = { type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' }, value: 'R-17' } as const;
  const blocks = [{ type: 'actions', block_id: 'row', elements: [button] }] as const;

  /** Posts a message with a button for Ada, has her press it and gives back `respond`. */
  async function pressed(response_type: 'ephemeral' | 'in_channel'): Promise<RespondFn> {
    let found: RespondFn | undefined;
    stage.app.action('go', async ({ ack, respond }) => {
      found = respond;
      await ack();
    });
    const respond = await respondOf();
    await respond({ response_type, text: 'Ready?', blocks: [...blocks] as never });
    const [message] = stage.workspace.messages('ada', OPS);
    expect(await stage.workspace.press('ada', message!, 'Go')).toEqual({ ok: true });
    return found!;
  }

  it('replaces the message it came from, with or without being told', async () => {
    const respond = await pressed('in_channel');
    await respond({ replace_original: true, text: 'Going' });
    await respond({ text: 'Gone' });
    const messages = stage.workspace.messages('grace', OPS);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({ text: 'Gone', edited: true });
    expect(messages[0]).not.toHaveProperty('blocks');
  });

  it('posts beside it when told not to replace', async () => {
    const respond = await pressed('in_channel');
    await respond({ replace_original: false, response_type: 'ephemeral', text: 'Only you' });
    expect(stage.workspace.messages('ada', OPS).map(({ text }) => text)).toEqual(['Ready?', 'Only you']);
    expect(stage.workspace.messages('grace', OPS).map(({ text }) => text)).toEqual(['Ready?']);
  });

  it('replaces and deletes what only the person sees', async () => {
    const respond = await pressed('ephemeral');
    await respond({ replace_original: true, text: 'Going' });
    expect(stage.workspace.messages('ada', OPS)).toMatchObject([{ text: 'Going', ephemeralFor: 'U0ADA000001' }]);
    await respond({ delete_original: true });
    expect(stage.workspace.messages('ada', OPS)).toEqual([]);
  });
});
