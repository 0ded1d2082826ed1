import { describe, expect, it } from 'vitest';
import { createRights } from '../../src/engine/rights.ts';
import { undoInput } from '../../src/engine/undo.ts';
import type { Entry, State } from '../../src/journal/intent.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { findOperation } from '../../src/operations/catalog.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import type { Rule } from '../../src/policy/rules.ts';
import { actorOf, asking, PEOPLE, policyWith } from '../policy/support.ts';
import { doorsWith } from '../support/doors.ts';

const approval = { users: [PEOPLE.admin], groups: [], needed: 1, channel: 'C0APPROVALS', expiresMinutes: 60 };
const entryOf = (over: Partial<Entry>): Entry => ({
  reference: 'BH-000001',
  key: 'one',
  operation: 'pmp.lead.get',
  input: { id: '42' },
  actor: actorOf('member'),
  origin: { door: 'command', private: false, replyTo: null },
  state: 'succeeded',
  acceptedAt: 0,
  ...over,
});

describe('the answer to a read that needed approval', () => {
  const rights = createRights(
    policyWith({ rules: [{ ruling: { decision: 'approval', approval } }], otherwise: 'deny' }),
    doorsWith(),
  );
  const read = (state: State, by: 'member' | 'admin') =>
    rights.mayRead(entryOf({ state }), actorOf(by), entryOf({}).origin);

  it('is shown again to the one who asked, once it was approved', async () => {
    await expect(read('succeeded', 'member')).resolves.toBeUndefined();
  });

  it('is shown to nobody else, and to nobody before', async () => {
    const two = { ...approval, users: [PEOPLE.admin, 'U0OTHER0001'] };
    const others = createRights(
      policyWith({ rules: [{ ruling: { decision: 'approval', approval: two } }], otherwise: 'deny' }),
      doorsWith(),
    );
    await expect(others.mayRead(entryOf({}), actorOf('admin'), entryOf({}).origin)).rejects.toThrow(
      'approval of others each time',
    );
    await expect(read('awaiting_approval', 'member')).rejects.toThrow('approval of others each time');
  });
});

describe('the answer to a read of somebody else', () => {
  const read = (by: 'admin' | 'guest') =>
    createRights(policyWith(), doorsWith()).mayRead(entryOf({}), actorOf(by), entryOf({}).origin);

  it('is shown to whoever may read it, and to nobody who may not', async () => {
    await expect(read('admin')).resolves.toBeUndefined();
    await expect(read('guest')).rejects.toThrow("Guests can't use Bellhop");
  });
});

describe('people outside the workspace', () => {
  const labelled: Rule = { label: 'The merger is secret', ruling: { decision: 'deny' } };

  it('read no label of the policy', () => {
    const facts = { ...asking({ kind: 'stranger', user: PEOPLE.stranger }), groups: new Set<string>() };
    const decided = evaluate({ rules: [labelled], otherwise: 'deny' }, facts);
    expect(decided).toEqual({ decision: 'deny', why: 'Only members of this workspace can use Bellhop.' });
  });

  it('are let in by no rule that only denies', async () => {
    const who = { users: [PEOPLE.guest], groups: [] };
    const exclusion = (rule: Rule) => policyWith({ rules: [rule], otherwise: 'deny' }).exclusionOf(actorOf('guest'));
    expect(await exclusion({ ...labelled, who })).toContain("Guests can't use Bellhop");
    expect(await exclusion({ who, ruling: { decision: 'allow' } })).toBeUndefined();
  });
});

describe('undo', () => {
  const operation = findOperation('pmp.milestone.update')!;
  const journal = { now: async () => 1_800_000, newerWrites: async () => [] } as unknown as Journal;
  const entry = entryOf({
    operation: operation.id,
    input: { id: '5', name: 'New' },
    before: { id: '5', name: 'Old' },
    endedAt: 0,
  });
  const undo = (over: Partial<Entry>, undoMinutes = 30) =>
    undoInput({ ...entry, ...over }, operation, { journal, undoMinutes });

  it('is possible until its time is over', async () => {
    expect(await undo({})).toMatchObject({ id: '5', name: 'Old' });
    await expect(undo({}, 29)).rejects.toThrow('for 29 minutes, and that time is over');
  });

  it.each(['failed', 'refused', 'unknown', 'running'] as const)('is not possible for what is %s', async (state) => {
    await expect(undo({ state })).rejects.toThrow('This cannot be undone.');
  });
});
