import { afterAll, beforeAll, expect, it } from 'vitest';
import { raise, type Stage, wordsIn } from '../support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await raise();
});
afterAll(() => stage.close());

const buttonsOf = (blocks: unknown): string[] =>
  [...JSON.stringify(blocks).matchAll(/"type":"button","text":\{[^}]*"text":"([^"]*)"/g)].map(
    ([, label]) => label ?? '',
  );

it('searches and opens without the verb', async () => {
  await stage.type('/pmp lead acme');
  await stage.sees(/leads found for "acme"/);
  await stage.type('/pmp lead 81');
  await stage.sees('Phone');
});

it('costs one line when a word of a read is mistyped, and a press runs what was meant', async () => {
  await stage.type('/pmp laed serch acme');
  const answer = await stage.sees('I do not know "laed serch"');
  expect(wordsIn(answer.blocks)).toContain('/pmp lead search acme');
  expect(answer.blocks!.length).toBeLessThanOrEqual(3);
  await stage.press(answer, 'Run it');
  await stage.sees(/leads found for "acme"/);
});

it('names the write that was mistyped, and offers no button for it', async () => {
  await stage.type('/pmp lead delte 42');
  const answer = await stage.sees('I do not know "lead delte"');
  expect(wordsIn(answer.blocks)).toContain('/pmp lead delete 42');
  expect(buttonsOf(answer.blocks)).toEqual([]);
});

it('offers no write for a word that may be one to search for', async () => {
  for (const word of ['add', 'note', 'acme', 'adds', 'move']) {
    await stage.type(`/pmp ${word}`);
    const answer = await stage.sees(`"${word}"`);
    expect(wordsIn(answer.blocks)).not.toMatch(/Did you mean.*\b(add|update|delete)\b/);
  }
});
