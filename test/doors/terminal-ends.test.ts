import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { PassThrough } from 'node:stream';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { LOCAL_PEOPLE, openTerminal } from '../../doors/terminal/door.ts';
import { EXIT } from '../../doors/terminal/exit-codes.ts';
import { askOnce, runPrompt } from '../../doors/terminal/prompt.ts';
import { startVendors } from '../../sandbox/vendors/index.ts';
import { loadConfig } from '../../src/config.ts';
import { openStores } from '../../src/stores.ts';

const atTerminal = () => {
  const input = new PassThrough();
  return { input, lines: createInterface({ input, output: new PassThrough(), terminal: true }) };
};

it.each([
  ['Ctrl+C', '\u0003'],
  ['Ctrl+D', '\u0004'],
])('%s at a question is no answer, also to the next question', async (_, key) => {
  const { input, lines } = atTerminal();
  const answer = askOnce(lines, 'Delete it? ');
  input.write(key);
  expect(await answer).toBeUndefined();
  expect(await askOnce(lines, 'Delete it? ')).toBeUndefined();
});

it('a prompt whose input ends while a line runs does not begin to read again', async () => {
  const { input, lines } = atTerminal();
  const session = {
    run: async () => {
      lines.close();
      return EXIT.input;
    },
  };
  const code = runPrompt(lines, session);
  input.write('pmp customer delete 1\n');
  expect(await code).toBe(EXIT.input);
  expect(input.isPaused()).toBe(true);
});

it('goes on with what a terminal that was killed left at a record, and with nothing of the bot', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'bellhop-terminal-'));
  const vendors = await startVendors({ only: ['pmp'] });
  const config = loadConfig({ ...Object.assign({}, ...vendors.map(({ env }) => env)), DATA_DIR: dataDir });
  const { journal: dead, close } = await openStores({ dataDir, owner: 'killed', leaseMs: 1 });
  const left = async (door: 'terminal' | 'command', id: string) => {
    const origin = { door, private: false, replyTo: null };
    const intent = { key: id, operation: 'pmp.milestone.update', input: { id, name: 'Left' }, origin };
    const actor = { id: 'local:ada', team: '' };
    const { entry } = await dead.record({ ...intent, actor }, 'accepted', `pmp.milestone/${id}`);
    await dead.start(entry.reference);
    return entry.reference;
  };
  const ofTerminal = await left('terminal', '5');
  const ofBot = await left('command', '6');
  const notes: string[] = [];
  const look = { columns: 80, colours: false };
  const io = { out: () => {}, note: (line: string) => void notes.push(line), look, json: false, yes: true };
  const people = { actor: { id: 'local:ada', team: '' }, people: LOCAL_PEOPLE };
  const terminal = await openTerminal(config, pino({ level: 'silent' }), io, people);
  expect(await terminal.run('pmp milestone update 5 name=Mine')).toBe(EXIT.done);
  await terminal.stop();
  expect(notes.join('\n')).toContain(`${ofTerminal}, left over from before`);
  expect((await dead.find(ofTerminal))?.state).not.toBe('running');
  expect((await dead.find(ofBot))?.state).toBe('running');
  await close();
  await Promise.all(vendors.map((vendor) => vendor.close()));
  rmSync(dataDir, { recursive: true, force: true });
}, 15_000);

it('runs to its end although nobody reads its output any more', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'bellhop-pipe-'));
  const line =
    'node dist/doors/terminal/main.js --yes pmp milestone update 5 name=Piped | true; exit "$' + '{PIPESTATUS[0]}"';
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: dataDir, OPS_USER: 'U1' };
  const { status, stderr } = spawnSync('bash', ['-c', line], { env, encoding: 'utf8', timeout: 12_000 });
  expect(stderr).not.toContain('EPIPE');
  expect(status).toBe(EXIT.done);
  rmSync(dataDir, { recursive: true, force: true });
}, 15_000);
