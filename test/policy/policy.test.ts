import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failureOf } from '../../src/errors.ts';
import { findOperation, operations } from '../../src/operations/catalog.ts';
import type { Operation, Risk } from '../../src/operations/operation.ts';
import { type ApprovalRule, createPolicy, type Policy, type Rules } from '../../src/policy/policy.ts';
import type { Rule } from '../../src/policy/rules.ts';
import { actorOf, GROUP, MEMBERS, PEOPLE, policyWith } from './support.ts';

const operation = (id: string): Operation => {
  const found = findOperation(id);
  if (!found) throw new Error(`No operation ${id}.`);
  return found;
};
const get = operation('pmp.lead.get');
const remove = operation('pmp.lead.delete');
const input = { id: '42' };

const approval: ApprovalRule = {
  users: [PEOPLE.admin],
  groups: [GROUP],
  needed: 1,
  channel: 'C0APPROVALS',
  expiresMinutes: 60,
};
const only = (...rules: Rule[]): Rules => ({ rules, otherwise: 'deny' });
const forGroup = only({ who: { users: [], groups: [GROUP] }, ruling: { decision: 'allow' } });

const failing = () => Promise.reject(new Error('slack is down'));
const asMember = async () => ({ kind: 'member' as const });

describe('who is in a group', () => {
  let now = 1_000;
  /** The cache looks at the clock once in a millisecond. */
  const pass = (ms: number) => {
    now += ms;
    return new Promise((resolve) => setTimeout(resolve, 5));
  };
  beforeEach(() => void vi.spyOn(performance, 'now').mockImplementation(() => now));
  afterEach(() => void vi.restoreAllMocks());

  it('is asked once for many at once, and again after a minute', async () => {
    const membersOf = vi.fn(async () => MEMBERS);
    const policy = createPolicy({ rules: forGroup, personOf: asMember, membersOf });
    const decide = () => policy.decide(actorOf('member'), get, input, {});
    const decisions = await Promise.all([decide(), decide(), decide()]);
    expect(decisions.map(({ decision }) => decision)).toEqual(['allow', 'allow', 'allow']);
    expect(membersOf).toHaveBeenCalledTimes(1);
    await pass(59_000);
    await decide();
    expect(membersOf).toHaveBeenCalledTimes(1);
    await pass(2_000);
    membersOf.mockResolvedValue([]);
    expect((await decide()).decision).toBe('deny');
    expect(membersOf).toHaveBeenCalledTimes(2);
  });

  it('is refused when it cannot be checked, and asked again the next time', async () => {
    const membersOf = vi.fn(async (): Promise<readonly string[]> => MEMBERS).mockImplementationOnce(failing);
    const policy = createPolicy({ rules: forGroup, personOf: asMember, membersOf });
    const failure = await policy.decide(actorOf('member'), get, input, {}).catch(failureOf);
    expect(failure).toEqual({
      kind: 'unavailable',
      message:
        'Slack could not tell me who is in a group that decides this, so nothing was done. Try again in a moment.',
    });
    expect(await policy.decide(actorOf('member'), get, input, {})).toEqual({ decision: 'allow' });
  });

  it('is refused when what was known is too old and cannot be checked again', async () => {
    const membersOf = vi.fn(failing as () => Promise<readonly string[]>).mockResolvedValueOnce(MEMBERS);
    const policy = createPolicy({ rules: forGroup, personOf: asMember, membersOf });
    await policy.decide(actorOf('member'), get, input, {});
    await pass(61_000);
    expect(await policy.decide(actorOf('member'), get, input, {}).catch(failureOf)).toMatchObject({
      kind: 'unavailable',
    });
  });
});

