import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandboxServer } from '../../../sandbox/server.ts';
import { type SlackSimulator, startSlack } from '../../../sandbox/slack/index.ts';
import { MANIFEST, type Stage, stageOverHttp } from './bolt-app.ts';
import { form, input } from './parts.ts';

const withFiles = {
  ...MANIFEST,
  oauth_config: { scopes: { bot: [...MANIFEST.oauth_config.scopes.bot, 'files:read'] } },
};
const roof = { name: 'Roof ø.JPG', type: 'image/jpeg', content: Buffer.from([0xff, 0xd8, 0, 1, 2]) };

async function uploaded(slack: SlackSimulator) {
  const answer = await slack.workspace.upload('ada', roof);
  if (!answer.ok) throw new Error(answer.error);
  return answer.file;
}

async function info(slack: SlackSimulator, file: string) {
  const response = await fetch(`${slack.env.SLACK_API_URL}files.info`, {
    method: 'POST',
    headers: { authorization: `Bearer ${slack.env.SLACK_BOT_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ file }),
  });
  return response.json();
}

const download = (file: { [key: string]: unknown }, token: string | undefined) =>
  fetch(String(file.url_private_download), {
    redirect: 'manual',
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  });

describe('files people upload', () => {
  let slack: SlackSimulator;
  beforeAll(async () => {
    slack = await startSlack({ manifest: withFiles });
  });
  afterAll(() => slack.close());

  it('are told of by id, as Slack tells of them', async () => {
    const file = await uploaded(slack);
    expect(await info(slack, file.id)).toMatchObject({ ok: true, file });
    expect(file).toMatchObject({
      ...{ name: 'Roof ø.JPG', title: 'Roof ø.JPG', mimetype: 'image/jpeg', filetype: 'jpg', size: 5, mode: 'hosted' },
      user: slack.workspace.person('ada')?.id,
      url_private_download: `${slack.url}/files-pri/T0BELLHOP01-${file.id}/download/roof%20%C3%B8.jpg`,
    });
    expect(await info(slack, 'F404')).toMatchObject({ ok: false, error: 'file_not_found' });
  });

  it('are handed to the token of the bot, and nobody else is let in', async () => {
    const file = await uploaded(slack);
    const got = await download(file, slack.env.SLACK_BOT_TOKEN);
    expect([got.status, got.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect(Buffer.from(await got.arrayBuffer())).toEqual(roof.content);
    for (const token of [undefined, 'xoxb-other']) {
      const sent = await download(file, token);
      expect([sent.status, new URL(sent.headers.get('location')!).host]).toEqual([302, 'bellhop-sandbox.slack.com']);
    }
    const gone = { url_private_download: `${slack.url}/files-pri/T0BELLHOP01-F404/download/x` };
    expect((await download(gone, slack.env.SLACK_BOT_TOKEN)).status).toBe(404);
    const seen = slack.workspace.exchanges().find(({ url, status }) => url.includes('/files-pri/') && status === 200);
    expect(seen?.responseBody).toBe('(5 bytes)');
  });

  it('fail on demand', async () => {
    const file = await uploaded(slack);
    slack.workspace.slackTrouble('failing', { methods: ['download'], times: 1 });
    expect((await download(file, slack.env.SLACK_BOT_TOKEN)).status).toBe(500);
    expect((await download(file, slack.env.SLACK_BOT_TOKEN)).status).toBe(200);
  });

  it('come from the page in Base64, larger than any other call may be', async () => {
    const server = startSandboxServer({ slack, vendors: [], pageDir: '.' });
    const content = Buffer.alloc(6 * 2 ** 20, 'roof');
    const upload = async (body: object) => {
      const response = await fetch(`${server.url}/sandbox/upload`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ as: 'ada', name: 'roof.bin', type: '', ...body }),
      });
      return [response.status, (await response.json()) as { ok: boolean; file: Record<string, unknown> }] as const;
    };
    const [, answer] = await upload({ content: content.toString('base64') });
    expect(answer).toMatchObject({ ok: true, file: { size: content.length, mimetype: 'application/octet-stream' } });
    const got = await download(answer.file, slack.env.SLACK_BOT_TOKEN);
    expect(Buffer.from(await got.arrayBuffer()).equals(content)).toBe(true);
    expect(await upload({ content: '' })).toEqual([200, { ok: false, error: 'roof.bin is empty.' }]);
    expect(await upload({ content: 'no base64!' })).toMatchObject([400, { ok: false }]);
    expect(await upload({ content: 'AAAA', as: 'nobody' })).toMatchObject([200, { ok: false }]);
    server.close();
  });
});

describe('a file input', () => {
  const asking = form({ blocks: [input('Photos', { type: 'file_input', max_files: 1 }, { optional: true })] });

  async function open(stage: Stage) {
    const result = new Promise<unknown>((resolve) => {
      stage.app.command('/porter', async ({ ack, client, body }) => {
        await ack();
        await client.views.open({ trigger_id: body.trigger_id, view: asking }).then(resolve, resolve);
      });
    });
    await stage.workspace.command({ as: 'ada', channel: '#operations', text: '/porter' });
    return result;
  }

  it('reports whole file objects, and takes no more than it asked for', async () => {
    const stage = await stageOverHttp({ manifest: withFiles });
    const reported = new Promise<unknown>((resolve) => {
      stage.app.view('form', async ({ ack, view }) => {
        await ack();
        resolve(view.state.values.photos);
      });
    });
    await open(stage);
    const [first, second] = [await uploaded(stage.slack), await uploaded(stage.slack)];
    expect(await stage.workspace.submitView('ada', { Photos: [first.id, second.id] })).toEqual({
      ok: true,
      errors: { photos: 'Choose no more than 1.' },
    });
    await stage.workspace.submitView('ada', { Photos: [first.id] });
    expect(await reported).toEqual({ v: { type: 'file_input', files: [first] } });
    await stage.stop();
  });

  it('is not shown by an app that may not read files', async () => {
    const stage = await stageOverHttp();
    expect(await open(stage)).toMatchObject({ data: { error: 'missing_scope', needed: 'files:read' } });
    await stage.stop();
  });
});
