import { describe, expect, expectTypeOf, it } from 'vitest';
import { operations } from '../../src/operations/catalog.ts';
import { type Operation, type Risk, riskOf } from '../../src/operations/operation.ts';
import type { Decision, PersonKind, Place, Rules } from '../../src/policy/policy.ts';
import { risksOf } from '../../src/policy/risks.ts';
import type { Rule } from '../../src/policy/rules.ts';
import { actorOf, GROUP, HERE, KINDS, PEOPLE, policyWith, THERE } from './support.ts';

/** Every way in, whether or not it has a handler: the policy may not tell them apart. */
const DOORS = ['command', 'form', 'button', 'option', 'shortcut', 'step', 'home', 'terminal', 'watch', 'retry', 'undo'];
const PLACES = [HERE, THERE, undefined];

interface Cell {
  operation: Operation;
  input: Record<string, unknown>;
  risk: Risk;
  kind: PersonKind;
  door: string;
  channel: string | undefined;
}

/** Every operation, by each of its risks that an example shows, × kind of person × place × door. */
const CELLS: readonly Cell[] = operations.flatMap((operation) => {
  const inputs = operation.examples.map((example) => operation.input.parse(example));
  const byRisk = new Map(inputs.map((input) => [riskOf(operation, input), input]));
  return [...byRisk].flatMap(([risk, input]) =>
    KINDS.flatMap((kind) =>
      PLACES.flatMap((channel) => DOORS.map((door) => ({ operation, input, risk, kind, door, channel }))),
    ),
  );
});

/** Cells that are not decided as expected. What the door knows of itself is handed over, as an origin would. */
async function surprises(rules: Rules | undefined, expected: (cell: Cell) => Decision['decision']): Promise<string[]> {
  const policy = policyWith(rules);
  const found = await Promise.all(
    CELLS.map(async (cell) => {
      const { operation, input, kind, door, channel } = cell;
      const origin = { door, team: 'T0HOME00001', private: false, ...(channel === undefined ? {} : { channel }) };
      const { decision } = await policy.decide(actorOf(kind), operation, input, origin);
      const where = `${kind} ${operation.id} (${cell.risk}) by ${door} in ${channel}`;
      return decision === expected(cell) ? [] : [`${where}: ${decision}`];
    }),
  );
  return found.flat();
}

const file = (rule: Omit<Rule, 'ruling'>, ruling: Rule['ruling'] = { decision: 'allow' }): Rules => ({
  rules: [{ ...rule, ruling }],
  otherwise: 'deny',
});
const isMember = ({ kind }: Cell): boolean => kind === 'admin' || kind === 'member';
const when = (isSo: boolean): 'allow' | 'deny' => (isSo ? 'allow' : 'deny');

describe('every operation × kind of person × place × door', () => {
  it('is really every one', () => {
    expect(new Set(CELLS.map(({ operation }) => operation.id)).size).toBe(operations.length);
    expect(new Set(CELLS.map(({ risk }) => risk))).toEqual(new Set(['read', 'write', 'destructive']));
    expect(CELLS.length).toBeGreaterThanOrEqual(operations.length * KINDS.length * PLACES.length * DOORS.length);
  });

  it('without a file: full members may, nobody else', async () => {
    expect(await surprises(undefined, (cell) => when(isMember(cell)))).toEqual([]);
  });

  it('with a file that says nothing: nobody may', async () => {
    expect(await surprises({ rules: [], otherwise: 'deny' }, () => 'deny')).toEqual([]);
  });

  it.each(['read', 'write', 'destructive'] as const)('with a file that allows what is %s: that, here', async (risk) => {
    const rules = file({ risks: [risk], channels: [HERE] });
    const expected = (cell: Cell) => when(isMember(cell) && cell.risk === risk && cell.channel === HERE);
    expect(await surprises(rules, expected)).toEqual([]);
  });

  it('a group reaches only the full members in it', async () => {
    const rules = file({ who: { users: [], groups: [GROUP] } });
    expect(await surprises(rules, ({ kind }) => when(kind === 'member'))).toEqual([]);
  });

  it('a rule for everybody does not reach guests; naming them does, and lifts nobody else from below the floor', async () => {
    expect(await surprises(file({}), (cell) => when(isMember(cell)))).toEqual([]);
    const named = file({ who: { users: Object.values(PEOPLE), groups: [] } });
    expect(await surprises(named, (cell) => when(isMember(cell) || cell.kind === 'guest'))).toEqual([]);
  });

  it('what needs approval is neither allowed nor denied, for those who may ask at all', async () => {
    const approval = { users: ['U0BOSS00001'], groups: [], needed: 1, channel: HERE, expiresMinutes: 60 };
    const rules = file({}, { decision: 'approval', approval });
    expect(await surprises(rules, (cell) => (isMember(cell) ? 'approval' : 'deny'))).toEqual([]);
  });

  it('a rule about one operation shows that operation to those it names, there, and nothing else to anybody', async () => {
    for (const { id } of operations) {
      const policy = policyWith(
        file({ operations: new Set([id]), who: { users: [PEOPLE.member], groups: [] }, channels: [HERE] }),
      );
      for (const kind of KINDS) {
        for (const channel of [HERE, THERE]) {
          const shown = await policy.visible(actorOf(kind), operations, { channel });
          expect(shown.map((one) => one.id)).toEqual(kind === 'member' && channel === HERE ? [id] : []);
        }
      }
    }
  });

  it('shows what may be run by some input, and hides what may be run by none', async () => {
    const policy = policyWith(file({ risks: ['destructive'] }));
    const shown = await policy.visible(actorOf('member'), operations, {});
    expect(shown).toEqual(operations.filter((operation) => risksOf(operation).includes('destructive')));
    expect(shown.length).toBeLessThan(operations.length);
  });

  it('knows no door by its very shape', () => {
    expectTypeOf<keyof Place>().toEqualTypeOf<'channel'>();
  });
});