describe('rights', () => {
  it('are refused when nobody can tell who is asking', async () => {
    const policy = createPolicy({ personOf: failing, membersOf: async () => [] });
    const refused = { kind: 'unavailable', message: expect.stringContaining('Slack could not tell me who you are') };
    const member = actorOf('member');
    for (const asked of [
      policy.decide(member, get, input, {}),
      policy.decideAtAll(member, get, {}),
      policy.visible(member, operations, {}),
      policy.mayApprove(member, approval, actorOf('admin')),
      policy.explainMayI(member, get, {}),
    ]) {
      expect(await asked.catch(failureOf)).toEqual(refused);
    }
  });

  it('do not wait for a group where a rule above decides', async () => {
    const rules = only({ risks: ['read'], ruling: { decision: 'allow' } }, ...forGroup.rules);
    const policy = createPolicy({ rules, personOf: asMember, membersOf: failing });
    expect(await policy.decide(actorOf('member'), get, input, {})).toEqual({ decision: 'allow' });
    expect((await policy.visible(actorOf('member'), [get, remove], {})).map(({ id }) => id)).toEqual([get.id]);
  });

  it('follow the risk of this very input', async () => {
    const policy = policyWith(only({ risks: ['write'], ruling: { decision: 'allow' } }));
    const move = operation('telecomx.subscription.update');
    const decide = async (email: boolean) =>
      (await policy.decide(actorOf('member'), move, { id: 'a', email }, {})).decision;
    expect(await decide(true)).toBe('allow');
    expect(await decide(false)).toBe('deny');
    expect(await policy.decideAtAll(actorOf('member'), move, {})).toEqual({ decision: 'allow' });
  });

  it('are those of the kindest risk that an operation can have, and of no other', async () => {
    const without = (...risks: Risk[]) =>
      policyWith({ rules: [{ risks, ruling: { decision: 'deny' } }], otherwise: 'allow_members' });
    const atAll = async (policy: Policy, id: string) =>
      (await policy.decideAtAll(actorOf('member'), operation(id), {})).decision;
    // Only some of its inputs reach people outside.
    const sometimes = 'telecomx.subscription.update';
    expect([await atAll(without('write'), sometimes), await atAll(without('destructive'), sometimes)]).toEqual([
      'allow',
      'allow',
    ]);
    expect(await atAll(without('write', 'destructive'), sometimes)).toBe('deny');
    expect(await atAll(without('write'), 'jumptech.note.add')).toBe('deny');
    expect(await atAll(without('destructive'), 'pmp.lead.delete')).toBe('deny');
    expect(await atAll(without('read'), 'pmp.lead.get')).toBe('deny');
  });

  it('can be asked with a form that is still empty, for every operation', async () => {
    for (const one of operations) {
      expect(await policyWith().decide(actorOf('member'), one, {}, {}), one.id).toEqual({ decision: 'allow' });
    }
  });
});

describe('an approval', () => {
  const policy = policyWith();
  const requester = { id: 'U0SOMEBODY1', team: 'T0HOME00001' };

  it('is given by those the rule names, themselves or by group', async () => {
    expect(await policy.mayApprove(actorOf('admin'), approval, requester)).toEqual({ ok: true });
    expect(await policy.mayApprove(actorOf('member'), approval, requester)).toEqual({ ok: true });
  });

  it('is not given by others', async () => {
    expect(await policy.mayApprove(actorOf('admin'), { ...approval, users: [] }, requester)).toEqual({
      ok: false,
      why: 'The policy asks others to approve this.',
    });
  });

  it('is never given by the one who asked, from whichever workspace', async () => {
    const own = { ok: false, why: 'Nobody can approve what they asked for themselves.' };
    expect(await policy.mayApprove(actorOf('admin'), approval, actorOf('admin'))).toEqual(own);
    expect(await policy.mayApprove(actorOf('admin'), approval, { id: PEOPLE.admin, team: 'T0OTHER0001' })).toEqual(own);
  });

  it('is never given from below the floor: by a group, guests neither', async () => {
    const named = { ...approval, users: Object.values(PEOPLE) };
    for (const kind of ['stranger', 'bot', 'deactivated'] as const) {
      expect(await policy.mayApprove(actorOf(kind), named, requester)).toMatchObject({ ok: false });
    }
    expect(await policy.mayApprove(actorOf('guest'), approval, requester)).toMatchObject({ ok: false });
    expect(await policy.mayApprove(actorOf('guest'), named, requester)).toEqual({ ok: true });
  });
});
