import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../sandbox/api.ts';
import { wordsIn } from '../support/stage.ts';
import { raiseWatchStage, type WatchStage } from '../support/watch-stage.ts';

const ACME = 'Acme Bathrooms Ltd';
const folder = mkdtempSync(join(tmpdir(), 'bellhop-watches-'));
const policy = join(folder, 'policy.yml');
const policyFor = (person: string) => `default: allow_members
rules:
  - label: Leads are not for everybody
    operations: pmp.lead.*
    users: ${person}
    decision: deny
`;
const ALL_MAY = policyFor('U0NOBODY001');
const NOT_ADA = policyFor('U0ADA000001');

let watching: WatchStage;
let stage: WatchStage['stage'];
let id: string;
beforeAll(async () => {
  writeFileSync(policy, ALL_MAY);
  watching = await raiseWatchStage({ environment: { POLICY_FILE: policy } });
  stage = watching.stage;
});
beforeEach(async () => {
  await stage.type('/ops watch pmp leads every=1m');
  id = watching.idIn(await stage.sees('Watching Leads in PMP'));
  await watching.settled();
});
afterEach(async () => {
  writeFileSync(policy, ALL_MAY);
  await stage.type(`/ops watches stop ${id}`, 'grace');
  await stage.sees(/stopped|There is no watch/, 'grace');
  stage.vendor('pmp').reset();
});
afterAll(async () => {
  await stage.close();
  rmSync(folder, { recursive: true });
});

const text = (message: Message): string => `${message.text}\n${wordsIn(message.blocks)}`;
const quiet = () => new Promise((resolve) => setTimeout(resolve, 1_500));

/** A lead changes at PMP, and the watch looks. */
async function changed(status: string): Promise<Message> {
  stage.mark();
  watching.changeLead(ACME, { status });
  watching.pass(2);
  return stage.sees(/Changed: (?!Leads in|muted)\S/);
}

/** The same where nothing must come of it. */
async function changesUnseen(status: string): Promise<void> {
  stage.mark();
  watching.changeLead(ACME, { status });
  watching.pass(2);
  await quiet();
  await expect(
    Promise.race([stage.sees(/Changed: (?!Leads in|muted)\S/), quiet().then(() => 'nothing')]),
  ).resolves.toBe('nothing');
}

describe('the menu of a notification', () => {
  it('pauses for an hour, keeps what happens meanwhile, and goes on by itself', async () => {
    const card = await changed('4');
    await stage.press(card, 'Pause for an hour', 'grace');
    expect(text(await stage.sees(/is paused until/, 'grace'))).toContain(id);
    await stage.sees(/@grace paused the watch/);
    await changesUnseen('5');
    stage.mark();
    watching.pass(61);
    expect(text(await stage.sees(/Changed: (?!Leads in|muted)\S/))).toContain('→');
  }, 60_000);

  it('mutes a record for good, and the form of the watch takes it back', async () => {
    const card = await changed('4');
    await stage.press(card, 'Mute this record');
    await stage.sees('says nothing more about this record');
    await changesUnseen('5');

    await stage.press(card, 'Change this watch');
    const view = await stage.opens('Change a watch');
    expect(JSON.stringify(view.blocks)).toContain('Muted records');
    await stage.slack.workspace.submitView('ada', { 'Muted records': null });
    await stage.sees('Changed: Leads in PMP');
    expect(text(await changed('3'))).toContain('→');
  }, 60_000);

  it('does nothing for who may not look at what is watched', async () => {
    const card = await changed('4');
    await stage.press(card, 'Pause for a day', 'gus');
    expect(text(await stage.sees(/may not|can't use/, 'gus'))).not.toContain('is paused');
    await stage.press(card, 'Change this watch', 'gus');
    await stage.sees(/may not|can't use/, 'gus');
    expect(stage.slack.workspace.views('gus')).toEqual([]);
    await stage.type('/ops watches');
    expect(text(await stage.sees('Watches of this channel'))).toContain('Active');
  }, 60_000);
});

describe('the list of watches', () => {
  it('pauses, resumes, tests and stops with a press, in place, and says so in the channel', async () => {
    await stage.type('/ops watches');
    const list = await stage.sees('Watches of this channel');
    await stage.press(list, 'Pause');
    await stage.sees(/@ada paused the watch/);
    await stage.press(await stage.sees(`${id} is paused`), 'Resume');
    await stage.sees(/@ada resumed the watch/);
    await stage.press(await stage.sees(`${id} goes on from where it was`), 'Test');
    await stage.sees('This is a test of the watch');
    await stage.type('/ops watches');
    await stage.press(await stage.sees('Watches of this channel'), 'Stop');
    await stage.sees(/@ada stopped the watch/);
    await stage.sees('No watches yet');
  }, 60_000);
});

describe('a burst', () => {
  it('is one message, whose button shows all of it', async () => {
    stage.mark();
    stage.vendor('pmp').editor.changeMany('leads', 30);
    watching.pass(2);
    const many = await stage.sees('30 changed');
    await stage.press(many, 'Show all 30');
    const { workspace } = stage.slack;
    const shown = (words: string) =>
      workspace.waitFor(() => workspace.views('ada').find((one) => wordsIn(one.blocks).includes(words)), 5_000);
    const first = await shown('Page 1 of 2');
    expect(wordsIn(first.blocks).match(/Changed: \S/g)).toHaveLength(20);
    await stage.press(first, 'Next page');
    expect(wordsIn((await shown('Page 2 of 2')).blocks).match(/Changed: \S/g)).toHaveLength(10);
    await workspace.close({ as: 'U0ADA000001', viewId: first.id });
  }, 60_000);
});

describe('an owner who loses the right', () => {
  it('pauses the watch, which says so, and a colleague takes it over and it goes on', async () => {
    writeFileSync(policy, NOT_ADA);
    await stage.restartBot();
    stage.mark();
    watching.changeLead(ACME, { status: '4' });
    watching.pass(2);
    const paused = await stage.sees(/is paused/);
    await expect(
      Promise.race([stage.sees(/Changed: (?!Leads in|muted)\S/), quiet().then(() => 'nothing')]),
    ).resolves.toBe('nothing');

    await stage.press(paused, 'Take over');
    await stage.sees(/may not/);
    await stage.press(paused, 'Take over', 'grace');
    await stage.sees(/@grace took over the watch/);
    expect(text(await stage.sees(/Changed: (?!Leads in|muted)\S/))).toContain('→');
  }, 60_000);
});
