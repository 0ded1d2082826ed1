import { describe, expect, it } from 'vitest';
import { commandOf, completions, examplesOf } from '../../sandbox/page/src/slash.ts';

const command = (name: string, description: string, usageHint?: string) => ({
  command: name,
  description,
  ...(usageHint !== undefined && { usageHint }),
});
const commands = [
  command('/pmp', 'PMP CRM: leads'),
  command('/particlespace', 'ParticleSpace: tickets'),
  command('/ops', 'Bellhop itself'),
];
const names = (typed: string): string[] => completions(commands, typed).map((one) => one.command);

describe('completion', () => {
  it('offers every command after a slash, and those that fit after more', () => {
    expect(names('/')).toEqual(['/ops', '/particlespace', '/pmp']);
    expect(names('/p')).toEqual(['/particlespace', '/pmp', '/ops']);
    expect(names('/PM')).toEqual(['/pmp']);
  });

  it('finds a command by a word of its description', () => {
    expect(names('/ticket')).toEqual(['/particlespace']);
  });

  it('is silent for words and once arguments are typed', () => {
    expect(names('hello /p')).toEqual([]);
    expect(names('/pmp ')).toEqual([]);
    expect(names('')).toEqual([]);
  });
});

it('knows whose arguments are being typed', () => {
  expect(commandOf(commands, '/pmp lead')?.command).toBe('/pmp');
  expect(commandOf(commands, '/pmp')).toBeUndefined();
});

describe('examples', () => {
  it('takes each way of a usage hint', () => {
    expect(examplesOf(command('/pmp', '', 'lead search acme | help'))).toEqual([
      { text: '/pmp lead search acme', whole: true },
      { text: '/pmp help', whole: true },
    ]);
  });

  it.each(['note add [project] [text]', 'note add <project>', 'note add {id}', 'note add (id)', 'note add id…'])(
    'cuts %j where something is left to fill in',
    (hint) => {
      expect(examplesOf(command('/jumptech', '', hint))).toEqual([{ text: '/jumptech note add', whole: false }]);
    },
  );

  it('is empty without a hint and says nothing twice', () => {
    expect(examplesOf(command('/ops', ''))).toEqual([]);
    expect(examplesOf(command('/ops', '', 'help | help'))).toHaveLength(1);
  });
});
