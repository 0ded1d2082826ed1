import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, expect, it } from 'vitest';
import { LOCAL_PEOPLE, openTerminal } from '../../doors/terminal/door.ts';
import { EXIT } from '../../doors/terminal/exit-codes.ts';
import { loadConfig } from '../../src/config.ts';
import { raise, type Stage, wordsIn } from '../support/stage.ts';

const folder = mkdtempSync(join(tmpdir(), 'bellhop-terminal-approval-'));
const policy = join(folder, 'policy.yml');
writeFileSync(
  policy,
  `default: allow_members
rules:
  - label: Deleting needs a lead
    operations: pmp.*.delete
    decision: approval
    approval:
      groups: S0OPSLEADS1
      channel: C0INSTALL01
`,
);
let stage: Stage;
afterAll(async () => {
  await stage.close();
  rmSync(folder, { recursive: true, force: true });
});

it('has the bot ask those who decide, and says that it waits for them', async () => {
  stage = await raise({ environment: { POLICY_FILE: policy }, bot: { leaseMs: 1_000, sweepMs: 200 } });
  const config = loadConfig({
    ...stage.slack.env,
    ...stage.vendor('pmp').env,
    POLICY_FILE: policy,
    DATA_DIR: stage.dataDir,
    ...(stage.databaseUrl ? { DATABASE_URL: stage.databaseUrl } : {}),
  });
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  const io = { out: say, note: say, look: { columns: 80, colours: false }, json: false, yes: true };
  const actor = { id: stage.slack.workspace.person('ada')!.id, team: '' };
  const terminal = await openTerminal(config, pino({ level: 'silent' }), io, { actor, people: LOCAL_PEOPLE });
  expect(await terminal.run('pmp milestone delete 5')).toBe(EXIT.waiting);
  await terminal.stop();
  expect(said.join('\n')).toContain('waits for the approval of others');
  const card = await stage.slack.workspace.waitFor(
    () => stage.slack.workspace.messages('grace', '#installations').find(({ text }) => text.includes('Approval:')),
    15_000,
  );
  expect(wordsIn(card.blocks)).toContain('5');
  await stage.slack.workspace.press('grace', card, 'Approve');
  await stage.slack.workspace.waitFor(() => stage.vendor('pmp').books().length === 1, 8_000);
}, 30_000);
