import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import type { Notifier } from '../../src/engine/notifier.ts';
import { OperationError } from '../../src/errors.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { createPolicy } from '../../src/policy/policy.ts';
import { openStores, type Stores } from '../../src/stores.ts';
import { doorsWith } from '../support/doors.ts';

const intent = {
  key: 'one',
  operation: 'pmp.lead.search',
  input: { key: 'acme' },
  actor: { id: 'U0ADA000001', team: 'T1' },
  origin: { door: 'command' as const, private: false, replyTo: null },
};

let folder: string;
let clock: number;
let opened: Stores[];
let journal: Journal;
let other: Journal;
let engine: Engine;
const call = vi.fn<() => Promise<unknown>>();
const finished = vi.fn<Notifier['finished']>();

beforeEach(async () => {
  clock = Date.now();
  vi.resetAllMocks();
  folder = mkdtempSync(join(tmpdir(), 'bellhop-reads-'));
  const open = (owner: string) => openStores({ dataDir: folder, owner, leaseMs: 1_000, now: () => clock });
  opened = [await open('a'), await open('b')];
  [journal, other] = opened.map((stores) => stores.journal) as [Journal, Journal];
  engine = createEngine({
    clients: { pmp: { call, choices: () => [] } },
    journal,
    policy: createPolicy({ personOf: async () => ({ kind: 'member' }), membersOf: async () => [] }),
    doors: doorsWith({ finished }),
    undoMinutes: 30,
    log: pino({ level: 'silent' }),
    workingAfterMs: 1_000,
  });
});
afterEach(async () => {
  await engine.drain();
  for (const { close } of opened) await close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a read', () => {
  const search = () => engine.run(intent);

  it('is recorded with its outcome once its person has the answer', async () => {
    call.mockResolvedValue([]);
    let stateWhenShown: string | undefined;
    finished.mockImplementation(async (entry) => {
      stateWhenShown = (await journal.find(entry.reference))?.state;
      return { channel: 'C1', ts: '1.1' };
    });
    const { submission, outcome } = await search();
    expect(outcome?.state).toBe('succeeded');
    expect(stateWhenShown).toBe('accepted');
    const reference = 'entry' in submission ? submission.entry.reference : '';
    expect(await journal.find(reference)).toMatchObject({
      state: 'succeeded',
      messages: { result: { channel: 'C1', ts: '1.1' } },
    });
    clock += 2_000;
    expect(await other.claimExpired(10, ['command'])).toEqual([]);
  });

  it('is shown by nobody whose lease another process has by now', async () => {
    let reply = () => {};
    call.mockImplementation(() => new Promise((resolve) => (reply = () => resolve([]))));
    const running = search();
    await vi.waitFor(() => expect(call).toHaveBeenCalledTimes(1));
    clock += 2_000;
    expect(await other.claimExpired(10, ['command'])).toHaveLength(1);
    reply();
    await running;
    expect(finished).not.toHaveBeenCalled();
  });

  it('whose answer could not be shown at once is recorded, and shown again without asking the vendor', async () => {
    call.mockResolvedValue([]);
    finished.mockRejectedValueOnce(new Error('Slack is ill'));
    const { outcome } = await search();
    expect(outcome?.state).toBe('succeeded');
    expect(call).toHaveBeenCalledTimes(1);
    expect(finished).toHaveBeenCalledTimes(2);
  });

  it('that failed is on record before its person can press "Try again"', async () => {
    call.mockRejectedValue(new OperationError({ kind: 'unavailable', message: 'No answer.' }));
    let stateWhenShown: string | undefined;
    finished.mockImplementation(async (entry) => {
      stateWhenShown = (await journal.find(entry.reference))?.state;
      return undefined;
    });
    await search();
    expect(stateWhenShown).toBe('failed');
  });

  it('that ends each process is not run for ever', async () => {
    call.mockResolvedValue([]);
    const { entry } = await journal.record(intent, 'accepted', undefined, 'read');
    await engine.dispatch({ ...entry, claims: 6 });
    expect(call).not.toHaveBeenCalled();
    expect((await journal.find(entry.reference))?.state).toBe('failed');
  });
});
