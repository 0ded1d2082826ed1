import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../sandbox/api.ts';
import { raise, type Stage, wordsIn } from '../support/stage.ts';

const PROJECT = '7d733b90-a506-4d91-8c78-74c3b3be188f';
const folder = mkdtempSync(join(tmpdir(), 'bellhop-policy-'));
const policy = join(folder, 'policy.yml');
writeFileSync(
  policy,
  `default: allow_members
rules:
  - label: Deleting in PMP needs two
    operations: pmp.*.delete
    decision: approval
    approval:
      users: [U0GRACE0001, U0MARGARET1]
      needed: 2
      channel: C0INSTALL01
      expires_minutes: 60
  - label: Leads are not for Grace
    operations: pmp.lead.*
    users: U0GRACE0001
    decision: deny
`,
);

let stage: Stage;
beforeAll(async () => {
  stage = await raise({ environment: { POLICY_FILE: policy, VENDOR_TIMEOUT_SECONDS: '2' } });
});
afterEach(() => {
  for (const id of ['jumptech', 'pmp', 'particlespace']) stage.vendor(id).reset();
});
afterAll(async () => {
  await stage.close();
  rmSync(folder, { recursive: true, force: true });
});

const text = (message: Message): string => `${message.text}\n${wordsIn(message.blocks)}`;
const referenceIn = (message: Message): string => /BH-[0-9A-Z]{6}/.exec(text(message))?.[0] ?? '';

describe('an unknown outcome', () => {
  it('stands in the channel with what was sent, and can be marked as done by somebody who looked', async () => {
    stage.vendor('jumptech').setSwitch('drops_answer');
    await stage.type(`/jumptech note add ${PROJECT} Was it written?`);
    const card = await stage.sees('Outcome unknown');
    expect(card.ephemeralFor).toBeUndefined();
    expect(text(card)).toContain('Was it written?');
    expect(text(card)).not.toContain('Look it up at');
    await stage.press(card, 'Mark as done');
    const settled = await stage.sees('Add a note: done');
    expect(settled.ts).toBe(card.ts);
    expect(stage.vendor('jumptech').books()).toHaveLength(1);
  });

  it('is looked up where the vendor can be read', async () => {
    stage.vendor('pmp').setSwitch('drops_answer');
    await stage.type('/pmp customer add Nowhere to be seen Ltd');
    const card = await stage.sees('Outcome unknown');
    stage.vendor('pmp').setSwitch('normal');
    await stage.press(card, 'Look it up');
    const settled = await stage.sees('Nowhere to be seen Ltd is there');
    expect(settled.ts).toBe(card.ts);
    expect(stage.vendor('pmp').books()).toHaveLength(1);
  });

  it('is sent again only when somebody says so, once', async () => {
    stage.vendor('jumptech').setSwitch('hangs');
    await stage.type(`/jumptech note add ${PROJECT} Once more`);
    const card = await stage.sees('Outcome unknown');
    stage.vendor('jumptech').setSwitch('normal');
    await stage.press(card, 'Run again anyway');
    await stage.sees('Note added to project');
    await stage.slack.workspace.press('ada', card, 'Run again anyway');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(stage.vendor('jumptech').books()).toHaveLength(1);
  });
});

describe('approval', () => {
  it('asks the others, counts each voice once, and runs when all are there', async () => {
    await stage.type('/pmp lead delete 42');
    const question = await stage.sees('Delete lead');
    await stage.press(question, 'Delete this lead');
    const waiting = await stage.sees('Waiting for 2 approvals');
    const asked = await stage.slack.workspace.waitFor(() =>
      stage.slack.workspace.messages('grace', '#installations').findLast((one) => text(one).includes('Approval:')),
    );
    expect(text(asked)).toContain('42');
    // Not by oneself, and not by those who are not asked.
    await stage.slack.workspace.press('ada', asked, 'Approve');
    await stage.slack.workspace.waitFor(() => stage.transcript('ada', '#installations').includes('Nobody can approve'));
    await stage.slack.workspace.press('grace', asked, 'Approve');
    await stage.slack.workspace.press('grace', asked, 'Approve');
    await stage.slack.workspace.waitFor(() => stage.transcript('grace', '#installations').includes('1 of 2'));
    expect(stage.vendor('pmp').books()).toHaveLength(0);
    await stage.slack.workspace.press('margaret', asked, 'Approve');
    await stage.slack.workspace.waitFor(() => stage.vendor('pmp').books().length === 1, 8_000);
    await stage.slack.workspace.waitFor(() =>
      stage.slack.workspace
        .messages('ada', '#operations')
        .some((one) => one.ts === waiting.ts && /deleted/i.test(text(one))),
    );
    expect(stage.transcript('grace', '#installations')).toContain('Approved');
  });

  it('ends with one denial, whose reason the person reads', async () => {
    await stage.type('/pmp lead delete 43');
    await stage.press(await stage.sees('Delete lead'), 'Delete this lead');
    await stage.sees('Waiting for 2 approvals');
    const asked = await stage.slack.workspace.waitFor(() =>
      stage.slack.workspace.messages('margaret', '#installations').findLast((one) => text(one).includes('Waiting:')),
    );
    await stage.slack.workspace.press('margaret', asked, 'Deny');
    await stage.opens('Deny', 'margaret');
    stage.mark();
    await stage.slack.workspace.submitView('margaret', { Reason: 'We still need this lead' });
    expect(text(await stage.sees('We still need this lead'))).toContain('Not allowed');
    expect(stage.vendor('pmp').books()).toHaveLength(0);
  });

  it('survives a restart of the bot', async () => {
    await stage.type('/pmp lead delete 44');
    await stage.press(await stage.sees('Delete lead'), 'Delete this lead');
    await stage.sees('Waiting for 2 approvals');
    await stage.restartBot();
    const asked = stage.slack.workspace
      .messages('margaret', '#installations')
      .findLast((one) => text(one).includes('Waiting:'));
    await stage.slack.workspace.press('margaret', asked!, 'Approve');
    await stage.slack.workspace.press('grace', asked!, 'Approve');
    await stage.slack.workspace.waitFor(() => stage.vendor('pmp').books().length === 1, 8_000);
  });
});

