import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type SlackSimulator, startSlack } from '../../sandbox/slack/index.ts';
import { startVendors } from '../../sandbox/vendors/index.ts';
import type { VendorSimulator } from '../../sandbox/vendors/simulator.ts';
import { appManifest } from '../../scripts/manifest.ts';
import { ownSchema } from '../support/postgres.ts';
import { send } from '../support/signed.ts';

// The built program, as an operator runs it; `npm test` builds it first.
const main = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));
const PROJECT = '7d733b90-a506-4d91-8c78-74c3b3be188f';

let slack: SlackSimulator;
let jumptech: VendorSimulator;
let database: Awaited<ReturnType<typeof ownSchema>> | undefined;
const dataDir = mkdtempSync(join(tmpdir(), 'bellhop-process-'));
const children: ChildProcess[] = [];

beforeAll(async () => {
  const server = process.env.STAGE_DATABASE_URL;
  database = server ? await ownSchema(server) : undefined;
  slack = await startSlack({ manifest: appManifest() });
  [jumptech] = (await startVendors({ only: ['jumptech'], delayMs: { slow: 1_500 } })) as [VendorSimulator];
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => {
  await slack.close();
  await jumptech.close();
  await database?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Runs the program with just this environment; `said` collects everything it writes. */
function run(environment: Record<string, string>): {
  child: ChildProcess;
  said: () => string;
  ended: Promise<number | null>;
} {
  let written = '';
  const child = spawn(process.execPath, [main], {
    cwd: dataDir,
    env: { PATH: process.env.PATH ?? '', ...environment },
  });
  children.push(child);
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (written += chunk));
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return { child, said: () => written, ended };
}

const environment = (): Record<string, string> => ({
  ...slack.env,
  ...jumptech.env,
  PORT: '0',
  HOST: '127.0.0.1',
  DATA_DIR: join(dataDir, 'data'),
  ...(database ? { DATABASE_URL: database.url } : {}),
});

async function portOf(bot: { said: () => string }): Promise<number> {
  const found = await slack.workspace.waitFor(() => /"port":(\d+)/.exec(bot.said())?.[1], 10_000);
  return Number(found);
}

it('lists every problem of its configuration in one message, without a stack, and ends with 1', async () => {
  const bot = run({ SLACK_BOT_TOKEN: 'hush', JUMPTECH_API_KEY: 'hush' });
  expect(await bot.ended).toBe(1);
  expect(bot.said()).toBe(
    'The configuration has 3 problems:\n' +
      '  - SLACK_SIGNING_SECRET is missing (or set SLACK_APP_TOKEN to use Socket Mode)\n' +
      '  - SLACK_BOT_TOKEN must start with xoxb-\n' +
      '  - JUMPTECH_BASE_URL is missing\n',
  );
});

it('never opens the sandbox in production', async () => {
  const bot = run({ NODE_ENV: 'production' });
  expect(await bot.ended).toBe(1);
  expect(bot.said()).toContain('SLACK_BOT_TOKEN is missing');
});

it('says so when Slack does not take its token', async () => {
  const bot = run({ ...environment(), SLACK_BOT_TOKEN: 'xoxb-wrong' });
  expect(await bot.ended).toBe(1);
  expect(bot.said()).toBe('Bellhop could not start: Slack says "invalid_auth"\n');
});

it('serves a signed request sent by hand', async () => {
  const bot = run(environment());
  const body = new URLSearchParams({
    command: '/ops',
    text: 'version',
    user_id: 'U0ADA000001',
    team_id: 'T1',
    trigger_id: '1',
  });
  const answer = await send(await portOf(bot), { secret: slack.env.SLACK_SIGNING_SECRET ?? '', body: body.toString() });
  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.body)).toMatchObject({
    response_type: 'ephemeral',
    text: expect.stringContaining('Bellhop'),
  });
});

it('finishes on SIGTERM what it acknowledged, then leaves with 0', async () => {
  jumptech.setSwitch('slow');
  const bot = run(environment());
  slack.connectBot(`http://127.0.0.1:${await portOf(bot)}`);
  const { workspace } = slack;
  await workspace.command({
    as: workspace.person('ada')!.id,
    channel: workspace.channel('#operations')!.id,
    text: `/jumptech note add ${PROJECT} Last words`,
  });
  bot.child.kill('SIGTERM');
  expect(await bot.ended).toBe(0);
  expect(jumptech.books()).toHaveLength(1);
  expect(JSON.stringify(workspace.messages('ada', '#operations'))).toContain('Note added to project');
});

it('goes on after a power cut: what was acknowledged and cannot be repeated is told as unknown', async () => {
  jumptech.reset();
  jumptech.setSwitch('hangs');
  const first = run(environment());
  slack.connectBot(`http://127.0.0.1:${await portOf(first)}`);
  const { workspace } = slack;
  await workspace.command({
    as: workspace.person('grace')!.id,
    channel: workspace.channel('#operations')!.id,
    text: `/jumptech note add ${PROJECT} Before the cut`,
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  first.child.kill('SIGKILL');
  await first.ended;
  jumptech.setSwitch('normal');
  const second = run(environment());
  await portOf(second);
  await workspace.waitFor(
    () => JSON.stringify(workspace.messages('grace', '#operations')).includes('Outcome unknown'),
    25_000,
  );
  expect(jumptech.books()).toHaveLength(0);
}, 40_000);
