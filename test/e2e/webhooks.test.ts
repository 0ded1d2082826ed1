import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { sendHook } from '../support/hook-sender.ts';
import { raise, type Stage } from '../support/stage.ts';

const SECRET = 'hush-the-secret-of-deploys';
const OLD = 'hush-the-secret-of-last-year';
const environment = {
  HOOK_DEPLOYS_SECRET: `${SECRET},${OLD}`,
  HOOK_CRM_SECRET: 'hush-the-secret-of-pmp',
  HOOK_CRM_KIND: 'pmp',
};

let stage: Stage;
afterEach(() => stage.close());

describe.each([
  ['HTTP', false],
  ['Socket Mode', true],
])('a webhook beside %s', (_, socket) => {
  it('is taken on the port of the bot, known when it comes again, and refused without a secret', async () => {
    stage = await raise({ socket, environment });
    const send = (name: string, sent: Parameters<typeof sendHook>[2]) => sendHook(stage.bot.port, name, sent);
    const deployed = { secret: SECRET, body: '{"title":"Deployed 1.2"}', id: 'd-1' };
    expect((await send('deploys', deployed)).status).toBe(202);
    expect((await send('deploys', deployed)).status).toBe(200);
    expect((await send('deploys', { ...deployed, secret: OLD })).status).toBe(200);
    await stage.restartBot();
    expect((await send('deploys', deployed)).status).toBe(200);
    expect(
      (await send('deploys', { ...deployed, id: 'd-2', secret: OLD, stamp: Math.floor(Date.now() / 1000) - 60 }))
        .status,
    ).toBe(202);
    expect((await send('deploys', { ...deployed, secret: 'somebody-elses-secret' })).status).toBe(401);
    expect((await send('crm', { ...deployed, secret: environment.HOOK_CRM_SECRET })).status).toBe(401);
    const lead = { secret: environment.HOOK_CRM_SECRET, body: '{"event":"lead_created","data":{"id":"81"}}' };
    expect((await send('crm', { ...lead, header: 'X-Perfex-Signature' })).status).toBe(202);
    expect((await send('nothing', deployed)).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${stage.bot.port}/readyz`)).status).toBe(200);
    expect(stage.logged()).not.toContain('hush-');
    expect(await stage.kept()).not.toContain('hush-');
  });
});

it('the lines for curl and openssl in the documentation do what they say', async () => {
  stage = await raise({ environment });
  const page = readFileSync(new URL('../../docs/webhooks.md', import.meta.url), 'utf8');
  const lines = /A test runs these lines\. -->\n```sh\n([\s\S]+?)```/.exec(page)?.[1] ?? '';
  const run = async () => {
    const env = { PATH: process.env.PATH, SECRET, BELLHOP: `http://127.0.0.1:${stage.bot.port}` };
    return (await promisify(execFile)('sh', ['-ec', lines], { env })).stdout;
  };
  expect(await run()).toBe('Accepted.');
  expect(await run()).toBe('Already accepted.');
});
