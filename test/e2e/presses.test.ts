import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUTTON, nextValue } from '../../blocks/actions.ts';
import { button, buttonRow } from '../../blocks/parts.ts';
import type { OpenView } from '../../sandbox/api.ts';
import { raise, type Stage } from '../support/stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await raise();
});
afterAll(() => stage.close());

const customers = () =>
  stage
    .vendor('pmp')
    .books()
    .filter(({ what }) => what.startsWith('Added customer'));

describe('a button that does what must not be repeated', () => {
  it('does it once, however quickly it is pressed twice', async () => {
    await stage.type('/pmp lead get 17');
    const card = await stage.sees('Convert to customer');
    await Promise.all([stage.press(card, 'Convert to customer'), stage.press(card, 'Convert to customer')]);
    await stage.sees(/This button was used already: BH-[0-9A-Z]{6}/);
    await stage.sees(/Customer .* added/);
    expect(customers()).toHaveLength(1);
  });

  it('does it again for another message with the same button', async () => {
    await stage.type('/pmp lead get 17');
    await stage.press(await stage.sees('Convert to customer'), 'Convert to customer');
    await stage.sees(/Customer .* added/);
    expect(customers()).toHaveLength(2);
  });
});

describe('a button of App Home that does what must not be repeated', () => {
  const added = () => customers().filter(({ what }) => what.includes('Home Ltd')).length;

  /** App Home with a button whose operation has all it needs. */
  const drawHome = async (): Promise<OpenView> => {
    const { workspace, env } = stage.slack;
    const value = nextValue({ operation: 'pmp.customer.add', label: 'Add', input: { company: 'Home Ltd' } });
    const view = { type: 'home' as const, blocks: buttonRow([button(BUTTON.next, 'Add Home Ltd', value)]) };
    const slack = new WebClient(env.SLACK_BOT_TOKEN, { slackApiUrl: env.SLACK_API_URL ?? '' });
    await slack.views.publish({ user_id: workspace.person('ada')?.id ?? '', view });
    return workspace.home('ada') as OpenView;
  };

  it('does it once for a double click, and again once the view was drawn anew', async () => {
    const home = await drawHome();
    await Promise.all([stage.press(home, 'Add Home Ltd'), stage.press(home, 'Add Home Ltd')]);
    await stage.slack.workspace.waitFor(() => added() > 0, 8_000);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(added()).toBe(1);
    await stage.press(await drawHome(), 'Add Home Ltd');
    await stage.slack.workspace.waitFor(() => added() === 2, 8_000);
  });
});

it('reads as often as it is pressed', async () => {
  await stage.type('/pmp lead search acme');
  const list = await stage.sees(/leads found/);
  for (const _ of [1, 2]) {
    await stage.press(list, 'Open');
    await stage.sees('Convert to customer');
  }
});

it('answers one person where they look: in the channel, or in the thread they are in', async () => {
  await stage.type('/pmp lead get 17');
  const card = await stage.sees('Convert to customer');
  await stage.press(card, 'Convert to customer');
  await stage.sees(/Customer .* added/);
  await stage.press(card, 'Convert to customer');
  const used = await stage.sees('This button was used already');
  expect(used.threadTs).toBeUndefined();

  await stage.type('/pmp lead search acme');
  const list = await stage.sees(/leads found/);
  await stage.press(list, 'Open');
  const reply = await stage.sees('Convert to customer');
  expect(reply.threadTs).toBe(list.ts);
  await stage.press(reply, 'Convert to customer');
  await stage.sees(/Customer .* added/);
  await stage.press(reply, 'Convert to customer');
  expect((await stage.sees('This button was used already')).threadTs).toBe(list.ts);
});

it('says cancelled only of what was cancelled', async () => {
  await stage.type('/pmp lead delete 42');
  const question = await stage.sees('Delete lead 42?');
  const { workspace } = stage.slack;
  await Promise.all([workspace.press('ada', question, 'Delete this lead'), workspace.press('ada', question, 'Cancel')]);
  const isDone = () =>
    stage
      .vendor('pmp')
      .books()
      .some(({ what }) => what.startsWith('Deleted lead 42'));
  const said = () => stage.transcript();
  await workspace.waitFor(() => isDone() || said().includes('Cancelled. Nothing was sent.'), 8_000);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(said().includes('Cancelled. Nothing was sent.')).toBe(!isDone());
});

it('turns a page also where Slack does not take it in place', async () => {
  await stage.type('/pmp lead list');
  const list = await stage.sees('Next page');
  stage.slack.workspace.slackTrouble({ status: 404, body: 'expired_url' }, { methods: ['response_url'] });
  await stage.press(list, 'Next page');
  expect((await stage.sees('Previous page')).ts).not.toBe(list.ts);
  stage.slack.workspace.slackTrouble('none');
});

it('runs what was confirmed, even where Slack does not take the word that it was', async () => {
  const move = '/particlespace ticket move tic_9 DONE title=Faucet description=Leak notify=yes type=email';
  await stage.type(`${move} contacts=ada@example.com`);
  const question = await stage.sees('notify 1 person by e-mail?');
  stage.slack.workspace.slackTrouble('failing', { methods: ['response_url'] });
  await stage.press(question, 'Save and notify');
  await stage.sees('→ Done');
  stage.slack.workspace.slackTrouble('none');
  expect(stage.vendor('particlespace').books()).toHaveLength(1);
});

it('leaves the answer to a question standing, whoever presses its other button later', async () => {
  await stage.type('/pmp lead delete 43');
  const question = await stage.sees('Delete lead 43?');
  const { workspace } = stage.slack;
  await workspace.press('ada', question, 'Cancel');
  await stage.sees('Cancelled. Nothing was sent.');
  await workspace.press('ada', question, 'Delete this lead');
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(stage.transcript()).toContain('Cancelled. Nothing was sent.');
  expect(stage.transcript()).not.toContain('confirmed or cancelled already');
});
