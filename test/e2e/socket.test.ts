import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { raise, type Stage } from '../support/stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await raise({ socket: true });
});
afterEach(async () => {
  stage.slack.workspace.slackTrouble('none');
  await stage.close();
});

const OPEN = { methods: ['apps.connections.open'] };
const ready = async () => (await fetch(`http://127.0.0.1:${stage.bot.port}/readyz`)).status;
const becomesReady = (status: number, withinMs: number) =>
  stage.slack.workspace.waitFor(async () => (await ready()) === status, withinMs);
/** An ephemeral answer straight from the acknowledgement. Rejects when nobody took the command. */
const asks = () => stage.type('/ops version');

describe('a connection that Slack ends', () => {
  it('is replaced before it goes: no command fails meanwhile', async () => {
    stage.slack.disconnectSockets('warning', 1_000);
    for (const until = Date.now() + 1_600; Date.now() < until; await wait(20)) await asks();
    expect(await ready()).toBe(200);
    expect(stage.logged()).toContain('Slack asks for a new connection');
  });

  it('is replaced at once when Slack closes it without warning ahead', async () => {
    stage.slack.disconnectSockets('refresh_requested');
    await stage.slack.workspace.waitFor(() => stage.slack.connection().mode === 'socket', 1_000);
    await asks();
  });

  it('is replaced several times in a row', async () => {
    for (let round = 0; round < 3; round++) {
      stage.slack.disconnectSockets('refresh_requested', 3_000);
      await wait(400);
      await asks();
    }
  });
});

describe('Slack refuses the next connection', () => {
  it.each([
    'invalid_auth',
    'account_inactive',
    'team_disabled',
    'not_authed',
    'org_login_required',
    'ekm_access_denied',
  ])('%s: not ready, logged as an error, and tried again until it is mended', async (error) => {
    stage.slack.workspace.slackTrouble({ error }, OPEN);
    stage.slack.disconnectSockets('refresh_requested');
    await becomesReady(503, 2_000);
    await stage.slack.workspace.waitFor(() => {
      const lines = stage
        .logged()
        .split('\n')
        .filter((line) => line.includes(error));
      return lines.length >= 2 && lines.every((line) => JSON.parse(line).level === 50);
    }, 5_000);
    stage.slack.workspace.slackTrouble('none');
    await becomesReady(200, 5_000);
    await asks();
  });

  it.each([
    ['the server fails', 'failing'],
    ['it is rate limited', 'rate_limited'],
    ['too many connections', { error: 'too_many_websockets' }],
  ] as const)('%s: not ready, logged as a warning, and tried again', async (_, trouble) => {
    stage.slack.workspace.slackTrouble(trouble, OPEN);
    stage.slack.disconnectSockets('refresh_requested');
    await becomesReady(503, 2_000);
    await stage.slack.workspace.waitFor(() => stage.logged().includes('Socket Mode: no connection'), 5_000);
    stage.slack.workspace.slackTrouble('none');
    await becomesReady(200, 5_000);
  });

  it('says what to do when Socket Mode is switched off, and comes back when it is on again', async () => {
    stage.slack.workspace.slackTrouble({ error: 'link_disabled' }, OPEN);
    stage.slack.disconnectSockets('link_disabled');
    await becomesReady(503, 2_000);
    expect(stage.logged()).toContain('Switch it on in the settings of the app');
    stage.slack.workspace.slackTrouble('none');
    await becomesReady(200, 5_000);
    await asks();
  });

  it('does not wait for ever for an answer', async () => {
    stage.slack.workspace.slackTrouble('hangs', { ...OPEN, times: 1 });
    stage.slack.disconnectSockets('refresh_requested');
    await becomesReady(503, 2_000);
    await becomesReady(200, 9_000);
    await asks();
  });
});

it('notices a connection that is dead, says that it is not ready, and opens another', async () => {
  stage.slack.workspace.slackTrouble({ error: 'internal_error' }, OPEN);
  stage.slack.silenceSockets();
  await becomesReady(503, 12_000);
  stage.slack.workspace.slackTrouble('none');
  await becomesReady(200, 5_000);
  await asks();
});

it('listens on HOST alone', async () => {
  const other = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
  const free = createServer();
  // The same port on another address can be taken only if the bot does not listen on all of them.
  const listening = new Promise((resolve, reject) =>
    free.once('error', reject).listen(stage.bot.port, other ?? '127.0.0.2', () => resolve(undefined)),
  );
  await expect(listening).resolves.toBeUndefined();
  free.close();
});
