import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEngine } from '../../src/engine/engine.ts';
import type { Notifier } from '../../src/engine/notifier.ts';
import { OperationError } from '../../src/errors.ts';
import type { Intent } from '../../src/journal/intent.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { createPolicy, type PersonKind, type Rules } from '../../src/policy/policy.ts';
import { openStores, type Stores } from '../../src/stores.ts';
import { doorsWith } from '../support/doors.ts';

const ada = { id: 'U0ADA000001', team: 'T1' };
const intentOf = (over: Partial<Intent> = {}): Intent => ({
  key: 'one',
  operation: 'jumptech.note.add',
  input: { projectId: '7d733b90-a506-4d91-8c78-74c3b3be188f', text: 'Hello' },
  actor: ada,
  origin: { door: 'command', private: false, replyTo: null },
  ...over,
});
const deletion = (over: Partial<Intent> = {}) =>
  intentOf({ operation: 'pmp.lead.delete', input: { id: '42' }, ...over });

let folder: string;
let clock: number;
let kind: PersonKind;
let opened: Stores[];
let journal: Journal;
let other: Journal;
let engine: ReturnType<typeof createEngine>;
const call = vi.fn<() => Promise<unknown>>();
const finished = vi.fn<Notifier['finished']>(async () => undefined);
const question = vi.fn(async () => {});
const approvalRequested = vi.fn(async () => undefined);

function engineWith(rules?: Rules): ReturnType<typeof createEngine> {
  const client = { call, choices: () => [] };
  return createEngine({
    clients: { jumptech: client, pmp: client },
    journal,
    policy: createPolicy({ ...(rules ? { rules } : {}), personOf: async () => ({ kind }), membersOf: async () => [] }),
    doors: doorsWith({ finished, question, approvalRequested }),
    undoMinutes: 30,
    log: pino({ level: 'silent' }),
    workingAfterMs: 1_000,
  });
}

