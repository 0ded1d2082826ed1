import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../sandbox/api.ts';
import { forger } from '../support/forged.ts';
import { raise, type Stage, wordsIn } from '../support/stage.ts';

const PROJECT = '7d733b90-a506-4d91-8c78-74c3b3be188f';
let stage: Stage;
beforeAll(async () => {
  stage = await raise({ environment: { VENDOR_TIMEOUT_SECONDS: '2' } });
});
afterEach(() => {
  for (const id of ['jumptech', 'pmp', 'particlespace']) stage.vendor(id).reset();
});
afterAll(() => stage.close());

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

  it('names what the vendor may have stored slightly changed, and leaves it to the person', async () => {
    stage.vendor('pmp').setSwitch('drops_answer');
    await stage.type('/pmp customer add Nearly Roof Ltd');
    const card = await stage.sees('Outcome unknown');
    stage.vendor('pmp').setSwitch('normal');
    await stage.type('/pmp customer search Nearly');
    await stage.press(await stage.sees('1 customer found'), 'Open');
    const id = /Number\*?\s+`?(\d+)/.exec(text(await stage.sees('Nearly Roof Ltd')))?.[1];
    await stage.type(`/pmp customer update ${id} company="NEARLY ROOF  LTD."`);
    await stage.press(await stage.sees('Update customer'), 'Update all the same');
    await stage.sees('updated');
    await stage.press(card, 'Look it up');
    const said = await stage.sees('This may be it');
    expect(said.ephemeralFor).toBeDefined();
    expect(text(said)).toContain(`customer ${id}, "NEARLY ROOF  LTD."`);
    await stage.press(card, 'Mark as done');
    expect((await stage.sees('Add a customer: done')).ts).toBe(card.ts);
  });

  it('is looked up after the press was acknowledged, however slow the vendor is', async () => {
    stage.vendor('pmp').setSwitch('drops_answer');
    await stage.type('/pmp customer add Slow to be found Ltd');
    const card = await stage.sees('Outcome unknown');
    stage.vendor('pmp').setSwitch('hangs');
    const pressedAt = performance.now();
    const { status } = await forger(stage).press('U0ADA000001', 'look_up', referenceIn(card), { message: card.ts });
    expect(status).toBe(200);
    expect(performance.now() - pressedAt).toBeLessThan(1_500);
    await stage.sees('I could not look it up.');
  });

  it('stays unknown where the look-up fails, and the person is told just that', async () => {
    stage.vendor('pmp').setSwitch('drops_answer');
    await stage.type('/pmp customer add Hard to find Ltd');
    const card = await stage.sees('Outcome unknown');
    stage.vendor('pmp').setSwitch('failing');
    await stage.press(card, 'Look it up');
    const why = await stage.sees('I could not look it up.');
    expect(why.ephemeralFor).toBeDefined();
    expect(text(why)).toContain('The outcome is still unknown.');
    stage.vendor('pmp').setSwitch('normal');
    await stage.press(card, 'Look it up');
    expect((await stage.sees('Hard to find Ltd is there')).ts).toBe(card.ts);
  });

  it('stays unknown where nothing is found, since the vendor may be late, or where the name cannot be searched', async () => {
    stage.vendor('pmp').setSwitch('hangs');
    await stage.type('/pmp customer add Still on its way Ltd');
    const card = await stage.sees('Outcome unknown');
    stage.vendor('pmp').setSwitch('normal');
    await stage.press(card, 'Look it up');
    expect(text(await stage.sees('PMP has no customer called'))).toContain('look it up again in a minute');

    stage.vendor('pmp').setSwitch('drops_answer');
    await stage.type('/pmp customer add Жук');
    const other = await stage.sees(/Outcome unknown[\s\S]*Жук/);
    stage.vendor('pmp').setSwitch('normal');
    await stage.press(other, 'Look it up');
    await stage.sees('PMP cannot search for "Жук"');
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

describe('undo', () => {
  it('puts back what an update changed, as an intent of its own', async () => {
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

  it('that came to nothing can be tried once more', async () => {
    await stage.type('/pmp customer update 9 city=Elsewhere');
    const question = await stage.sees(/Update customer 9|updated/);
    if (question.ephemeralFor) await stage.press(question, 'Update all the same');
    const done = await stage.sees('updated');
    const undo = async () => {
      await stage.press(done, 'Undo');
      const asked = await stage.sees(/Update customer 9|updated/);
      if (asked.ephemeralFor) await stage.press(asked, 'Update all the same');
    };
    stage.vendor('pmp').setSwitch('failing');
    await stage.press(done, 'Undo');
    await stage.sees('Not done');
    stage.vendor('pmp').setSwitch('normal');
    await undo();
    await stage.slack.workspace.waitFor(() => stage.vendor('pmp').books().length === 2, 8_000);
    await stage.sees('updated');
  });

  it('is refused when somebody changed the record since', async () => {
    await stage.type('/pmp customer update 8 city=First');
    const question = await stage.sees(/Update customer 8|updated/);
    if (question.ephemeralFor) await stage.press(question, 'Update all the same');
    const done = await stage.sees('updated');
    await stage.type('/pmp customer update 8 city=Second');
    const second = await stage.sees(/Update customer 8|Second/);
    if (second.ephemeralFor) await stage.press(second, 'Update all the same');
    await stage.sees('updated');
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
    await stage.sees('Somebody changed this record after you saw it');
    expect(stage.vendor('pmp').books()).toHaveLength(1);
  });
});

describe('a restart of the bot', () => {
  it('loses nothing of a form that is open meanwhile, not even that a value was taken away', async () => {
    await stage.type('/pmp milestone update 4 description=Soon to be gone');
    await stage.sees('updated');
    await stage.type('/pmp milestone update 4');
    await stage.slack.workspace.waitFor(() =>
      JSON.stringify(stage.slack.workspace.views('ada')).includes('Soon to be gone'),
    );
    await stage.restartBot();
    stage.mark();
    await stage.slack.workspace.submitView('ada', { Description: '' });
    expect(text(await stage.sees('updated'))).toContain('Soon to be gone → (empty)');
  });

  it('lets the pages of a list be turned, by whoever may read it', async () => {
    await stage.type('/pmp lead search acme');
    const list = await stage.sees('leads found for "acme"');
    await stage.type('/ops history');
    const history = await stage.sees('on record');
    await stage.press(list, 'Next page', 'gus');
    await stage.sees("Guests can't use Bellhop", 'gus');
    await stage.restartBot();
    await stage.press(list, 'Next page', 'gus');
    expect(text(await stage.sees('Not allowed', 'gus'))).toContain("Guests can't use Bellhop");
    await stage.press(list, 'Next page');
    expect((await stage.sees('11–20 of')).ts).toBe(list.ts);
    await stage.press(history, 'Next page');
    expect((await stage.sees(/11–\d+ of/)).ts).toBe(history.ts);
  });

  it('leaves the way back into a form that was refused', async () => {
    await stage.type('/pmp lead get 999999');
    const refused = await stage.sees('PMP has no such record');
    await stage.restartBot();
    await stage.press(refused, 'Open the form');
    const form = await stage.opens('Open a lead');
    expect(JSON.stringify(form.state.values)).toContain('999999');
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
    await stage.sees("Guests can't use Bellhop", 'gus');
    await stage.type('/ops history', 'gus');
    await stage.sees("Guests can't use Bellhop", 'gus');
    await stage.type('/ops history state=nonsense');
    await stage.sees('I know these states');
  });
});

it('moves a ticket back to where the bot last put it', async () => {
  await stage.type('/particlespace ticket move tic_9 NEW title=Faucet description=Leak');
  await stage.sees('→ New');
  await stage.type('/particlespace ticket move tic_9 DONE title=Faucet description=Leak');
  await stage.press(await stage.sees('→ Done'), 'Undo');
  await stage.sees('→ New');
  expect(stage.vendor('particlespace').books()).toHaveLength(3);
});
