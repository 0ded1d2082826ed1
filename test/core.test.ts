import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadConfig } from '../src/config.ts';
import { type Core, type CoreOptions, createCore } from '../src/core.ts';
import type { Notifier } from '../src/engine/engine.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'bellhop-core-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const coreWith = (options: CoreOptions): Promise<Core> =>
  createCore(
    loadConfig({ DATA_DIR: dataDir }),
    pino({ level: 'silent' }),
    [
      {
        kinds: ['terminal'],
        asksApprovers: false,
        placeOf: () => ({}),
        personOf: async () => ({ kind: 'member' }),
        membersOf: async () => [],
        createNotifier: () => ({}) as Notifier,
      },
    ],
    options,
  );

it('a stop waits for a sweep of the door that is under way, with the journal still open', async () => {
  const core = await coreWith({ sweepMs: 20 });
  const finds: unknown[] = [];
  let begin: (() => void) | undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  core.start(async () => {
    begin?.();
    await wait(150);
    finds.push(await core.journal.find('BH-000000'));
  });
  await begun;
  await core.stop();
  const count = finds.length;
  expect(count).toBeGreaterThan(0);
  await wait(200);
  expect(finds.length).toBe(count);
});

it('a sweep that does not end holds no stop up for longer than the limit', async () => {
  const core = await coreWith({ sweepMs: 20, drainMs: 100 });
  const begun = new Promise<void>((resolve) =>
    core.start(() => {
      resolve();
      return new Promise(() => {});
    }),
  );
  await begun;
  const from = performance.now();
  await core.stop();
  expect(performance.now() - from).toBeLessThan(2_000);
});
