import { afterEach, beforeEach, expect, it } from 'vitest';
import { slackPlace } from '../../handlers/slack/watch-place.ts';
import type { Storage } from '../../src/storage/storage.ts';
import type { WatchPlace } from '../../src/watches/watch.ts';
import { raise, type Stage } from '../support/stage.ts';
import { lead, owe, putWatch } from '../watches/outbox-world.ts';

let stage: Stage;
let storage: Storage;
let operations: WatchPlace;
let ada: string;

beforeEach(async () => {
  stage = await raise({ bot: { sweepMs: 200, leaseMs: 1_000 } });
  ({ storage } = await stage.storesOf('test'));
  const { workspace } = stage.slack;
  ada = workspace.person('ada')?.id ?? '';
  operations = slackPlace({ team: 'T1', channel: workspace.channel('#operations')?.id ?? '' });
  await putWatch(storage, 'W-1', { mode: 'record' }, { place: operations, owner: { id: ada, team: 'T1' } });
});
afterEach(() => stage.close());

it('a channel sees what its watch is owed, also after a restart, and each event once', async () => {
  await owe(storage, 'W-1', [lead(1)], operations);
  const root = await stage.sees(/New: \S/);
  await stage.restartBot();
  const changes = [{ label: 'Status', was: 'New', now: 'Won' }];
  await owe(storage, 'W-1', [lead(1, { event: 'changed', changes })], operations);
  const inChannel = () => stage.slack.workspace.messages('ada', '#operations');
  await stage.slack.workspace.waitFor(() => inChannel().some(({ threadTs }) => threadTs === root.ts), 8_000);
  expect(inChannel().map(({ ts, threadTs, text }) => [ts === root.ts, threadTs, text.split('\n')[0]])).toEqual([
    [true, undefined, 'Changed: Lead 1'],
    [false, root.ts, 'New: Lead 1'],
  ]);
});

it('a channel that takes nothing pauses its watches, and its owner reads why', async () => {
  const channel = stage.slack.workspace.channel('#operations')?.id ?? '';
  stage.slack.workspace.slackTrouble({ error: 'not_in_channel' }, { channels: [channel] });
  await owe(storage, 'W-1', [lead(1)], operations);
  const direct = await stage.slack.workspace.waitFor(
    () => stage.slack.workspace.posts().find(({ message }) => JSON.stringify(message).includes('I was removed')),
    8_000,
  );
  expect(JSON.stringify(direct)).toContain(`<#${channel}>`);
  const watch = await storage.db.selectFrom('watch').selectAll().executeTakeFirstOrThrow();
  expect(watch).toMatchObject({ state: 'paused', pause_reason: 'place' });
  expect(stage.logged()).not.toContain('Lead 1');
});