describe('rights', () => {
  it('show in help, in words, and where the work is done', async () => {
    await stage.type('/pmp help', 'grace');
    expect(text(await stage.sees('customer', 'grace'))).not.toContain('/pmp lead');
    await stage.type('/pmp lead search acme', 'grace');
    await stage.sees('Leads are not for Grace', 'grace');
    await stage.type('/ops may-i pmp.lead.search', 'grace');
    await stage.sees('Leads are not for Grace', 'grace');
    await stage.type('/ops may-i pmp lead delete');
    await stage.sees('once');
    await stage.type('/ops who-may pmp.lead.delete');
    await stage.sees('Who may');
    await stage.type('/pmp help', 'gus');
    await stage.sees('nothing here that you may run', 'gus');
  });
});

describe('undo', () => {
  it('puts back what an update changed, as a wish of its own', async () => {
    await stage.type('/pmp customer update 7 city=Elsewhere');
    const question = await stage.sees(/Update customer 7|updated/);
    if (question.ephemeralFor) await stage.press(question, 'Update all the same');
    const done = await stage.sees('updated');
    expect(text(done)).toContain('Elsewhere');
    await stage.press(done, 'Undo');
    const again = await stage.sees(/Update customer 7|updated/);
    if (again.ephemeralFor) await stage.press(again, 'Update all the same');
    await stage.slack.workspace.waitFor(() => stage.vendor('pmp').books().length === 2, 8_000);
    await stage.sees('updated');
    await stage.slack.workspace.press('ada', done, 'Undo');
    await stage.sees('This was undone already');
  });

  it('is refused when somebody changed the record since', async () => {
    await stage.type('/pmp customer update 8 city=First');
    const question = await stage.sees(/Update customer 8|updated/);
    if (question.ephemeralFor) await stage.press(question, 'Update all the same');
    const done = await stage.sees('updated');
    await stage.type('/pmp customer update 8 city=Second');
    const second = await stage.sees(/Update customer 8|Second/);
    if (second.ephemeralFor) await stage.press(second, 'Update all the same');
    await stage.slack.workspace.waitFor(() => stage.vendor('pmp').books().length === 2, 8_000);
    await stage.press(done, 'Undo');
    await stage.sees('Somebody changed the record since');
  });
});

describe('a form that shows the present values', () => {
  it('sends only what was changed, and notices a change made meanwhile', async () => {
    await stage.type('/pmp milestone update 3');
    const form = await stage.slack.workspace.waitFor(() =>
      stage.slack.workspace.views('ada').find((view) => view.blocks.some(({ type }) => type === 'input')),
    );
    expect(JSON.stringify(form.state.values)).toMatch(/\d{4}-\d\d-\d\d/);
    await stage.type('/pmp milestone update 3 name=Meanwhile', 'margaret');
    await stage.slack.workspace.waitFor(() => stage.vendor('pmp').books().length === 1, 8_000);
    await stage.slack.workspace.submitView('ada', { Name: 'My own name' });
    await stage.sees('Somebody changed this record after you opened the form');
    expect(stage.vendor('pmp').books()).toHaveLength(1);
  });
});

describe('history', () => {
  it('lists what was asked, filters it, and shows one with its values to those who may see them', async () => {
    await stage.type(`/jumptech note add ${PROJECT} For the record`);
    const reference = referenceIn(await stage.sees('Note added to project'));
    await stage.type('/ops history vendor=jumptech since=today');
    await stage.sees('on record');
    await stage.type(`/ops show ${reference}`);
    expect(text(await stage.sees('Add a note: done'))).toContain('For the record');
    await stage.type(`/ops show ${reference}`, 'gus');
    expect(text(await stage.sees('What was given is hidden', 'gus'))).not.toContain('For the record');
    await stage.type('/ops history state=nonsense');
    await stage.sees('I know these states');
  });
});

it('moves a ticket back to where the bot last put it', async () => {
  await stage.type('/particlespace ticket move tic_9 NEW title=Faucet description=Leak');
  await stage.sees('Ticket tic_9 moved to NEW');
  await stage.type('/particlespace ticket move tic_9 DONE title=Faucet description=Leak');
  await stage.press(await stage.sees('Ticket tic_9 moved to DONE'), 'Undo');
  await stage.sees('Ticket tic_9 moved to NEW');
  expect(stage.vendor('particlespace').books()).toHaveLength(3);
});
