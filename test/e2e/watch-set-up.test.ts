import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Message, OpenView } from '../../sandbox/api.ts';
import { wordsIn } from '../support/stage.ts';
import { raiseWatchStage, type WatchStage } from '../support/watch-stage.ts';

const ACME = 'Acme Bathrooms Ltd';
const ADA = 'U0ADA000001';

let watching: WatchStage;
let stage: WatchStage['stage'];
beforeAll(async () => {
  watching = await raiseWatchStage();
  stage = watching.stage;
});
afterEach(async () => {
  for (const view of stage.slack.workspace.views('ada'))
    await stage.slack.workspace.close({ as: ADA, viewId: view.id });
  for (const id of new Set((await list()).match(/W-[0-9A-Z]{6}/g) ?? [])) await stage.type(`/ops watches stop ${id}`);
  stage.vendor('pmp').reset();
});
afterAll(() => stage.close());

const list = async (as = 'ada') => {
  await stage.type('/ops watches', as);
  const message = await stage.sees(/Watches of this channel|No watches yet/, as);
  return wordsIn(message.blocks);
};
const text = (message: Message): string => `${message.text}\n${wordsIn(message.blocks)}`;
const replies = (message: Message) =>
  stage.slack.workspace.messages('ada', '#operations').filter(({ threadTs }) => threadTs === message.ts);
const inputs = (view: OpenView) =>
  Object.fromEntries(
    view.blocks.flatMap((block) => {
      if (block.type !== 'input' || !('element' in block)) return [];
      const held = Object.entries(block.element).find(([name]) => name.startsWith('initial_'))?.[1] as unknown;
      const value = Array.isArray(held)
        ? held.map((one: { value: string }) => one.value)
        : typeof held === 'object' && held !== null
          ? (held as { value: string }).value
          : held;
      return [[block.label.text, value]];
    }),
  );
describe('a watch set up in words', () => {
  it('says what it will do and says so in the channel; a record that changes has one message, and its history below it', async () => {
    await stage.type('/ops watch pmp leads every=1m');
    const said = text(await stage.sees('Watching Leads in PMP'));
    expect(said).toContain('one message per record, its history in the thread');
    expect(said).toContain('I look every minute');
    expect(said).toContain('/ops watches');
    await stage.sees(/@ada set up the watch .*Leads in PMP/);
    await watching.settled();

    watching.changeLead(ACME, { status: '4' });
    stage.mark();
    watching.pass(2);
    const card = await stage.sees(/Changed: (?!Leads in|muted)\S/);
    expect(text(card)).toContain('→');

    watching.changeLead(ACME, { status: '5' });
    stage.mark();
    watching.pass(2);
    const below = await stage.slack.workspace.waitFor(() => replies(card).at(0), 8_000);
    const root = stage.slack.workspace.messages('ada', '#operations').find(({ ts }) => ts === card.ts);
    expect(root?.edited).toBe(true);
    // The message shows the present state, so the change that it told of first is in its thread now.
    expect(text(below).match(/→/g)?.length).toBeGreaterThanOrEqual(2);
  }, 60_000);

  it('opens the form with what was typed where something is wrong', async () => {
    await stage.type('/ops watch pmp leads status=2 every=30s quiet=22:00-7:00');
    const view = await stage.opens('Set up a watch');
    expect(wordsIn(view.blocks)).toContain('Give at least 1m');
    expect(inputs(view)).toMatchInlineSnapshot(`
      {
        "Changes that count": undefined,
        "Channel": "C0OPERAT001",
        "Digest at": undefined,
        "Digest on": undefined,
        "How": "record",
        "Look every": "30s",
        "Mention a person": undefined,
        "Notify when a record is": undefined,
        "Only records with": "status=2",
        "Or a group": undefined,
        "Quiet hours": "22:00-7:00",
        "Show personal data (e-mail, phone)": undefined,
        "What": "pmp leads",
      }
    `);
  });

  it('points an equal watch out', async () => {
    await stage.type('/ops watch pmp leads status=2');
    await stage.sees('Watching Leads in PMP');
    await stage.type('/ops watch pmp leads status=2 mode=message', 'grace');
    expect(text(await stage.sees('has this watch already', 'grace'))).toMatch(/W-[0-9A-Z]{6}/);
  });
});

