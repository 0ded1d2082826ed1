import { afterAll, beforeAll, expect, it } from 'vitest';
import { createReach } from '../../src/vendors/reachability.ts';
import { raise, type Stage, wordsIn } from '../support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await raise({ vendors: { only: ['jumptech', 'pmp', 'particlespace', 'jframework'] } });
});
afterAll(() => stage.close());

it('says of each vendor whether it is set up and answers, without holding the acknowledgement or sending a key', async () => {
  const asked: string[] = [];
  stage
    .vendor('jumptech')
    .onExchange(({ method, url, requestHeaders }) => asked.push(`${method} ${url} ${JSON.stringify(requestHeaders)}`));
  stage.vendor('pmp').setSwitch('down');
  stage.vendor('particlespace').setSwitch('hangs');
  stage.vendor('jframework').setSwitch('failing');
  const began = performance.now();
  await stage.type('/ops vendors');
  expect(performance.now() - began).toBeLessThan(1_000);
  const words = wordsIn((await stage.sees('Vendors')).blocks);
  expect(performance.now() - began).toBeLessThan(3_500);
  expect(words).toContain('Jumptech: set up, and answers');
  expect(words).toContain('PMP CRM: set up, but does not answer right now');
  expect(words).toContain('ParticleSpace: set up, but does not answer right now');
  expect(words).toContain('JFramework: set up, but answers with a server error right now');
  expect(words).toContain('TelecomX: not set up');
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatch(/^HEAD /);
  for (const [name, value] of Object.entries(stage.vendor('jumptech').env)) {
    if (!name.endsWith('_BASE_URL')) expect(asked[0]).not.toContain(value);
  }
});

it('counts a vendor that nobody set up as silent, and never throws', async () => {
  expect(await createReach({})('pmp')).toBe('silent');
});
