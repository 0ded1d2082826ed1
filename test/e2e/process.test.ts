import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
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
const main = fileURLToPath(new URL('../../dist/bot/main.js', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));
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

interface Program {
  child: ChildProcess;
  /** Everything it writes. */
  said: () => string;
  ended: Promise<number | null>;
}

/** Runs a program with just this environment. */
function spawned(file: string, parameters: string[], cwd: string, environment: Record<string, string>): Program {
  let written = '';
  const child = spawn(file, parameters, { cwd, env: { PATH: process.env.PATH ?? '', ...environment } });
  children.push(child);
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (written += chunk));
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return { child, said: () => written, ended };
}

/** Runs the bot. */
const run = (environment: Record<string, string>): Program => spawned(process.execPath, [main], dataDir, environment);

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

it.each([
  ['missing_scope', 'SLACK_APP_TOKEN lacks the scope connections:write.'],
  ['invalid_auth', 'SLACK_APP_TOKEN is not valid, or no longer.'],
  ['team_disabled', 'The workspace is disabled.'],
  ['access_denied', ''],
])('says so when Slack refuses Socket Mode with %s', async (error, advice) => {
  slack.workspace.slackTrouble({ error }, { methods: ['apps.connections.open'] });
  const bot = run({ ...environment(), ...slack.socketEnv });
  expect(await bot.ended).toBe(1);
  expect(bot.said()).toContain(`Bellhop could not start: Slack refuses the Socket Mode connection with "${error}".`);
  expect(bot.said()).toContain(advice);
  slack.workspace.slackTrouble('none');
});

it('goes on trying to start Socket Mode while Slack does not answer, and says each time why', async () => {
  slack.workspace.slackTrouble('failing', { methods: ['apps.connections.open'] });
  const bot = run({ ...environment(), ...slack.socketEnv });
  await slack.workspace.waitFor(() => bot.said().split('Socket Mode: no connection').length > 2, 8_000);
  slack.workspace.slackTrouble('none');
  await portOf(bot);
  bot.child.kill('SIGTERM');
  expect(await bot.ended).toBe(0);
});

it('can be stopped while it is still trying to start', async () => {
  slack.workspace.slackTrouble('failing', { methods: ['apps.connections.open'] });
  const bot = run({ ...environment(), ...slack.socketEnv });
  await slack.workspace.waitFor(() => bot.said().includes('Socket Mode: no connection'), 8_000);
  bot.child.kill('SIGTERM');
  expect(await bot.ended).toBe(0);
  slack.workspace.slackTrouble('none');
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

it('leaves with 0 within seconds of SIGTERM although somebody holds half a request open', async () => {
  const bot = run(environment());
  const socket = connect(await portOf(bot), '127.0.0.1');
  await once(socket, 'connect');
  socket.on('error', () => {});
  socket.write('POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf');
  await new Promise((resolve) => setTimeout(resolve, 100));
  const began = performance.now();
  bot.child.kill('SIGTERM');
  expect(await bot.ended).toBe(0);
  expect(performance.now() - began).toBeLessThan(6_000);
});

it('takes two signals in the same moment for one, as Ctrl+C under npm sends them', async () => {
  const bot = run(environment());
  await portOf(bot);
  bot.child.kill('SIGINT');
  bot.child.kill('SIGTERM');
  expect(await bot.ended).toBe(0);
});

it('ends at once on a second signal', async () => {
  jumptech.setSwitch('hangs');
  const bot = run(environment());
  slack.connectBot(`http://127.0.0.1:${await portOf(bot)}`);
  const { workspace } = slack;
  const channel = workspace.channel('#operations')!.id;
  await workspace.command({ as: workspace.person('ada')!.id, channel, text: `/jumptech note add ${PROJECT} Slow` });
  bot.child.kill('SIGINT');
  await new Promise((resolve) => setTimeout(resolve, 300));
  const began = performance.now();
  bot.child.kill('SIGINT');
  expect(await bot.ended).toBe(1);
  expect(performance.now() - began).toBeLessThan(1_000);
  jumptech.setSwitch('normal');
});

it('gets the signal sent to `npm start`, as a container or a supervisor sends it', async () => {
  const npm = spawned('npm', ['start', '--ignore-scripts'], root, { ...environment(), HOME: dataDir });
  const address = `http://127.0.0.1:${await portOf(npm)}/healthz`;
  expect((await fetch(address)).status).toBe(200);
  npm.child.kill('SIGTERM');
  expect(await npm.ended).toBe(0);
  await expect(fetch(address)).rejects.toThrow();
});

it.each(['HTTP', 'Socket Mode'])('names a port that is taken, in one sentence, over %s', async (mode) => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const bot = run({ ...environment(), ...(mode === 'HTTP' ? {} : slack.socketEnv), PORT: String(port) });
  expect(await bot.ended).toBe(1);
  expect(bot.said()).toBe(
    `Bellhop could not start: Port ${port} is in use. Stop the program that listens there, or set PORT to another one.\n`,
  );
  taken.close();
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
