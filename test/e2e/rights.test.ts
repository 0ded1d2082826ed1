import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { nextValue, pageValue } from '../../blocks/actions.ts';
import type { Message } from '../../sandbox/api.ts';
import { forger } from '../support/forged.ts';
import { raise, type Stage, wordsIn } from '../support/stage.ts';

const [ADA, GRACE, GUS, SAM] = ['U0ADA000001', 'U0GRACE0001', 'U0GUEST0001', 'U0STRANGER1'];
const folder = mkdtempSync(join(tmpdir(), 'bellhop-rights-'));
const policy = join(folder, 'policy.yml');
writeFileSync(
  policy,
  `default: allow_members
rules:
  - operations: pmp.customer.search
    decision: approval
    approval:
      users: [U0GRACE0001, U0MARGARET1]
      channel: C0INSTALL01
  - label: Settings are not for Grace
    operations: jframework.**
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
  rmSync(folder, { recursive: true });
});

const text = (message: Message): string => `${message.text}\n${wordsIn(message.blocks)}`;
const quiet = () => new Promise((resolve) => setTimeout(resolve, 400));
const token = () => stage.slack.env.SLACK_BOT_TOKEN ?? '';

describe('a word that is also a key of every object', () => {
  const WORDS = [...Object.getOwnPropertyNames(Object.prototype), 'prototype'];

  it.each(WORDS)('/ops %s is answered like any unknown word, with text and blocks alone', async (word) => {
    const { status, body } = await forger(stage).command(ADA, '/ops', word);
    expect(status).toBe(200);
    const answer = JSON.parse(body);
    expect(Object.keys(answer).sort()).toEqual(['blocks', 'response_type', 'text']);
    expect(body).toContain(`I do not know`);
    expect(body).not.toContain(token());
  });

  it.each(WORDS)('/pmp %s, as a resource, a verb, a field and a value, does nothing strange', async (word) => {
    for (const line of [word, `${word} search`]) {
      const { body } = await forger(stage).command(ADA, '/pmp', line);
      expect(body).toContain('do not know');
    }
    // Without a verb it is a word to search for.
    await stage.type(`/pmp lead ${word}`);
    await stage.sees(`No leads found for "${word}"`);
    await forger(stage).press(ADA, word, word);
    await forger(stage).press(ADA, 'next', JSON.stringify({ operation: word, input: {} }));
    await stage.sees('This button is too old');
    expect(stage.logged()).not.toContain('delivery failed');
  });
});

describe('people who may use nothing here', () => {
  const COMMANDS = ['', 'help', 'version', 'vendors', 'history', 'may-i pmp.lead.search', 'who-may pmp.lead.search'];

  it.each(COMMANDS)('get no answer to /ops %s but why', async (line) => {
    for (const [who, why] of [
      [GUS, "Guests can't use Bellhop"],
      [SAM, 'Only members of this workspace can use Bellhop'],
    ] as const) {
      const { body } = await forger(stage).command(who, '/ops', line);
      expect(JSON.parse(body).text).toContain(why);
      expect(body).not.toContain('PMP');
    }
  });

  it('get no help of a vendor either, and see nothing in App Home', async () => {
    await stage.type('/pmp help', 'gus');
    expect(text(await stage.sees("Guests can't use Bellhop", 'gus'))).not.toContain('/pmp lead');
    await stage.slack.workspace.openHome('gus');
    await stage.slack.workspace.waitFor(() =>
      JSON.stringify(stage.slack.workspace.home('gus') ?? '').includes("Guests can't use Bellhop"),
    );
    expect(JSON.stringify(stage.slack.workspace.home('gus'))).not.toContain('PMP');
  });
});

describe('Try again', () => {
  it('asks before a destructive operation runs, whoever presses it', async () => {
    stage.vendor('pmp').setSwitch('normal');
    await stage.type('/pmp lead delete 42');
    const question = await stage.sees('Delete lead 42?');
    stage.vendor('pmp').setSwitch('failing');
    await stage.press(question, 'Delete this lead');
    const failed = await stage.sees('Not done');
    stage.vendor('pmp').setSwitch('normal');
    const reference = /BH-[0-9A-Z]{6}/.exec(text(failed))?.[0] ?? '';
    await forger(stage).press(GRACE, 'retry', reference);
    await stage.sees('Delete lead 42?', 'grace');
    await quiet();
    expect(stage.vendor('pmp').books()).toHaveLength(0);
  });

  it('puts one question for a double click, and drops the question of whoever pressed before', async () => {
    stage.vendor('pmp').setSwitch('normal');
    await stage.type('/pmp lead delete 41');
    const question = await stage.sees('Delete lead 41?');
    stage.vendor('pmp').setSwitch('failing');
    await stage.press(question, 'Delete this lead');
    const failed = await stage.sees('Not done');
    stage.vendor('pmp').setSwitch('normal');
    const reference = /BH-[0-9A-Z]{6}/.exec(text(failed))?.[0] ?? '';
    stage.mark();
    await Promise.all([forger(stage).press(ADA, 'retry', reference), forger(stage).press(ADA, 'retry', reference)]);
    const hers = await stage.sees('Delete lead 41?');
    await quiet();
    const asked = (as: string) =>
      stage.slack.workspace.messages(as, '#operations').filter((one) => text(one).includes('Delete lead 41?'));
    expect(asked('ada')).toHaveLength(1);
    await forger(stage).press(GRACE, 'retry', reference);
    const grace = await stage.sees('Delete lead 41?', 'grace');
    await stage.press(hers, 'Delete this lead');
    await stage.press(grace, 'Delete this lead', 'grace');
    await stage.slack.workspace.waitFor(() => stage.vendor('pmp').books().length > 0, 8_000);
    await quiet();
    expect(stage.vendor('pmp').books()).toHaveLength(1);
  });

  it('is not used up by somebody who may not press it', async () => {
    stage.vendor('pmp').setSwitch('failing');
    await stage.type('/pmp lead get 17');
    const failed = await stage.sees('Not done');
    stage.vendor('pmp').setSwitch('normal');
    const reference = /BH-[0-9A-Z]{6}/.exec(text(failed))?.[0] ?? '';
    await forger(stage).press(GUS, 'retry', reference);
    await stage.sees("Guests can't use Bellhop", 'gus');
    await stage.press(failed, 'Try again');
    await stage.sees('Convert to customer');
  });

  it('leaves a button below a card to those who may press it', async () => {
    await stage.type('/pmp lead get 17');
    const card = await stage.sees('Convert to customer');
    const button = JSON.parse(
      /"value":"(\{\\"operation\\":\\"pmp\.customer\.add.*?\})"/
        .exec(JSON.stringify(card))?.[1]
        ?.replaceAll('\\"', '"') ?? '{}',
    );
    await forger(stage).press(GUS, 'next', nextValue(button), { message: card.ts });
    await stage.sees("Guests can't use Bellhop", 'gus');
    await stage.press(card, 'Convert to customer');
    await stage.sees(/Customer .* added/);
  });
});

describe('forged payloads', () => {
  it('a page button shows nothing of a read that still waits for approval', async () => {
    await stage.type('/pmp customer search northgate');
    const waiting = await stage.sees('Waiting for');
    const reference = /BH-[0-9A-Z]{6}/.exec(text(waiting))?.[0] ?? '';
    await forger(stage).press(ADA, 'page', pageValue(reference, 1));
    await stage.sees('needs the approval of others');
    expect(stage.transcript()).not.toContain('Northgate');
  });

  it('a page button with the reference of a write sends nothing', async () => {
    await stage.type('/pmp customer add Only Once Ltd');
    const reference = /BH-[0-9A-Z]{6}/.exec(text(await stage.sees('Only Once Ltd')))?.[0] ?? '';
    await forger(stage).press(ADA, 'page', pageValue(reference, 1));
    await stage.sees('This list is too old');
    expect(stage.vendor('pmp').books()).toHaveLength(1);
  });

  it.each([
    ['retry', 'This cannot be tried again from here'],
    ['again', 'The outcome is known by now'],
    ['mark_done', 'The outcome is known by now'],
    ['look_up', 'The outcome is known by now'],
  ])('a %s button with the reference of what was done does nothing more', async (name, why) => {
    await stage.type(`/pmp customer add Done With ${name}`);
    const reference = /BH-[0-9A-Z]{6}/.exec(text(await stage.sees(`Done With ${name}`)))?.[0] ?? '';
    stage.mark();
    await forger(stage).press(ADA, name, reference);
    await stage.sees(why);
    expect(stage.vendor('pmp').books()).toHaveLength(1);
  });

  it('a form of a record whose present values are forgotten sends nothing', async () => {
    const origin = { door: 'form', private: false, replyTo: {} };
    const ofOlderVersion = { door: 'form', team: 'T0SANDBOX01', private: false, seen: 'forgotten' };
    for (const place of [{ origin, etag: 'forgotten' }, { origin: ofOlderVersion }]) {
      const state = { operation: 'pmp.customer.update', key: 'late', draft: 'forgotten', ...place };
      const view = { callback_id: 'form', private_metadata: JSON.stringify(state) };
      const { body } = await forger(stage).submit(ADA, view);
      expect(body).toContain('This form has been open for too long');
    }
  });

  it.each([
    ['of another kind', { callback_id: 'toString' }],
    ['without its state', { callback_id: 'form' }],
    [
      'of an operation that is gone',
      { callback_id: 'form', private_metadata: '{"operation":"pmp.fax.send","key":"k","origin":{"team":"T"}}' },
    ],
  ])('a view %s says that it is no longer known', async (_, view) => {
    expect((await forger(stage).submit(ADA, view)).body).toContain('This form is no longer known');
  });

  it('a picked operation that is denied opens no form, and shows no list of the site', async () => {
    const view = (operation: string) => ({
      callback_id: 'picker',
      private_metadata: JSON.stringify({
        origin: { door: 'shortcut', team: 'T0SANDBOX01', private: false },
        draft: '',
      }),
      state: {
        values: { operation: { value: { type: 'static_select', selected_option: { value: operation } } } },
      },
    });
    for (const who of [GRACE, GUS]) {
      const { body } = await forger(stage).submit(who, view('jframework.sms.create'));
      expect(body).toContain('Not allowed');
      expect(body).not.toContain('option');
    }
    const { body } = await forger(stage).submit(ADA, view('jframework.sms.create'));
    expect(body).toContain('options');
  });

  it('a question is confirmed and cancelled by nobody but the person it was put to', async () => {
    await stage.type('/pmp lead delete 43');
    const question = await stage.sees('Delete lead 43?');
    const reference = /BH-[0-9A-Z]{6}/.exec(text(question))?.[0] ?? '';
    await forger(stage).press(GRACE, 'confirm', reference);
    await forger(stage).press(GRACE, 'cancel', reference);
    await quiet();
    expect(stage.vendor('pmp').books()).toHaveLength(0);
    await stage.press(question, 'Delete this lead');
    await stage.slack.workspace.waitFor(() => stage.vendor('pmp').books().length === 1, 8_000);
  });
});

describe('an organization with several workspaces', () => {
  it('confirms what a command asked for when the press names another workspace', async () => {
    await stage.type('/pmp lead delete 44');
    const question = await stage.sees('Delete lead 44?');
    const reference = /BH-[0-9A-Z]{6}/.exec(text(question))?.[0] ?? '';
    await forger(stage).press(ADA, 'confirm', reference, { team: 'T0OTHER0001' });
    await stage.slack.workspace.waitFor(() => stage.vendor('pmp').books().length === 1, 8_000);
  });
});
