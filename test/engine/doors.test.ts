import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDoors, type Doors } from '../../src/engine/doors.ts';
import { createEngine } from '../../src/engine/engine.ts';
import type { DoorKind, Entry, Intent } from '../../src/journal/intent.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { createPolicy } from '../../src/policy/policy.ts';
import { openStores, type Stores } from '../../src/stores.ts';
import { loudDoor } from '../support/doors.ts';

let folder: string;
let clock: number;
let opened: Stores[];
let journal: Journal;
let dead: Journal;
beforeEach(async () => {
  clock = Date.now();
  folder = mkdtempSync(join(tmpdir(), 'bellhop-doors-'));
  const open = (owner: string) => openStores({ dataDir: folder, owner, leaseMs: 1_000, now: () => clock });
  opened = [await open('alive'), await open('dead')];
  [journal, dead] = opened.map((stores) => stores.journal) as [Journal, Journal];
});
afterEach(async () => {
  for (const { close } of opened) await close();
  rmSync(folder, { recursive: true, force: true });
});

const intentBy = (door: DoorKind): Intent => ({
  key: `by ${door}`,
  operation: 'jumptech.note.add',
  input: { projectId: '7d733b90-a506-4d91-8c78-74c3b3be188f', text: 'Hello' },
  actor: { id: 'U0ADA000001', team: 'T1' },
  origin: { door, private: false, replyTo: null },
});

const engineWith = (doors: Doors, call = vi.fn(async () => 'ok')) =>
  createEngine({
    clients: { jumptech: { call, choices: () => [] } },
    journal,
    policy: createPolicy({ personOf: async () => ({ kind: 'member' }), membersOf: async () => [] }),
    doors,
    undoMinutes: 30,
    log: pino({ level: 'silent' }),
    workingAfterMs: 1_000,
  });

async function left(door: DoorKind): Promise<Entry> {
  return (await dead.record(intentBy(door), 'accepted')).entry;
}

describe('a process with two doors', () => {
  const [first, second] = [loudDoor(['command', 'form']), loudDoor(['terminal', 'form'])];
  const doors = createDoors([first, second]);

  it('notifies each person by the door they came in by, the first one that serves it', async () => {
    const engine = engineWith(doors);
    for (const door of ['command', 'terminal', 'form'] as const) await engine.run(intentBy(door));
    expect(first.heard).toEqual(['by command', 'by form']);
    expect(second.heard).toEqual(['by terminal']);
    await engine.drain();
  });

  it('knows the place of an origin from its own door', () => {
    const terminal = createDoors([{ ...first, placeOf: () => ({ channel: 'C1' }) }, second]);
    expect(terminal.placeOf(intentBy('command').origin)).toEqual({ channel: 'C1' });
    expect(terminal.placeOf(intentBy('terminal').origin)).toEqual({});
  });
});

describe('an entry of a door that is not served here', () => {
  const call = vi.fn(async () => 'ok');

  it('is not claimed', async () => {
    const door = loudDoor(['command']);
    const [ours, others] = [await left('command'), await left('terminal')];
    clock += 1_000;
    const engine = engineWith(createDoors([door]), call);
    await engine.sweep();
    await engine.drain();
    expect(door.heard).toEqual(['by command']);
    expect((await journal.find(ours.reference))?.state).toBe('succeeded');
    expect((await journal.find(others.reference))?.state).toBe('accepted');
  });

  it('is not gone on with, not even when it was approved here, and its lease expires', async () => {
    call.mockClear();
    const engine = engineWith(createDoors([loudDoor(['command'])]), call);
    const { entry } = await journal.record(intentBy('terminal'), 'accepted');
    expect(await engine.dispatch(entry)).toBeUndefined();
    expect(call).not.toHaveBeenCalled();
    await engine.sweep();
    clock += 1_000;
    expect(await dead.claimExpired(10, ['terminal'])).toHaveLength(1);
  });
});

describe('approvers', () => {
  const unasked = async () => {
    const { entry } = await dead.record(intentBy('terminal'), 'accepted');
    await dead.start(entry.reference);
    const approval = { users: ['U7'], groups: [], needed: 1, askedIn: 'C2', expiresAt: clock + 60_000 };
    await dead.requestApproval(entry.reference, approval);
    clock += 1_000;
  };
  const sweptBy = async (door: ReturnType<typeof loudDoor>) => {
    const engine = engineWith(createDoors([door]));
    await engine.sweep();
    await engine.drain();
    return door.asked;
  };

  it('are asked by a door that can, also for a terminal', async () => {
    await unasked();
    expect(await sweptBy(loudDoor(['command', 'terminal']))).toEqual(['by terminal']);
  });

  it('are left to another process where the door cannot ask', async () => {
    await unasked();
    expect(await sweptBy({ ...loudDoor(['terminal']), asksApprovers: false })).toEqual([]);
    expect(await sweptBy(loudDoor(['command', 'terminal']))).toEqual(['by terminal']);
  });
});
