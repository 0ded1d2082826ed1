import { afterEach, beforeEach, expect, it } from 'vitest';
import { historyCommand } from '../../src/commands/own/history.ts';
import type { OwnContext } from '../../src/commands/own/own-command.ts';
import { newIntent, type Place, sqlitePlace } from '../journal/places.ts';

let place: Place;
let answerTo: (text: string) => Promise<string>;

beforeEach(async () => {
  place = await sqlitePlace();
  const journal = await place.open();
  const { reference } = (await journal.record(newIntent(), 'proposed')).entry;
  await journal.cancel(reference);
  await journal.record(newIntent(), 'proposed');
  const context = { journal } as unknown as OwnContext;
  const actor = { id: 'U1', team: 'T1' };
  answerTo = async (text) =>
    JSON.stringify(await historyCommand.answer(context, { text, actor, place: {} })).replace(reference, 'BH-ONE');
});
afterEach(() => place.remove());

it.each(['cancelled', 'withdrawn'])('finds what was cancelled by state=%s', async (state) => {
  const answer = await answerTo(`state=${state}`);
  expect(answer).toContain('1 on record');
  expect(answer).toContain('BH-ONE');
  expect(answer).toContain('"cancelled"');
  expect(answer).not.toContain('"withdrawn"');
});

it('names the states it knows', async () => {
  const answer = await answerTo('state=nonsense');
  expect(answer).toMatch(/I know these states: .*expired, cancelled, undeliverable\./);
});
