import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LOCAL_PEOPLE, openTerminal, type Terminal } from '../../doors/terminal/door.ts';
import { EXIT } from '../../doors/terminal/exit-codes.ts';
import { startVendors } from '../../sandbox/vendors/index.ts';
import type { VendorSimulator } from '../../sandbox/vendors/simulator.ts';
import { nowIn, serverZone, whenWords } from '../../src/commands/when.ts';
import { loadConfig } from '../../src/config.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'bellhop-terminal-lines-'));
const DAY_MS = 24 * 60 * 60_000;
let vendors: VendorSimulator[];
let terminal: Terminal;
let results: string[];
let notes: string[];

beforeAll(async () => {
  vendors = await startVendors({ only: ['pmp'] });
  const config = loadConfig({ ...Object.assign({}, ...vendors.map(({ env }) => env)), DATA_DIR: dataDir });
  const io = {
    out: (line: string) => void results.push(line),
    note: (line: string) => void notes.push(line),
    look: { columns: 200, colours: false },
    json: false,
    yes: true,
  };
  const people = { actor: { id: 'local:ada', team: '' }, people: LOCAL_PEOPLE };
  terminal = await openTerminal(config, pino({ level: 'silent' }), io, people);
});
beforeEach(() => {
  results = [];
  notes = [];
});
afterAll(async () => {
  await terminal.stop();
  await Promise.all(vendors.map((vendor) => vendor.close()));
  rmSync(dataDir, { recursive: true, force: true });
});

const dayIn = (days: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: serverZone() }).format(Date.now() + days * DAY_MS);

describe('a typed date', () => {
  it.each([
    ['in other words', 'tomorrow', dayIn(1)],
    ['in full', dayIn(2), dayIn(2)],
  ])('%s is shown with its weekday and its distance', async (_, typed, day) => {
    expect(await terminal.run(`pmp milestone add 1 Survey due_date=${typed}`)).toBe(EXIT.done);
    expect(results).toContain(`Note: Due: ${whenWords(day, nowIn(serverZone()))}`);
  });
});
