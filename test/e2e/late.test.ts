import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../sandbox/api.ts';
import { openSqliteFile } from '../../src/storage/sqlite-file.ts';
import { raise, type Stage, wordsIn } from '../support/stage.ts';

const PROJECT = '7d733b90-a506-4d91-8c78-74c3b3be188f';
const NOTE = `/jumptech note add ${PROJECT}`;
const SLACK_WAITS_MS = 3_000;

const folder = mkdtempSync(join(tmpdir(), 'bellhop-late-'));
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
beforeEach(async () => {
  stage = await raise({ environment: { POLICY_FILE: policy } });
});
afterEach(async () => {
  stage.slack.workspace.slackTrouble('none');
  await stage.close();
});

/** Another program has the journal for itself. Returns what lets go of it. */
async function lockJournal(): Promise<() => Promise<void>> {
  if (stage.databaseUrl) {
    const client = new pg.Client({ connectionString: stage.databaseUrl });
    await client.connect();
    await client.query('begin; select * from journal_chain for update');
    return () => client.end();
  }
  const { database } = await openSqliteFile(stage.dataDir);
  database.exec('begin immediate');
  return async () => database.close();
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};
const books = () => stage.vendor('jumptech').books().length;
const settled = () => wait(1_000);

describe('while another program has the journal', () => {
  it('says in time that a command was not taken, and does not do it later', async () => {
    const unlock = await lockJournal();
    expect(await timed(() => stage.type(`${NOTE} Too late`))).toBeLessThan(SLACK_WAITS_MS);
    await stage.sees('could not record this in time, so nothing was done.');
    await wait(2_000);
    await unlock();
    await settled();
    expect(books()).toBe(0);
    expect(await stage.kept()).not.toContain('Too late');
    await stage.type(`${NOTE} In time`);
    await stage.sees('Note added');
    expect(books()).toBe(1);
  });

  it('takes a command when it is free in time', async () => {
    const unlock = await lockJournal();
    void wait(1_200).then(unlock);
    expect(await timed(() => stage.type(`${NOTE} Patience`))).toBeLessThan(SLACK_WAITS_MS);
    await stage.sees('Note added');
  });

  it('answers at once what needs no record', async () => {
    const unlock = await lockJournal();
    const typed = stage.slack.workspace.command({
      as: stage.slack.workspace.person('grace')!.id,
      channel: stage.slack.workspace.channel('#operations')!.id,
      text: `${NOTE} Waits`,
    });
    for (let round = 0; round < 10; round++) {
      expect(await timed(() => stage.type('/ops version'))).toBeLessThan(400);
      await wait(50);
    }
    await typed;
    await unlock();
  });

  it('says that a confirmation was not taken, and takes it when it is pressed again', async () => {
    await stage.type('/pmp lead delete 42');
    const question = await stage.sees('Delete');
    const label = buttonOf(question, /^Delete/);
    const unlock = await lockJournal();
    expect(await timed(() => stage.press(question, label))).toBeLessThan(SLACK_WAITS_MS);
    await stage.sees('could not record this in time, so nothing was done.');
    await unlock();
    await settled();
    expect(stage.transcript('ada')).not.toContain('Waiting for');
    await stage.press(question, label);
    await stage.sees('Waiting for one approval');
  });

  it('says that a form was not taken, which stays open, and takes it when it is sent again', async () => {
    await stage.type(NOTE);
    await stage.opens('Add a note');
    const unlock = await lockJournal();
    expect(await timed(() => stage.slack.workspace.submitView('ada', { Note: 'By form' }))).toBeLessThan(
      SLACK_WAITS_MS,
    );
    expect(JSON.stringify(stage.slack.workspace.views('ada'))).toContain('could not record this in time');
    await unlock();
    await settled();
    expect(books()).toBe(0);
  });
});

const buttonOf = (message: Message, label: RegExp): string => {
  const found = wordsIn(message.blocks)
    .split('\n')
    .find((word) => label.test(word) && word !== wordsIn(message.blocks).split('\n')[0]);
  if (!found) throw new Error('No such button.');
  return found;
};

describe('a vote', () => {
  const LOOK_UPS = { methods: ['users.info', 'usergroups.users.list'] };
  let asked: Message;

  beforeEach(async () => {
    await stage.type('/pmp lead delete 42');
    const question = await stage.sees('Delete');
    await stage.press(question, buttonOf(question, /^Delete/));
    const { workspace } = stage.slack;
    asked = await workspace.waitFor(() =>
      workspace.messages('grace', '#installations').findLast((one) => one.text.includes('Approval:')),
    );
  });
  const seenBy = (person: string) => stage.transcript(person, '#installations');

  it('counts in time although both look-ups are slow', async () => {
    stage.slack.workspace.slackTrouble({ delayMs: 1_600 }, LOOK_UPS);
    expect(await timed(() => stage.press(asked, 'Approve', 'grace'))).toBeLessThan(SLACK_WAITS_MS);
    await stage.slack.workspace.waitFor(() => stage.vendor('pmp').books().length === 1, 5_000);
    expect(seenBy('grace')).not.toContain('not taken');
  });

  it('is either counted or said not to be, however slow Slack is', async () => {
    stage.slack.workspace.slackTrouble({ delayMs: 2_600 }, LOOK_UPS);
    expect(await timed(() => stage.press(asked, 'Approve', 'grace'))).toBeLessThan(SLACK_WAITS_MS);
    await stage.slack.workspace.waitFor(() => /not taken|nothing was done/.test(seenBy('grace')), 5_000);
    await wait(2_000);
    expect(stage.vendor('pmp').books()).toHaveLength(0);
    stage.slack.workspace.slackTrouble('none');
    await stage.press(asked, 'Approve', 'grace');
    await stage.slack.workspace.waitFor(() => stage.vendor('pmp').books().length === 1, 5_000);
  });

  it('opens the form for a denial before the trigger expires', async () => {
    stage.slack.workspace.slackTrouble({ delayMs: 1_900 }, LOOK_UPS);
    await stage.press(asked, 'Deny', 'grace');
    await stage.opens('Deny', 'grace');
    stage.slack.workspace.slackTrouble('none');
    await stage.slack.workspace.submitView('grace', { Reason: 'Not today' });
    await stage.sees('Not today');
  });

  it('is said not to be taken while the journal is locked, and not counted later', async () => {
    const unlock = await lockJournal();
    expect(await timed(() => stage.press(asked, 'Approve', 'grace'))).toBeLessThan(SLACK_WAITS_MS);
    await stage.slack.workspace.waitFor(() => seenBy('grace').includes('could not record this in time'), 5_000);
    await unlock();
    await settled();
    expect(stage.vendor('pmp').books()).toHaveLength(0);
  });
});

process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
