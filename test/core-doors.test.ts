import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { loadConfig } from '../src/config.ts';
import { createCore, type Door } from '../src/core.ts';
import type { DoorKind } from '../src/journal/intent.ts';
import { loudDoor } from './support/doors.ts';

const config = (dataDir: string) => loadConfig({ NODE_ENV: 'test', DATA_DIR: dataDir });

function doorFor(kind: DoorKind, knows: string) {
  const { notifier, heard, ...door } = loudDoor([kind]);
  const complete: Door = {
    ...door,
    personOf: async ({ id }) => (id === knows ? { kind: 'member' } : undefined),
    membersOf: async () => [],
    createNotifier: () => notifier,
  };
  return { door: complete, heard };
}

it('serves two doors on one core: each person is known and notified by their own', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'bellhop-core-'));
  const [slack, terminal] = [doorFor('command', 'U1'), doorFor('terminal', 'local:ada')];
  const core = await createCore(config(dataDir), pino({ level: 'silent' }), [slack.door, terminal.door]);
  const run = async (door: DoorKind, id: string) => {
    const input = { projectId: '7d733b90-a506-4d91-8c78-74c3b3be188f', text: 'Hello' };
    const origin = { door, private: false, replyTo: null };
    const intent = { key: `by ${door} for ${id}`, operation: 'jumptech.note.add', input, origin };
    return (await core.engine.run({ ...intent, actor: { id, team: '' } })).outcome?.failure?.message;
  };
  expect(await run('command', 'U1')).toContain('This vendor is not connected');
  expect(await run('terminal', 'local:ada')).toContain('This vendor is not connected');
  expect(await run('terminal', 'local:eve')).toContain('could not tell me who you are');
  expect(slack.heard).toEqual(['by command for U1']);
  expect(terminal.heard).toEqual(['by terminal for local:ada', 'by terminal for local:eve']);
  await core.stop();
  rmSync(dataDir, { recursive: true, force: true });
});