describe('a watch set up in the form', () => {
  const open = async (): Promise<OpenView> => stage.opens('Set up a watch');
  const ada = () => stage.slack.workspace;

  it('begins with the result of a search, shows what it would say, and is set up with what the search was asked', async () => {
    await stage.type('/pmp lead search acme');
    const found = await stage.sees('found for "acme"');
    await stage.press(found, 'Watch this');
    const view = await open();
    expect(inputs(view)).toMatchObject({ What: 'pmp lead search', Channel: 'C0OPERAT001' });
    expect(Object.values(inputs(view))).toContain('acme');

    await stage.press(view, 'Preview');
    const preview = await ada().waitFor(
      () =>
        ada()
          .views('ada')
          .find((one) => wordsIn(one.blocks).includes('It would have said')),
      5_000,
    );
    expect(wordsIn(preview.blocks)).toMatch(/New: \S/);

    stage.mark();
    const sent = await ada().submitView('ada', { 'Look every': '1m' });
    expect(sent).toMatchObject({ ok: true });
    expect(text(await stage.sees('Watching: Leads in PMP'))).toContain('acme');
    await watching.settled();
    watching.changeLead(ACME, { status: '4' });
    stage.mark();
    watching.pass(2);
    expect(text(await stage.sees(/Changed: (?!Leads in|muted)\S/))).toContain('→');
  }, 60_000);

  it('asks for what is chosen, says beside the inputs what is wrong, and loses nothing', async () => {
    await stage.type('/ops watch');
    expect(Object.keys(inputs(await open()))).toEqual(['What']);
    await ada().fill('ada', { What: 'Leads in PMP CRM' });
    const chosen = await ada().waitFor(
      () =>
        ada()
          .views('ada')
          .find((one) => 'Quiet hours' in inputs(one)),
      5_000,
    );
    expect(inputs(chosen)).toMatchObject({ What: 'pmp leads', 'Look every': '5m' });

    const wrong = await ada().submitView('ada', { 'Quiet hours': 'at night', 'Only records with': 'staus=2' });
    expect(wrong).toMatchObject({ ok: true, errors: {} });
    const errors = JSON.stringify(wrong);
    expect(errors).toContain('for example 22:00-7:00');
    expect(errors).toContain('Did you mean status?');

    stage.mark();
    await ada().submitView('ada', {
      'Quiet hours': '22:00-7:00',
      'Only records with': 'status=2',
      'Or a group': '@ops-leads',
      'Notify when a record is': ['New', 'Changed'],
    });
    expect(text(await stage.sees('Watching: Leads in PMP'))).toContain('Quiet from 22:00 to 07:00');
  }, 30_000);

  it('is opened again, filled, to change a watch', async () => {
    await stage.type('/ops watch pmp leads status=2 quiet=22:00-7:00 mention=@grace every=15m');
    const said = await stage.sees('Watching Leads in PMP');
    expect(text(said)).toContain('Each message mentions <@U0GRACE0001>');
    await stage.type('/ops watches');
    await stage.press(await stage.sees('Watches of this channel'), 'Change');
    const view = await stage.opens('Change a watch');
    expect(inputs(view)).toMatchObject({
      'Only records with': 'status=2',
      'Quiet hours': '22:00-07:00',
      'Look every': '15m',
      'Mention a person': 'U0GRACE0001',
    });
    stage.mark();
    await ada().submitView('ada', {
      'Quiet hours': '',
      'Mention a person': null,
      How: 'Each event as a message of its own',
    });
    const changed = text(await stage.sees('Changed: Leads in PMP'));
    expect(changed).toContain('a message for each event');
    expect(changed).not.toContain('Quiet');
    expect(changed).not.toContain('mentions');
    await stage.sees(/@ada changed the watch .*quiet hours/);
  }, 30_000);
});
