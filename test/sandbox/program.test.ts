import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { childEnvironment, INHERITED } from '../../sandbox/child-environment.ts';
import { ENVIRONMENT_NAMES } from '../../src/config.ts';
import { type SandboxProgram, startSandboxProgram } from '../support/sandbox-program.ts';
import { wordsIn } from '../support/stage.ts';

const ADA = 'U0ADA000001';
const OPERATIONS = 'C0OPERAT001';
const PROJECT = '7d733b90-a506-4d91-8c78-74c3b3be188f';
/** Nobody listens there: a bot that takes it for its journal cannot start. */
const REAL_DATABASE = 'postgres://bellhop:secret@127.0.0.1:1/bellhop';

let sandbox: SandboxProgram | undefined;
afterEach(async () => {
  await sandbox?.close();
  sandbox = undefined;
});

const seen = async (as = ADA): Promise<string> =>
  (await sandbox!.state(as)).messages.map(({ text, blocks }) => `${text}\n${wordsIn(blocks)}`).join('\n---\n');
const type = (text: string) => sandbox!.call('command', { as: ADA, channel: OPERATIONS, text });
const sees = (words: string) => expect.poll(() => seen(), { timeout: 10_000 }).toContain(words);

describe('what the bot of the sandbox inherits', () => {
  const mayInherit = [
    'LOG_LEVEL',
    'UNDO_MINUTES',
    'VENDOR_TIMEOUT_SECONDS',
    'VENDOR_CONCURRENCY',
    'VENDOR_MAX_ANSWER_MB',
  ];

  it('is nothing that names a real place, a key or a rule', () => {
    const foreign = ['HTTP_PROXY', 'https_proxy', 'ALL_PROXY', 'NODE_OPTIONS', 'PGHOST', 'PGPASSWORD', 'DOTENV_KEY'];
    const outside = Object.fromEntries([...ENVIRONMENT_NAMES, ...foreign].map((name) => [name, 'from outside']));
    expect(Object.keys(childEnvironment(outside, {})).sort()).toEqual([...mayInherit].sort());
    expect(childEnvironment(outside, { UNDO_MINUTES: '5' }).UNDO_MINUTES).toBe('5');
  });

  it('is listed by names that exist', () => {
    const own = INHERITED.filter((name) => (ENVIRONMENT_NAMES as string[]).includes(name));
    expect([...own].sort()).toEqual([...mayInherit].sort());
  });
});

describe('a shell made for a real bot', () => {
  const shell = {
    DATABASE_URL: REAL_DATABASE,
    POLICY_FILE: '/etc/bellhop/policy.yml',
    PMP_BASE_URL: 'https://crm.example.com',
    PMP_AUTH_TOKEN: 'a-real-token',
    PMP_API_VERSION: '3',
  };
  it.each([
    ['its environment', { shell }],
    [
      'a .env file beside it',
      {
        dotenv: Object.entries(shell)
          .map((pair) => `${pair.join('=')}\n`)
          .join(''),
      },
    ],
  ])('does not reach the sandbox through %s', async (_, options) => {
    sandbox = await startSandboxProgram(options);
    // Under version 3 this update would be off.
    await type('/pmp lead update 42 status=3');
    await sees('updated');
    expect(existsSync(join(sandbox.cwd, 'data/sandbox/journal.sqlite'))).toBe(true);
  });
});

it('puts vendors, workspace and the data of the bot back to fresh', async () => {
  sandbox = await startSandboxProgram();
  await type(`/jumptech note add ${PROJECT} Gone after the reset`);
  await sees('Note added to project');
  await sandbox.call('vendor_switch', { vendor: 'pmp', position: 'down' });
  const before = await sandbox.state(ADA);
  expect(before.vendors.flatMap(({ writes }) => writes)).toHaveLength(1);

  const resets = await Promise.all([sandbox.call('reset', {}), sandbox.call('reset', {})]);
  expect(resets).toEqual([{ ok: true }, { ok: true }]);
  const after = await sandbox.state(ADA);
  expect(after).toMatchObject({ messages: [], views: [], bot: { running: true } });
  expect(after.vendors.flatMap(({ writes }) => writes)).toEqual([]);
  expect(new Set(after.vendors.map(({ position }) => position))).toEqual(new Set(['normal']));

  await type('/ops history');
  await sees('Nothing on record fits');
  await type('/pmp lead search acme');
  await sees('23 leads found');
});

it('moves the clock of Slack, the vendors and the bot together, and the bot looks at once for what is due', async () => {
  sandbox = await startSandboxProgram();
  await type('/jframework sms delete sApKpllz4sAplsmzha');
  await sees('Delete this SMS setting?');
  const { messages } = await sandbox.state(ADA);
  const question = messages.at(-1)!;
  const confirm = question.blocks!.flatMap((block) => (block.type === 'actions' ? block.elements : []))[0]!;
  const pressed = await sandbox.call('action', {
    as: ADA,
    channel: OPERATIONS,
    ts: question.ts,
    blockId: question.blocks!.find(({ type: kind }) => kind === 'actions')!.block_id!,
    actionId: confirm.action_id!,
    element: { value: (confirm as { value?: string }).value },
  });
  expect(pressed).toEqual({ ok: true });
  await sees('Waiting for one approval');

  // The approval waits for an hour, see sandbox/policy.yml.
  await sandbox.call('clock', { as: ADA, move: 'day' });
  await expect.poll(() => seen(), { timeout: 2_000, interval: 50 }).toMatch(/expired|nobody/i);
  const after = await sandbox.state(ADA);
  expect(after.clock.aheadMs).toBe(86_400_000);
  await type('/pmp lead search acme');
  await sees('23 leads found');
  const newest = (await sandbox.state(ADA)).messages.at(-1)!;
  expect(Number(newest.ts) * 1000 - Date.now()).toBeGreaterThan(86_000_000);

  await sandbox.call('reset', {});
  expect((await sandbox.state(ADA)).clock).toEqual({ aheadMs: 0 });
});

it('sends webhooks that the bot takes, knows again, and refuses when the signature is spoilt', async () => {
  sandbox = await startSandboxProgram();
  const body = '{"title":"checkout-api 4.12.0 is live"}';
  const send = async (hook: 'deploys' | 'pmp', more: { body?: string; spoil?: boolean; again?: boolean } = {}) =>
    (await sandbox!.call('webhook', { hook, body, spoil: false, again: false, ...more })) as { status?: number };
  for (const hook of ['deploys', 'pmp'] as const) {
    expect(await send(hook)).toMatchObject({ status: 202 });
    expect(await send(hook, { again: true })).toMatchObject({ status: 200 });
    expect(await send(hook, { spoil: true })).toMatchObject({ status: 401 });
  }
  // Systems outside know nothing of the sandbox's clock.
  await sandbox.call('clock', { as: ADA, move: 'day' });
  expect(await send('deploys', { body: '{"title":"A day later"}' })).toMatchObject({ status: 202 });
});
