import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Message } from '../../sandbox/api.ts';
import { forger } from '../support/forged.ts';
import { raise, type Stage, wordsIn } from '../support/stage.ts';

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
      reminder_minutes: 20
  - label: Nobody is there to decide
    operations: particlespace.ticket.update
    decision: approval
    approval:
      users: U0GRACE0001
      channel: C0RANDOM001
  - label: Moving tickets needs one
    operations: particlespace.ticket.move
    users: U0MARGARET1
    decision: approval
    approval:
      users: U0GRACE0001
      channel: C0INSTALL01
  - label: Leads are not for Grace
    operations: pmp.lead.*
    users: U0GRACE0001
    decision: deny
`,
);

let stage: Stage;
beforeAll(async () => {
  stage = await raise({ environment: { POLICY_FILE: policy } });
});
afterEach(() => {
  for (const id of ['pmp', 'particlespace']) stage.vendor(id).reset();
});
afterAll(async () => {
  await stage.close();
  rmSync(folder, { recursive: true, force: true });
});

const text = (message: Message): string => `${message.text}\n${wordsIn(message.blocks)}`;

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
    const waiting = await stage.sees('Waiting for 2 approvals');
    const asked = await stage.slack.workspace.waitFor(() =>
      stage.slack.workspace.messages('margaret', '#installations').findLast((one) => text(one).includes('Waiting:')),
    );
    await stage.slack.workspace.press('margaret', asked, 'Deny');
    await stage.opens('Deny', 'margaret');
    stage.mark();
    await stage.slack.workspace.submitView('margaret', { Reason: 'We still need this lead' });
    const end = await stage.sees('We still need this lead');
    expect(text(end)).toContain('Not approved: Delete a lead');
    expect(end.ts).toBe(waiting.ts);
    expect(stage.vendor('pmp').books()).toHaveLength(0);
  });

  it('tells whoever votes after the decision that it was made already', async () => {
    await stage.type('/pmp lead delete 49');
    await stage.press(await stage.sees('Delete lead'), 'Delete this lead');
    const reference = /BH-\w{6}/.exec(text(await stage.sees('Waiting for 2 approvals')))?.[0] ?? '';
    await stage.slack.workspace.waitFor(() => stage.transcript('grace', '#installations').includes(reference));
    const denial = { callback_id: 'denial', private_metadata: reference };
    await forger(stage).submit('U0MARGARET1', denial);
    await stage.sees('Not approved');
    stage.mark('grace');
    await forger(stage).press('U0GRACE0001', 'approve', reference);
    await stage.sees('This was decided already', 'grace');
    // No form, whose reason nobody would read.
    stage.mark('grace');
    await forger(stage).press('U0GRACE0001', 'deny', reference);
    await stage.sees('This was decided already', 'grace');
    expect((await forger(stage).submit('U0GRACE0001', denial)).body).toContain('This was decided already');
    expect(stage.vendor('pmp').books()).toHaveLength(0);
  });

  it('opens no form for a denial by those who may not decide', async () => {
    await stage.type('/pmp lead delete 50');
    await stage.press(await stage.sees('Delete lead'), 'Delete this lead');
    const reference = /BH-\w{6}/.exec(text(await stage.sees('Waiting for 2 approvals')))?.[0] ?? '';
    await forger(stage).press('U0ADA000001', 'deny', reference);
    await stage.sees('Nobody can approve what they asked for themselves');
    stage.mark('gus');
    await forger(stage).press('U0GUEST0001', 'deny', reference);
    await stage.sees("Guests can't use Bellhop", 'gus');
    const denial = { callback_id: 'denial', private_metadata: reference };
    expect((await forger(stage).submit('U0GUEST0001', denial)).body).toContain("Guests can't use Bellhop");
    stage.mark();
    await forger(stage).submit('U0GRACE0001', denial);
    await stage.sees('Not approved');
  });

  it('offers the form for the reason again when its trigger expired', async () => {
    await stage.type('/pmp lead delete 43');
    await stage.press(await stage.sees('Delete lead'), 'Delete this lead');
    await stage.sees('Waiting for 2 approvals');
    const asked = await stage.slack.workspace.waitFor(() =>
      stage.slack.workspace.messages('margaret', '#installations').findLast((one) => text(one).includes('Waiting:')),
    );
    const logged = stage.logged().length;
    stage.slack.workspace.slackTrouble({ error: 'expired_trigger_id' }, { methods: ['views.open'], times: 1 });
    await stage.press(asked, 'Deny', 'margaret');
    const offer = await stage.sees('Slack did not let me open the form in time', 'margaret', '#installations');
    expect(offer.ephemeralFor).toBe(stage.slack.workspace.person('margaret')?.id);
    expect(stage.logged().slice(logged)).not.toContain('delivery failed');
    await stage.press(offer, 'Deny', 'margaret');
    await stage.opens('Deny', 'margaret');
    stage.mark();
    await stage.slack.workspace.submitView('margaret', { Reason: 'Not this one' });
    await stage.sees('Not this one');
  });

  it('shows those who decide what would change: before -> after', async () => {
    await stage.type('/particlespace ticket move tic_7 NEW title=Faucet description=Leak');
    await stage.sees('→ New');
    await stage.type('/particlespace ticket move tic_7 DONE title=Tap description=Leak', 'margaret');
    const asked = await stage.slack.workspace.waitFor(() =>
      stage.slack.workspace.messages('grace', '#installations').findLast((one) => text(one).includes('Move a ticket')),
    );
    expect(text(asked)).toContain('NEW → DONE');
    expect(text(asked)).toContain('Faucet → Tap');
    expect(text(asked)).toContain('Can decide: <@U0GRACE0001>');
    await stage.slack.workspace.press('grace', asked, 'Approve');
    await stage.sees('→ Done', 'margaret');
    await stage.slack.workspace.waitFor(() =>
      stage.transcript('grace', '#installations').includes('Approved and done'),
    );
  });

  it('is asked for once more in the thread of its card, and runs out where everybody sees it', async () => {
    await stage.type('/pmp lead delete 45');
    await stage.press(await stage.sees('Delete lead'), 'Delete this lead');
    const waiting = await stage.sees('Waiting for 2 approvals');
    const inRoom = () => stage.slack.workspace.messages('margaret', '#installations');
    const card = await stage.slack.workspace.waitFor(() => inRoom().findLast((one) => text(one).includes('Waiting:')));
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      vi.setSystemTime(Date.now() + 21 * 60_000);
      const reminder = await stage.slack.workspace.waitFor(
        () => inRoom().find((one) => text(one).includes('Still waiting for your decision')),
        8_000,
      );
      expect(reminder.threadTs).toBe(card.ts);
      vi.setSystemTime(Date.now() + 41 * 60_000);
      const end = await stage.slack.workspace.waitFor(
        () =>
          stage.slack.workspace
            .messages('ada', '#operations')
            .find((one) => text(one).includes('Nobody approved this')),
        8_000,
      );
      expect(end.ts).toBe(waiting.ts);
      expect(stage.vendor('pmp').books()).toHaveLength(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it('answers a vote that does not count, and goes on when its card is gone', async () => {
    await stage.type('/pmp lead delete 46');
    await stage.press(await stage.sees('Delete lead'), 'Delete this lead');
    const waiting = await stage.sees('Waiting for 2 approvals');
    const { workspace } = stage.slack;
    const asked = await workspace.waitFor(() =>
      workspace.messages('grace', '#installations').findLast((one) => text(one).includes('Waiting:')),
    );
    await workspace.press('grace', asked, 'Approve');
    await workspace.waitFor(() => stage.transcript('grace', '#installations').includes('1 of 2'));
    await workspace.press('grace', asked, 'Deny');
    await stage.opens('Deny', 'grace');
    await workspace.submitView('grace', { Reason: 'On second thoughts, no' });
    await workspace.waitFor(() => JSON.stringify(workspace.views('grace')).includes('counted already'));

    await workspace.press('margaret', asked, 'Deny');
    await stage.opens('Deny', 'margaret');
    const { SLACK_API_URL = '', SLACK_BOT_TOKEN = '' } = stage.slack.env;
    const gone = new URLSearchParams({ token: SLACK_BOT_TOKEN, channel: asked.channel, ts: asked.ts });
    await fetch(`${SLACK_API_URL}chat.delete`, { method: 'POST', body: gone });
    stage.mark();
    await workspace.submitView('margaret', { Reason: 'Keep it' });
    expect((await stage.sees('Keep it')).ts).toBe(waiting.ts);
  });

  it('ends at once where nobody can be asked', async () => {
    await stage.type('/particlespace ticket update tic_8 status=NEW title=Faucet description=Leak');
    const shown = await stage.sees('approvers could not be asked');
    expect(text(shown)).toContain('Not approved: Update a ticket');
    expect(stage.vendor('particlespace').books()).toHaveLength(0);
  });

  it('ends at once where Slack refuses the card, with whatever code', async () => {
    const channels = [stage.slack.workspace.channel('#installations')?.id ?? ''];
    stage.slack.workspace.slackTrouble({ error: 'a_code_of_the_year_2031' }, { channels });
    await stage.type('/pmp lead delete 47');
    await stage.press(await stage.sees('Delete lead'), 'Delete this lead');
    await stage.sees('approvers could not be asked');
    stage.slack.workspace.slackTrouble('none');
  });

  it('counts a vote that the card cannot show, and calls it no failure', async () => {
    await stage.type('/pmp lead delete 48');
    await stage.press(await stage.sees('Delete lead'), 'Delete this lead');
    await stage.sees('Waiting for 2 approvals');
    const { workspace } = stage.slack;
    const asked = await workspace.waitFor(() =>
      workspace.messages('grace', '#installations').findLast((one) => text(one).includes('Waiting:')),
    );
    const logged = stage.logged().length;
    workspace.slackTrouble({ error: 'a_code_of_the_year_2031' }, { methods: ['chat.update'] });
    await workspace.press('grace', asked, 'Approve');
    await workspace.press('margaret', asked, 'Approve');
    await workspace.waitFor(() => stage.vendor('pmp').books().length === 1, 8_000);
    await stage.sees(/deleted/i);
    workspace.slackTrouble('none');
    expect(stage.logged().slice(logged)).not.toContain('delivery failed');
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
    await stage.type('/pmp lead search zzzzz');
    const reference = /BH-\w{6}/.exec(text(await stage.sees('No leads found')))?.[0];
    await stage.type(`/ops show ${reference}`, 'grace');
    expect(text(await stage.sees('What was given is hidden', 'grace'))).not.toContain('zzzzz');
    await stage.type('/ops may-i pmp lead delete');
    await stage.sees('once');
    await stage.type('/ops who-may pmp.lead.delete');
    await stage.sees('Who may');
    await stage.type('/pmp help', 'gus');
    await stage.sees("Guests can't use Bellhop", 'gus');
  });
});
