import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operations } from '../../src/operations/catalog.ts';
import { createPolicy, type PersonKind, type Place, type Rules } from '../../src/policy/policy.ts';
import { channels, file, groups, some } from './any-rules.ts';
import { actorOf, KINDS } from './support.ts';

const place = fc.constantFrom(...channels, undefined).map((channel) => (channel ? { channel } : {}));
const kind = fc.constantFrom(...KINDS);
interface World {
  rules: Rules;
  kind: PersonKind;
  place: Place;
  inGroups: readonly string[];
  unknownGroups: readonly string[];
}
const world: fc.Arbitrary<World> = fc.record({
  rules: file,
  kind,
  place,
  inGroups: fc.subarray(groups),
  unknownGroups: fc.subarray(groups),
});

const policyIn = ({ rules, kind, inGroups, unknownGroups }: World) =>
  createPolicy({
    rules,
    personOf: async () => ({ kind }),
    membersOf: async (group) => {
      if (unknownGroups.includes(group)) throw new Error('no answer');
      return inGroups.includes(group) ? [actorOf(kind).id] : [];
    },
  });

describe('the operations that somebody may run', () => {
  it('are those that each would be decided for by itself, whatever the rules', async () => {
    await fc.assert(
      fc.asyncProperty(world, async (about) => {
        const policy = policyIn(about);
        const actor = actorOf(about.kind);
        const alone = await Promise.all(
          some.map((one) =>
            policy.decideAtAll(actor, one, about.place).then(
              ({ decision }) => decision !== 'deny',
              () => false,
            ),
          ),
        );
        const seen = await policy.visible(actor, some, about.place);
        expect(seen.map(({ id }) => id)).toEqual(some.filter((_, index) => alone[index]).map(({ id }) => id));
      }),
      { numRuns: 500 },
    );
  });

  it('are one and the same array for all who may run the same', async () => {
    const onlyReads: Rules = { rules: [{ risks: ['read'], ruling: { decision: 'allow' } }], otherwise: 'deny' };
    const policy = createPolicy({
      rules: onlyReads,
      personOf: async () => ({ kind: 'member' }),
      membersOf: async () => [],
    });
    const reads = await policy.visible(actorOf('member'), operations, {});
    expect(reads.length).toBeGreaterThan(0);
    expect(reads.every(({ risk }) => risk === 'read')).toBe(true);
    expect(await policy.visible(actorOf('admin'), operations, { channel: 'C0ONE000001' })).toBe(reads);
  });
});
