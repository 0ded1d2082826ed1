import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readArguments } from '../../doors/terminal/arguments.ts';
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

const said = (): string => [...results, ...notes].join('\n');

describe('the exit code of an answer about the bot itself', () => {
  it.each([
    ['show BH-000000', EXIT.input],
    ['history state=nonsense', EXIT.input],
    ['may-i fly', EXIT.input],
    ['who-may', EXIT.input],
    ['help nonsense', EXIT.input],
    ['pmp nonsense', EXIT.input],
    ['nonsense', EXIT.input],
    ['history', EXIT.done],
    ['may-i pmp.lead.search', EXIT.done],
    ['help', EXIT.done],
    ['pmp help', EXIT.done],
  ])('%s is %i', async (line, code) => {
    expect(await terminal.run(line)).toBe(code);
  });

  it('says what is no answer where the other refusals are said, and keeps the output empty', async () => {
    await terminal.run('show BH-000000');
    expect(notes.join()).toContain('Nothing on record has this reference');
    expect(results).toEqual([]);
  });
});

describe('help', () => {
  it.each([
    ['help pmp', 'pmp help'],
    ['help PMP lead', 'pmp help lead'],
    ['help pmp lead search', 'pmp lead search help'],
    ['help /pmp', 'pmp help'],
  ])('"%s" is "%s"', async (line, same) => {
    expect(await terminal.run(line)).toBe(EXIT.done);
    const first = results;
    results = [];
    await terminal.run(same);
    expect(first).toEqual(results);
    expect(first.join()).toContain('pmp');
  });
});

describe('an empty argument', () => {
  it.each([[['']], [['may-i', '']], [['show', '']], [['pmp', 'lead', 'get', '']]])(
    'of %j is not shown with quotes of its own',
    async (words) => {
      expect(await terminal.run(readArguments(words).line)).toBe(EXIT.input);
      expect(said()).not.toContain('""""');
    },
  );
});

describe('undo', () => {
  it.each([
    ['undo', (reference: string) => reference.toLowerCase()],
    ['UNDO', (reference: string) => reference],
    ['undo', (reference: string) => ` ${reference.slice('BH-'.length).toLowerCase()} `],
  ])('finds "%s" and the reference in any case, once', async (word, write) => {
    await terminal.run('pmp milestone update 5 name=Renamed');
    const reference = /BH-\w{6}/.exec(said())?.[0] ?? '';
    expect(await terminal.run(`${word} ${write(reference)}`)).toBe(EXIT.done);
    notes = [];
    expect(await terminal.run(`undo ${reference}`)).toBe(EXIT.input);
    expect(said()).toContain('This was undone already');
  });
});

describe('--as', () => {
  it.each([[['--as=', 'pmp', 'help']], [['pmp', 'help', '--as', 'U012AB3CD']]])(
    'without an id is refused: %j',
    (words) => {
      expect(() => readArguments(words)).toThrow('--as= needs the id of a person right behind it');
    },
  );

  it('names a person, and is text behind a lone --', () => {
    expect(readArguments(['--as=U012AB3CD', 'pmp', 'help'])).toMatchObject({ as: 'U012AB3CD', line: 'pmp help' });
    expect(readArguments(['pmp', '--', '--as='])).toMatchObject({ line: 'pmp --as=' });
  });
});

describe('a typed date', () => {
  it.each([
    ['in other words', 'tomorrow', dayIn(1)],
    ['in full', dayIn(2), dayIn(2)],
  ])('%s is shown with its weekday and its distance', async (_, typed, day) => {
    expect(await terminal.run(`pmp milestone add 1 Survey due_date=${typed}`)).toBe(EXIT.done);
    expect(results).toContain(`Note: Due: ${whenWords(day, nowIn(serverZone()))}`);
  });
});
