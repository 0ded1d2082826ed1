import { expect, it } from 'vitest';
import { operations } from '../../src/operations/catalog.ts';
import type { Rule } from '../../src/policy/rules.ts';
import { uselessRules } from '../../src/policy/useless.ts';

const allow = { decision: 'allow' } as const;
const deny = { decision: 'deny' } as const;
const people = (users: string[], groups: string[] = []) => ({ users, groups });

it.each<[string, Rule, Rule, boolean]>([
  ['everybody is denied before somebody is allowed', { ruling: deny }, { who: people(['U1']), ruling: allow }, true],
  // The first rule reaches no guest; a rule that names a guest does.
  ['somebody is named, who may be a guest', { ruling: allow }, { who: people(['U1']), ruling: allow }, false],
  ['all are allowed before a group', { ruling: allow }, { who: people([], ['S1']), ruling: deny }, true],
  ['all are allowed before all', { ruling: allow }, { ruling: deny }, true],
  ['some are allowed before all', { who: people(['U1']), ruling: allow }, { ruling: deny }, false],
  ['some before fewer', { who: people(['U1', 'U2']), ruling: allow }, { who: people(['U2']), ruling: deny }, true],
  ['some before others', { who: people(['U1']), ruling: allow }, { who: people(['U2']), ruling: deny }, false],
  [
    'a person before a group',
    { who: people(['U1']), ruling: allow },
    { who: people(['U1'], ['S1']), ruling: deny },
    false,
  ],
  ['channels before one of them', { channels: ['C1', 'C2'], ruling: deny }, { channels: ['C2'], ruling: allow }, true],
  ['a channel before another', { channels: ['C1'], ruling: deny }, { channels: ['C2'], ruling: allow }, false],
  ['a channel before every place', { channels: ['C1'], ruling: deny }, { ruling: allow }, false],
  ['every place before a channel', { ruling: deny }, { channels: ['C1'], ruling: allow }, true],
])('a rule never decides where an earlier one covers it: %s', (_, earlier, later, isUseless) => {
  expect(uselessRules([earlier, later], operations)).toEqual(isUseless ? [{ index: 1, after: 0 }] : []);
});
