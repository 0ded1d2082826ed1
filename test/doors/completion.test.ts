import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { completionScript, completionsFor } from '../../doors/terminal/completion.ts';

const PRESS_TAB = fileURLToPath(new URL('press-tab.zsh', import.meta.url));
/** zsh brings the terminal that both shells are tried on. */
const hasZsh = spawnSync('zsh', ['--version']).status === 0;

it('goes from vendor to resource to verb to fields', () => {
  expect(completionsFor([])).toContain('pmp');
  expect(completionsFor(['pmp'])).toContain('lead');
  expect(completionsFor(['pmp', 'lead'])).toContain('search');
  expect(completionsFor(['pmp', 'lead', 'update'])).toContain('status=');
  expect(completionsFor(['constructor'])).toEqual([]);
});

describe('the completion script', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-completion-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('works in bash without a terminal', () => {
    const script = join(folder, 'ops.bash');
    writeFileSync(script, completionScript('bash'));
    const complete = (words: string[]) =>
      execFileSync(
        'bash',
        [
          '-c',
          `source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _ops; printf '%s\\n' "\${COMPREPLY[@]}"`,
          script,
          ...words,
        ],
        { encoding: 'utf8' },
      )
        .trim()
        .split('\n');
    expect(complete(['ops', 'pm'])).toEqual(['pmp']);
    expect(complete(['ops', 'pmp', 'lead', 'se'])).toEqual(['search']);
    expect(complete(['ops', 'pmp', 'lead', 'update', 'stat'])).toEqual(
      ['status=', 'state='].filter((one) => one.startsWith('stat')),
    );
    expect(complete(['ops', 'pmp', 'lead', 'update', '17', 'assig'])).toEqual(['assigned=']);
    expect(complete(['ops', 'pmp', 'lead', 'update', '17', 'status', '=', 'na'])).toEqual(['']);
  });

  it.runIf(hasZsh).each(['bash', 'zsh'] as const)(
    'completes what a person types when they press Tab in %s',
    (shell) => {
      const script = join(folder, `tab.${shell}`);
      writeFileSync(script, completionScript(shell));
      /** What was typed, and an x where Tab left the cursor. */
      const completed = {
        'ops pm': 'ops pmp x',
        'ops pmp lead se': 'ops pmp lead search x',
        'ops pmp lead update assig': 'ops pmp lead update assigned=x',
        'ops pmp lead update 17 assig': 'ops pmp lead update 17 assigned=x',
        'ops pmp lead update 17 status=na': 'ops pmp lead update 17 status=nax',
        'ops nothing x': 'ops nothing xx',
      };
      const typed = Object.keys(completed);
      const said = execFileSync('zsh', ['-f', PRESS_TAB, shell, script, ...typed], {
        encoding: 'utf8',
        timeout: 30_000,
      });
      const lines = [...said.matchAll(/[\r\n]\[(ops[^\]\r\n]*)\]/g)].map(([, line]) => line);
      expect(lines).toEqual(Object.values(completed));
    },
    35_000,
  );
});
