import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, type Facts, groupsThatMatter } from '../../src/policy/evaluate.ts';
import { risksOf } from '../../src/policy/risks.ts';
import type { Rule, Rules } from '../../src/policy/rules.ts';
import { uselessRules } from '../../src/policy/useless.ts';
import { channels, file, groups, otherwise, rules, some } from './any-rules.ts';
import { asking, KINDS, PEOPLE, wordOf } from './support.ts';

const intent = fc
  .constantFrom(...some)
  .chain((operation) =>
    fc.record({ operation: fc.constant(operation.id), risk: fc.constantFrom(...risksOf(operation)) }),
  );
const facts: fc.Arbitrary<Facts> = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    groups: fc.subarray(groups).map((ids) => new Set(ids)),
    channel: fc.constantFrom(...channels, undefined),
    intent,
  })
  .map(({ intent: { operation, risk }, kind, ...rest }) => ({ ...rest, operation, risk, kind, user: PEOPLE[kind] }));

const isMember = ({ kind }: Facts) => kind === 'admin' || kind === 'member';

/** The plainest reading of docs/policy.md, to compare with. */
function byTheBook({ rules, otherwise }: Rules, facts: Facts): string {
  for (const { operations: ids, risks, who, channels, ruling } of rules) {
    if (ids && !ids.has(facts.operation)) continue;
    if (risks && !risks.includes(facts.risk)) continue;
    if (channels && !channels.some((one) => one === facts.channel)) continue;
    const isNamed = who?.users.includes(facts.user) ?? false;
    if (who && !isNamed && !who.groups.some((one) => facts.groups.has(one))) continue;
    if (ruling.decision === 'deny') return 'deny';
    if (isMember(facts) || (facts.kind === 'guest' && isNamed)) return ruling.decision;
  }
  return otherwise === 'allow_members' && isMember(facts) ? 'allow' : 'deny';
}

describe('the evaluation of rules', () => {
  it('reads them as the guide says, whatever they are', () => {
    fc.assert(
      fc.property(file, facts, (given, about) => {
        expect(wordOf(evaluate(given, about))).toBe(byTheBook(given, about));
      }),
      { numRuns: 2_000 },
    );
  });

  it('lets the first rule that fits decide: what stands below it changes nothing', () => {
    fc.assert(
      fc.property(rules, rules, rules, otherwise, facts, (above, below, others, last, about) => {
        const fits = wordOf(evaluate({ rules: above, otherwise: 'deny' }, about)) !== 'deny';
        fc.pre(fits);
        const decided = evaluate({ rules: [...above, ...below], otherwise: last }, about);
        expect(decided).toEqual(evaluate({ rules: [...above, ...others], otherwise: 'deny' }, about));
      }),
      { numRuns: 300 },
    );
  });

  it('gives nothing where no rule gives anything, beyond what full members may by default', () => {
    const denying = rules.map((all) => all.map((one): Rule => ({ ...one, ruling: { decision: 'deny' } })));
    fc.assert(
      fc.property(denying, otherwise, facts, (all, last, about) => {
        const decision = wordOf(evaluate({ rules: all, otherwise: last }, about));
        if (last === 'deny' || !isMember(about)) expect(decision).toBe('deny');
      }),
    );
  });

  it('never goes below the floor: strangers, bots and deactivated people get nothing, guests only where they are named', () => {
    fc.assert(
      fc.property(file, facts, (given, about) => {
        fc.pre(!isMember(about));
        const names = given.rules.some(
          ({ who, ruling }) => ruling.decision !== 'deny' && who?.users.includes(about.user),
        );
        if (about.kind !== 'guest' || !names) expect(wordOf(evaluate(given, about))).toBe('deny');
      }),
      { numRuns: 1_000 },
    );
  });

  it('depends on no group but those it says matter', () => {
    fc.assert(
      fc.property(file, facts, (given, about) => {
        const matter = new Set(groupsThatMatter(given, about));
        const known = new Set([...about.groups].filter((group) => matter.has(group)));
        expect(evaluate(given, { ...about, groups: known })).toEqual(evaluate(given, about));
      }),
      { numRuns: 1_000 },
    );
  });

  it('asks about no group where a rule above decides without', () => {
    const leads = { who: { users: [], groups: ['S0LEADS0001'] } };
    const all: Rule[] = [
      { operations: new Set(['pmp.lead.add']), ...leads, ruling: { decision: 'deny' } },
      { risks: ['read'], ruling: { decision: 'allow' } },
      { ...leads, ruling: { decision: 'allow' } },
    ];
    expect(groupsThatMatter({ rules: all, otherwise: 'deny' }, asking({ risk: 'read' }))).toEqual([]);
    expect(groupsThatMatter({ rules: all, otherwise: 'deny' }, asking({ risk: 'write' }))).toEqual(['S0LEADS0001']);
  });

  it('decides the same for full members without the rules it calls useless, and such rules exist', () => {
    let met = 0;
    fc.assert(
      fc.property(file, facts, (given, about) => {
        const useless = new Set(uselessRules(given.rules, some).map(({ index }) => index));
        met += useless.size;
        fc.pre(isMember(about));
        const without = { ...given, rules: given.rules.filter((_, index) => !useless.has(index)) };
        expect(evaluate(without, about)).toEqual(evaluate(given, about));
      }),
      { numRuns: 1_500 },
    );
    expect(met).toBeGreaterThan(50);
  });

  it('says in words why not', () => {
    const why = (given: Rules, about: Partial<Facts>) => {
      const decided = evaluate(given, { ...asking(about), groups: new Set() });
      return decided.decision === 'deny' ? decided.why : undefined;
    };
    const nothing: Rules = { rules: [], otherwise: 'deny' };
    const closed: Rules = {
      rules: [{ label: 'Ask the CRM team.', ruling: { decision: 'deny' } }],
      otherwise: 'deny',
    };
    const unnamed: Rules = { rules: [{ ruling: { decision: 'deny' } }], otherwise: 'deny' };
    expect(why(nothing, {})).toBe('You may not look this up. No rule of the policy allows it.');
    expect(why(closed, { risk: 'write' })).toBe('You may not do this. The policy says: Ask the CRM team.');
    expect(why(unnamed, { risk: 'write' })).toBe('You may not do this. A rule of the policy denies it.');
    expect(why(nothing, { kind: 'guest' })).toBe("Guests can't use Bellhop. Ask a member.");
    expect(why(nothing, { kind: 'bot' })).toBe("Bots and workflows can't use Bellhop.");
  });

  it('refuses at once what could never be approved, because nobody approves their own intent', () => {
    const both = { users: [PEOPLE.member, PEOPLE.admin], groups: [], channel: 'C0APPROVALS', expiresMinutes: 60 };
    const needing = (needed: number, inGroups: string[] = []): Rules => ({
      rules: [{ ruling: { decision: 'approval', approval: { ...both, needed, groups: inGroups } } }],
      otherwise: 'deny',
    });
    const decide = (given: Rules, user: string) => wordOf(evaluate(given, { ...asking({ user }), groups: new Set() }));
    expect(decide(needing(2), PEOPLE.member)).toBe('deny');
    expect(decide(needing(2), 'U0SOMEBODY1')).toBe('approval');
    expect(decide(needing(1), PEOPLE.member)).toBe('approval');
    expect(decide(needing(2, ['S0LEADS0001']), PEOPLE.member)).toBe('approval');
  });
});
