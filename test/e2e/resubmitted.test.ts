import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { OpenView } from '../../sandbox/api.ts';
import { interaction, send } from '../support/signed.ts';
import { raise, type Stage, wordsIn } from '../support/stage.ts';

const PROJECT = '7d733b90-a506-4d91-8c78-74c3b3be188f';
let stage: Stage;
beforeAll(async () => {
  stage = await raise();
});
afterEach(() => {
  for (const id of ['jumptech', 'pmp']) stage.vendor(id).reset();
});
afterAll(() => stage.close());

const ada = () => stage.slack.workspace.person('ada')!.id;
const views = () => stage.slack.workspace.views('ada');

/** A submission whose acknowledgement Slack did not wait for: the bot has it, and the form is still open. */
async function submittedTooSlowly(form: OpenView, entered: Record<string, string>): Promise<void> {
  const values = structuredClone(form.state.values) as Record<string, Record<string, object>>;
  for (const [name, value] of Object.entries(entered)) Object.assign(values[name]?.value as object, { value });
  const user = { id: ada(), team_id: 'T0SANDBOX01' };
  const view = { ...form, state: { values } };
  const payload = { type: 'view_submission', team: { id: user.team_id }, user, view };
  const { status } = await send(stage.bot.port, {
    secret: stage.slack.env.SLACK_SIGNING_SECRET ?? '',
    body: interaction(payload),
  });
  expect(status).toBe(200);
}

const filledForm = async (): Promise<OpenView> =>
  stage.slack.workspace.waitFor(() => views().findLast(({ blocks }) => blocks.some(({ type }) => type === 'input')));

describe('a form sent again after an acknowledgement that came too late', () => {
  it('with the same values says nothing', async () => {
    await stage.type(`/jumptech note add ${PROJECT}`);
    const form = await stage.opens('Add a note');
    await submittedTooSlowly(form, { text: 'Once' });
    await stage.sees('Note added');
    stage.mark();
    await stage.slack.workspace.submitView('ada', { Note: 'Once' });
    expect(views()).toEqual([]);
    expect(stage.vendor('jumptech').books()).toHaveLength(1);
    expect(stage.transcript()).not.toContain('Already sent');
  });

  it('with other values says what was sent, and offers the form with the others', async () => {
    await stage.type(`/jumptech note add ${PROJECT}`);
    const form = await stage.opens('Add a note');
    await submittedTooSlowly(form, { text: 'Morning slot' });
    const first = await stage.sees('Note added');
    const reference = /BH-[0-9A-Z]{6}/.exec(JSON.stringify(first))?.[0];
    stage.mark();
    await stage.slack.workspace.submitView('ada', { Note: 'Afternoon slot' });
    const said = `Already sent with other values: ${reference}. What you changed since was not sent.`;
    expect(wordsIn(views().at(-1)?.blocks)).toContain(said);
    const offer = await stage.sees(said);
    expect(offer.ephemeralFor).toBe(ada());
    expect(JSON.stringify(stage.vendor('jumptech').books())).not.toContain('Afternoon');
    await stage.slack.workspace.close({ as: ada(), viewId: views().at(-1)!.id });

    await stage.press(offer, 'Open the form');
    await stage.opens('Add a note');
    await stage.slack.workspace.submitView('ada');
    await stage.sees('Afternoon slot');
    expect(stage.vendor('jumptech').books()).toHaveLength(2);
  });

  it('with other values for a record offers them over what the record holds by now', async () => {
    await stage.type('/pmp lead update 1');
    const form = await filledForm();
    await submittedTooSlowly(form, { city: 'Leeds' });
    await stage.sees('updated');
    stage.mark();
    await stage.slack.workspace.submitView('ada', { City: 'York', Position: 'Owner' });
    const offer = await stage.sees('Already sent with other values');
    await stage.slack.workspace.close({ as: ada(), viewId: views().at(-1)!.id });
    await stage.press(offer, 'Open the form');
    const again = await filledForm();
    expect(JSON.stringify(again.blocks)).toContain('York');
    await stage.slack.workspace.submitView('ada');
    await stage.slack.workspace.waitFor(() => stage.vendor('pmp').books().length === 2, 5_000);
    expect(JSON.stringify(stage.vendor('pmp').books().at(-1))).toContain('York');
  });

  it.each([
    ['a question that was answered', { notify: true }, { notify: false }],
    ['a submission without a question', { notify: false }, { notify: true }],
  ])('after %s is said as well, and nothing is sent twice', async (_, first, second) => {
    stage.vendor('particlespace').reset();
    await stage.type('/particlespace ticket create NEW Leak type=sms contacts=1112223333 notify=maybe');
    const form = await stage.opens('Create a ticket');
    const notify = (yes: boolean) => ({ 'Notify people outside': yes });
    if (first.notify) {
      await stage.slack.workspace.submitView('ada', notify(true));
      await stage.slack.workspace.waitFor(() => JSON.stringify(views().at(-1)).includes('Save and notify'));
      await stage.slack.workspace.submitView('ada');
    } else {
      await submittedTooSlowly(form, {});
    }
    await stage.sees('created');
    stage.mark();
    if (first.notify) await submittedTooSlowly(form, {});
    else await stage.slack.workspace.submitView('ada', notify(second.notify));
    await stage.sees('Already sent with other values');
    expect(stage.vendor('particlespace').books()).toHaveLength(1);
    for (const { id } of views()) await stage.slack.workspace.close({ as: ada(), viewId: id });
  });
});
