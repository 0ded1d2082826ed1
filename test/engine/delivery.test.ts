import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDelivery, type NotifyLimits, UndeliverableError } from '../../src/engine/delivery.ts';
import { createEngine } from '../../src/engine/engine.ts';
import type { Entry, Intent, Outcome } from '../../src/journal/intent.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { withLogRules } from '../../src/log.ts';
import { findOperation } from '../../src/operations/catalog.ts';
import { createPolicy } from '../../src/policy/policy.ts';
import { openStores, type Stores } from '../../src/stores.ts';
import { doorsWith } from '../support/doors.ts';

const done: Outcome = { state: 'succeeded', tookMs: 1 };
const operation = findOperation('pmp.lead.search')!;
const lines: string[] = [];
const log = withLogRules(pino({ level: 'warn', base: null }, { write: (line: string) => void lines.push(line) }));
const quick: Partial<NotifyLimits> = { attempts: 3, firstPauseMs: 1, longestPauseMs: 2, longestTemporaryPauseMs: 2 };

let folder: string;
let stores: Stores;
let journal: Journal;
let clock: number;
beforeEach(async () => {
  clock = Date.now();
  lines.length = 0;
  folder = mkdtempSync(join(tmpdir(), 'bellhop-notify-'));
  stores = await openStores({ dataDir: folder, owner: 'a', leaseMs: 1_000, now: () => clock });
  journal = stores.journal;
});
afterEach(async () => {
  await stores.close();
  rmSync(folder, { recursive: true, force: true });
});

async function recorded(over: Partial<Intent> = {}): Promise<Entry> {
  const intent = {
    key: 'k',
    operation: operation.id,
    input: { key: 'acme' },
    actor: { id: 'U1', team: 'T1' },
    origin: { door: 'command' as const, private: false, replyTo: null },
    ...over,
  };
  return (await journal.record(intent, 'accepted')).entry;
}

async function finished(): Promise<Entry> {
  const entry = await recorded();
  await journal.start(entry.reference);
  await journal.finish(entry.reference, done);
  return entry;
}

/** Shows nothing until `failures` are used up. */
function notifierWith(failures: unknown[], limits: Partial<NotifyLimits> = {}) {
  let shown = 0;
  const notifier = createDelivery({
    journal,
    log,
    limits: { ...quick, ...limits },
    async show() {
      shown++;
      if (failures.length > 0) throw failures.shift();
    },
  });
  return { notifier, shown: () => shown };
}

const times = (count: number, error: () => unknown) => Array.from({ length: count }, error);
const refused = () => new UndeliverableError(new Error('whatever'));
const unwell = () => new Error('internal_error');

describe('notifying a person', () => {
  it('abandons whoever is refused every way, after so many attempts', async () => {
    const entry = await finished();
    const { notifier, shown } = notifierWith(times(99, refused));
    await notifier.notify(entry, operation, done);
    expect(shown()).toBe(3);
    expect(await journal.find(entry.reference)).toMatchObject({ attempts: 3, undeliverableAt: clock });
  });

  it('logs why an attempt failed, by its code', async () => {
    const slack = () => Object.assign(new Error('what a person wrote'), { data: { error: 'ekm_access_denied' } });
    await notifierWith([new UndeliverableError(slack()), slack()]).notifier.notify(await finished(), operation, done);
    const logged = lines.map((line) => JSON.parse(line) as { cause?: { reason?: string } });
    expect(logged.map(({ cause }) => cause?.reason)).toEqual(['ekm_access_denied', 'ekm_access_denied']);
    expect(lines.join('')).not.toContain('what a person wrote');
  });

  it('goes on through a trouble that may pass, beyond that many attempts', async () => {
    const entry = await finished();
    const { notifier, shown } = notifierWith(times(8, unwell));
    await notifier.notify(entry, operation, done);
    expect(shown()).toBe(9);
    expect(await journal.find(entry.reference)).not.toHaveProperty('undeliverableAt');
    clock += 10_000;
    expect(await journal.claimExpired(10, ['command'])).toEqual([]);
  });

  it('but not for ever', async () => {
    const entry = await finished();
    const { notifier, shown } = notifierWith(times(99, unwell), { forMs: 0 });
    await notifier.notify(entry, operation, done);
    expect(shown()).toBe(3);
    expect(await journal.find(entry.reference)).toHaveProperty('undeliverableAt');
  });

  it('stops when another process has it by now', async () => {
    const entry = await finished();
    clock += 1_000;
    const other = await openStores({ dataDir: folder, owner: 'b', leaseMs: 1_000, now: () => clock });
    expect(await other.journal.claimExpired(10, ['command'])).toHaveLength(1);
    const { notifier, shown } = notifierWith(times(99, unwell));
    await notifier.notify(entry, operation, done);
    expect(shown()).toBe(1);
    await other.close();
  });

  it('waits for nothing when the process stops, and leaves it to the next', async () => {
    const entry = await finished();
    const { notifier } = notifierWith(times(99, unwell), { firstPauseMs: 60_000, longestTemporaryPauseMs: 60_000 });
    const notifying = notifier.notify(entry, operation, done);
    notifier.stop();
    await notifying;
    expect(notifier.keptOutcome({ ...entry, state: 'succeeded' })).toEqual(done);
    expect(notifier.keptOutcome({ ...entry, state: 'unknown' })).toBeUndefined();
    clock += 1_000;
    expect(await journal.claimExpired(10, ['command'])).toHaveLength(1);
  });
});

describe('an entry that nobody can go on with', () => {
  it.each(['accepted', 'running', 'succeeded'] as const)('(%s) ends visibly after many claims', async (state) => {
    const entry = await recorded({ operation: 'pmp.fax.send' });
    if (state !== 'accepted') await journal.start(entry.reference);
    if (state === 'succeeded') await journal.finish(entry.reference, done);
    const engine = createEngine({
      clients: {},
      journal,
      policy: createPolicy({ personOf: async () => ({ kind: 'member' }), membersOf: async () => [] }),
      doors: doorsWith(),
      undoMinutes: 30,
      log,
      workingAfterMs: 1_000,
    });
    for (let claim = 0; claim < 25; claim++) {
      clock += 1_000;
      await engine.sweep();
      await engine.drain();
    }
    const ended = await journal.find(entry.reference);
    expect(ended?.undeliverableAt).toBeDefined();
    expect(ended?.state).toBe({ accepted: 'failed', running: 'unknown', succeeded: 'succeeded' }[state]);
  });
});
