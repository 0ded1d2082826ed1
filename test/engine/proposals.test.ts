import { describe, expect, it, vi } from 'vitest';
import { cameToNothing, questionOf } from '../../src/engine/proposals.ts';
import { createRights } from '../../src/engine/rights.ts';
import type { Entry, State } from '../../src/journal/intent.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { actorOf, policyWith } from '../policy/support.ts';
import { doorsWith } from '../support/doors.ts';

const entryOf = (over: Partial<Entry> = {}): Entry => ({
  reference: 'BH-000001',
  key: 'one',
  operation: 'telecomx.subscription.delete',
  input: { id: 'CBB1CEAA0390A4886247A688' },
  actor: actorOf('member'),
  origin: { door: 'command', private: false, replyTo: null },
  state: 'proposed',
  acceptedAt: 0,
  ...over,
});

describe('what came to nothing', () => {
  it.each<[State, boolean]>([
    ['cancelled', true],
    ['denied', true],
    ['refused', true],
    ['failed', true],
    ['expired', true],
    ['succeeded', false],
    ['unknown', false],
    ['running', false],
    ['proposed', false],
  ])('%s: %s', (state, nothing) => expect(cameToNothing({ state })).toBe(nothing));

  it('is not what failed and may be done all the same', () => {
    const failure = { kind: 'unavailable' as const, message: 'x' };
    const ended = (maybeDone: boolean) =>
      cameToNothing({ state: 'failed', outcome: { state: 'failed', failure: { ...failure, maybeDone }, tookMs: 0 } });
    expect([ended(false), ended(true)]).toEqual([true, false]);
  });
});

describe('a question', () => {
  const found = { _id: 'CBB1CEAA0390A4886247A688', title: 'News', email: true, sms: false };
  const call = vi.fn(async () => found);
  const parts = {
    clients: { telecomx: { call, choices: () => [] } },
    journal: {} as Journal,
    rights: createRights(policyWith(), doorsWith()),
  };

  it('says what is known of the record, and how dates were understood', async () => {
    const interpretedDates = ['Due: Fri 27 Nov, in 2 days'];
    const question = await questionOf(entryOf({ interpretedDates }), parts);
    expect(question).toMatchObject({ headline: 'Delete this subscription?', facts: { Subscription: 'News' } });
    expect(JSON.stringify(question.facts)).toContain('Fri 27 Nov');
  });

  it('is put to nobody who may not, before the vendor is read', async () => {
    call.mockClear();
    await expect(questionOf(entryOf({ actor: actorOf('guest') }), parts)).rejects.toThrow();
    expect(call).not.toHaveBeenCalled();
  });

  const change = { operation: 'telecomx.subscription.update', input: { id: found._id, email: false } };
  const undone = entryOf({ ...change, input: { id: found._id, title: 'Sent' }, state: 'succeeded' });
  const journal = { find: async () => undone, newerWrites: async () => [] } as unknown as Journal;

  it('is put about an undo only while nobody changed the record since', async () => {
    const undo = entryOf({ ...change, undoes: undone.reference });
    await expect(questionOf(undo, { ...parts, journal })).rejects.toThrow('Somebody changed the record since');
    call.mockResolvedValue({ ...found, title: 'Sent' });
    await expect(questionOf(undo, { ...parts, journal })).resolves.toMatchObject({ button: 'Turn off' });
  });

  it('reads the record once where nothing is undone', async () => {
    call.mockClear();
    await questionOf(entryOf(change), parts);
    expect(call).toHaveBeenCalledTimes(1);
  });

  it('is none where nothing needs confirming any more', async () => {
    const entry = entryOf({ operation: 'telecomx.subscription.get' });
    await expect(questionOf(entry, parts)).rejects.toThrow('This needs no confirmation any more.');
  });
});