beforeEach(async () => {
  clock = Date.now();
  kind = 'member';
  vi.resetAllMocks();
  folder = mkdtempSync(join(tmpdir(), 'bellhop-engine-'));
  const open = (owner: string) => openStores({ dataDir: folder, owner, leaseMs: 1_000, now: () => clock });
  opened = [await open('a'), await open('b')];
  [journal, other] = opened.map((stores) => stores.journal) as [Journal, Journal];
  engine = engineWith();
});
afterEach(async () => {
  await engine.drain();
  for (const { close } of opened) await close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a write whose answer comes only after another process took this one for dead and called the outcome unknown. */
async function answeredLate(answer: () => Promise<unknown>): Promise<string> {
  let reply = () => {};
  call.mockImplementation(() => new Promise((resolve) => (reply = () => resolve(answer()))));
  const running = engine.run(intentOf());
  await vi.waitFor(() => expect(call).toHaveBeenCalledTimes(1));
  clock += 2_000;
  const [taken] = await other.claimExpired(10, ['command']);
  const reference = taken?.reference ?? '';
  const message = 'The bot was interrupted.';
  const failure = { kind: 'unavailable' as const, message, outcomeUnknown: true };
  expect(await other.finish(reference, { state: 'unknown', tookMs: 0, failure })).toBe(true);
  await other.markNotified(reference, 'unknown');
  reply();
  await running;
  return reference;
}

describe('a process that was only slow', () => {
  it('puts right what another one called unknown, and says so', async () => {
    const reference = await answeredLate(async () => 'ok');
    expect((await journal.find(reference))?.state).toBe('succeeded');
    expect(finished).toHaveBeenCalledTimes(1);
  });

  it('adds nothing while it does not know either', async () => {
    const reference = await answeredLate(async () => {
      throw new OperationError({ kind: 'unavailable', message: 'No answer.', maybeDone: true });
    });
    expect((await journal.find(reference))?.state).toBe('unknown');
    expect(finished).not.toHaveBeenCalled();
  });
});

describe('what needs the approval of two', () => {
  const rule = { users: ['U1', 'U2'], groups: [], needed: 2, channel: 'C0APPROVALS', expiresMinutes: 60 };
  const by = (id: string, approve = true) => ({ actor: { id, team: 'T1' }, approve, at: clock });

  /** Left running by a process that died, with these votes on record. */
  async function leftWith(...votes: ReturnType<typeof by>[]) {
    const { entry } = await journal.record(intentOf(), 'accepted', undefined, 'write');
    await journal.start(entry.reference);
    const approval = { users: rule.users, groups: [], needed: 2, askedIn: rule.channel, expiresAt: clock + 1_000 };
    call.mockResolvedValue('ok');
    const asking = engineWith({ rules: [{ ruling: { decision: 'approval', approval: rule } }], otherwise: 'deny' });
    // One state behind: it is `accepted`, but has been started already.
    await asking.dispatch({
      ...entry,
      state: 'running',
      operation: 'jumptech.project.update',
      input: { ...entry.input, firstName: 'Ada' },
      approval,
      votes,
    });
    await asking.drain();
    return (await journal.find(entry.reference))?.state;
  }

  it.each([
    ['nobody', []],
    ['one', [by('U1')]],
    ['one, against one', [by('U1'), by('U2', false)]],
  ])('is asked for, and nothing sent, while %s agreed', async (_, votes) => {
    expect(await leftWith(...votes)).toBe('awaiting_approval');
    expect(call).not.toHaveBeenCalled();
    expect(approvalRequested).toHaveBeenCalledTimes(1);
  });

  it('is sent once both did', async () => {
    await leftWith(by('U1'), by('U2'));
    expect(call).toHaveBeenCalledTimes(1);
    expect(approvalRequested).not.toHaveBeenCalled();
  });
});

describe('running an intent', () => {
  it('sends it once, and a repeat of it not at all', async () => {
    call.mockResolvedValue('ok');
    const first = await engine.run(intentOf());
    const second = await engine.run(intentOf());
    expect(first.outcome?.state).toBe('succeeded');
    expect(second.outcome).toBeUndefined();
    expect(second.submission).toMatchObject({ status: 'recorded', isNew: false });
    expect(call).toHaveBeenCalledTimes(1);
  });

  it('neither sends nor asks where it needs a confirmation first', async () => {
    const { submission, outcome } = await engine.run(deletion());
    expect(submission.status).toBe('needs_confirmation');
    expect(outcome).toBeUndefined();
    expect(call).not.toHaveBeenCalled();
    expect(question).not.toHaveBeenCalled();
  });
});

it('asks no question, and reads nothing for one, where the person may not do it', async () => {
  const submission = await engine.submit(deletion());
  kind = 'guest';
  const outcome = submission.status === 'invalid' ? undefined : await engine.dispatch(submission.entry);
  expect(outcome?.state).toBe('denied');
  expect(question).not.toHaveBeenCalled();
  expect(call).not.toHaveBeenCalled();
});

describe('a question that is submitted again', () => {
  const submitted = async (intent: Intent) => {
    const submission = await engine.submit(intent);
    if (submission.status === 'invalid') throw new Error('This should be valid.');
    return { status: submission.status, isNew: submission.isNew, reference: submission.entry.reference };
  };

  it('is asked again while nobody answered it, but not for a double click, and stays one', async () => {
    const first = await submitted(deletion());
    expect(await submitted(deletion())).toEqual({ ...first, isNew: false });
    clock += 4_000;
    expect(await submitted(deletion())).toEqual({ ...first, isNew: true });
  });

  it.each<[string, Partial<Intent>]>([
    ['about another record', { input: { id: '43' } }],
    ['for somebody else', { actor: { id: 'U0GRACE0001', team: 'T1' } }],
  ])('%s is a question of its own', async (_, over) => {
    const first = await submitted(deletion());
    const second = await submitted(deletion(over));
    expect(second).toMatchObject({ status: 'needs_confirmation', isNew: true });
    expect(second.reference).not.toBe(first.reference);
    expect((await journal.find(first.reference))?.state).toBe('cancelled');
    expect(await submitted(deletion(over))).toEqual({ ...second, isNew: false });
    expect(await journal.find(first.reference)).toMatchObject({ input: { id: '42' }, actor: ada });
  });

  it('is asked anew once it was cancelled', async () => {
    const first = await submitted(deletion());
    expect(await engine.cancel(first.reference, ada)).toBe(true);
    const second = await submitted(deletion());
    expect(second).toMatchObject({ status: 'needs_confirmation', isNew: true });
    expect(second.reference).not.toBe(first.reference);
  });

  it('is never asked again once it was confirmed', async () => {
    const first = await submitted(deletion());
    expect(await engine.confirm(first.reference, ada)).toBeDefined();
    expect(await submitted(deletion())).toEqual({ ...first, status: 'recorded', isNew: false });
    expect(await engine.confirm(first.reference, ada)).toBeUndefined();
    expect(await engine.cancel(first.reference, ada)).toBe(false);
  });
});

it('an unknown write is not run again over a later one', async () => {
  const update = { operation: 'pmp.milestone.update', input: { id: '5', name: 'First' } };
  const { entry } = await journal.record(intentOf(update), 'accepted', 'pmp.milestone/5');
  await journal.start(entry.reference);
  await journal.finish(entry.reference, { state: 'unknown', tookMs: 1 });
  await journal.record(intentOf({ ...update, key: 'later' }), 'accepted', 'pmp.milestone/5');
  const again = engine.followUps.runAgain(entry.reference, ada, entry.origin);
  await expect(again).rejects.toThrow('could overwrite it');
});

describe('a retry of what failed', () => {
  const retried = async (maybeDone: boolean) => {
    const seen = { etag: 'as seen', interpretedDates: ['Due: Fri 27 Nov, in 2 days'] };
    const update = { operation: 'pmp.milestone.update', input: { id: '5', name: 'First' }, ...seen };
    const { entry } = await journal.record(intentOf(update), 'accepted', 'pmp.milestone/5');
    await journal.start(entry.reference);
    const failure = { kind: 'unavailable' as const, message: 'Down.', ...(maybeDone ? { maybeDone } : {}) };
    await journal.finish(entry.reference, { state: 'failed', tookMs: 1, failure });
    const origins = { press: entry.origin, retry: () => entry.origin };
    return (await engine.followUps.retry(entry.reference, ada, origins)).entry;
  };

  it('compares the record with what its person saw, if nothing was sent', async () => {
    expect(await retried(false)).toMatchObject({ etag: 'as seen', interpretedDates: ['Due: Fri 27 Nov, in 2 days'] });
  });

  it('compares nothing if it may be done, since it may itself have changed the record', async () => {
    expect(await retried(true)).not.toHaveProperty('etag');
  });
});

it('a look at a record is no later write to it', async () => {
  const { entry } = await journal.record(deletion({ key: 'write' }), 'accepted', 'pmp.lead/42');
  const read = await engine.submit(intentOf({ operation: 'pmp.lead.get', input: { id: '42' } }));
  expect(read).toMatchObject({ status: 'recorded', entry: { subject: 'pmp.lead/42' } });
  expect(await journal.newerWrites(entry.reference)).toEqual([]);
});

it('the journal keeps what a write came to, and nothing of what a read showed', async () => {
  call.mockResolvedValue('ok');
  const kept = async (intent: Intent) => {
    const { submission, outcome } = await engine.run(intent);
    expect(outcome?.card).toBeDefined();
    return submission.status === 'recorded' && (await journal.find(submission.entry.reference))?.outcome;
  };
  expect(await kept(intentOf())).toHaveProperty('card');
  call.mockResolvedValue([]);
  const read = intentOf({ key: 'read', operation: 'pmp.lead.search', input: { key: 'acme' } });
  expect(await kept(read)).not.toHaveProperty('card');
});

it('reads again only what is a read', async () => {
  const { entry } = await journal.record(intentOf(), 'accepted');
  await expect(engine.readAgain(entry)).rejects.toThrow('is not a read');
  expect(call).not.toHaveBeenCalled();
});
