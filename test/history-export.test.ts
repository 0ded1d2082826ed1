import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStores } from '../src/stores.ts';
import { newIntent } from './journal/places.ts';

// The built script, as `npm run history` runs it; `npm test` builds it first.
const script = join(import.meta.dirname, '../dist/scripts/export-history.js');
const REAL = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' };

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'bellhop-history-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const run = (environment: Record<string, string> = {}) => {
  const done = spawnSync(process.execPath, [script], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ...environment },
  });
  return { ...done, rows: done.stdout.split('\r\n').filter(Boolean).slice(1) };
};

async function fill(folder: string, count: number): Promise<void> {
  const { journal, close } = await openStores({ dataDir: join(cwd, folder) });
  for (let index = 0; index < count; index += 1) await journal.record(newIntent(), 'accepted');
  await close();
}

it('exports the history of the sandbox after a first try, and says so', async () => {
  await fill('data/sandbox', 3);
  const { rows, stderr, status } = run();
  expect(rows).toHaveLength(3);
  expect(stderr).toBe('SQLite in data/sandbox/journal.sqlite, of the sandbox: 3 entries.\n');
  expect(status).toBe(0);
  expect(existsSync(join(cwd, 'data/journal.sqlite'))).toBe(false);
});

it('exports the journal of a real bot where there is one, whatever the sandbox holds', async () => {
  await fill('data/sandbox', 3);
  await fill('data', 1);
  for (const environment of [REAL, {}]) {
    const { rows, stderr } = run(environment);
    expect(rows).toHaveLength(1);
    expect(stderr).toBe('SQLite in data/journal.sqlite: 1 entry.\n');
  }
});

it('never takes the journal of the sandbox for that of a real bot, and makes none', async () => {
  await fill('data/sandbox', 3);
  const { rows, stderr } = run(REAL);
  expect(rows).toEqual([]);
  expect(stderr).toBe('SQLite in data/journal.sqlite: there is no journal yet.\n');
  expect(existsSync(join(cwd, 'data/journal.sqlite'))).toBe(false);
});

it('says in words what is wrong, and ends with 1', () => {
  const { stdout, stderr, status } = run({ PORT: 'many' });
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^The configuration has a problem:\n {2}- PORT .*\n$/);
  expect(status).toBe(1);
});
