import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { raise, type Stage, wordsIn } from '../support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await raise();
});
afterEach(async () => {
  for (const id of ['pmp', 'particlespace']) stage.vendor(id).reset();
  for (const { id } of views()) await stage.slack.workspace.close({ as: ada(), viewId: id });
});
afterAll(() => stage.close());

const ada = () => stage.slack.workspace.person('ada')!.id;
const views = () => stage.slack.workspace.views('ada');
const topSays = (words: string) =>
  stage.slack.workspace.waitFor(() => wordsIn(views().at(-1)?.blocks).includes(words) || undefined, 5_000);

it('a form whose question could not be asked may be sent again, and asks then', async () => {
  await stage.type('/pmp customer delete');
  await stage.opens('Delete a customer');
  stage.vendor('pmp').setSwitch('down');
  await stage.slack.workspace.submitView('ada', { 'Customer number': '1' });
  await topSays('PMP cannot be reached');
  stage.vendor('pmp').setSwitch('normal');
  await stage.slack.workspace.close({ as: ada(), viewId: views().at(-1)!.id });
  await stage.slack.workspace.submitView('ada', { 'Customer number': '1' });
  await topSays('Larkfield Roofing');
  stage.mark();
  await stage.slack.workspace.submitView('ada');
  await stage.sees('deleted');
  expect(stage.vendor('pmp').books()).toHaveLength(1);
});

it('a question that its person went back from stands in the way of nothing that needs none', async () => {
  await stage.type('/particlespace ticket create NEW Leak type=sms contacts=1112223333 notify=maybe');
  await stage.opens('Create a ticket');
  await stage.slack.workspace.submitView('ada', { 'Notify people outside': true });
  await topSays('Leak');
  await stage.slack.workspace.waitFor(() => JSON.stringify(views().at(-1)).includes('Save and notify') || undefined);
  await stage.slack.workspace.close({ as: ada(), viewId: views().at(-1)!.id });
  stage.mark();
  await stage.slack.workspace.submitView('ada', { 'Notify people outside': false });
  await stage.sees('created');
  expect(views()).toEqual([]);
  expect(stage.transcript()).not.toContain('Already sent');
  expect(stage.vendor('particlespace').books()).toHaveLength(1);
});

it('a confirmation that counts no more is not passed over in silence', async () => {
  await stage.type('/pmp customer delete');
  await stage.opens('Delete a customer');
  await stage.slack.workspace.submitView('ada', { 'Customer number': '2' });
  await stage.slack.workspace.waitFor(
    () => (views().at(-1) as { callback_id?: string } | undefined)?.callback_id === 'confirm' || undefined,
  );
  const reference = (views().at(-1) as { private_metadata?: string } | undefined)?.private_metadata ?? '';
  expect(await (await stage.journalOf('dropped elsewhere')).cancel(reference)).toBe(true);
  await stage.slack.workspace.submitView('ada');
  expect(wordsIn(views().at(-1)?.blocks)).toContain('This was cancelled or ended already, so it was not sent.');
  expect(stage.vendor('pmp').books()).toEqual([]);
});
