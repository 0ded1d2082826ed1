import fc from 'fast-check';
import { operations } from '../../src/operations/catalog.ts';
import type { Rule, Rules, Ruling } from '../../src/policy/rules.ts';
import { PEOPLE } from './support.ts';

/** Few operations, so that rules often meet. */
export const some = operations.filter(({ id }) => /^(pmp\.ticket|telecomx)\./.test(id));
const users = Object.values(PEOPLE);
export const groups = ['S0LEADS0001', 'S0FIELD0001', 'S0SUPPORT01'];
export const channels = ['C0ONE000001', 'C0TWO000001'];

const approval = {
  users: ['U0BOSS00001'],
  groups: ['S0LEADS0001'],
  needed: 1,
  channel: 'C0APPROVALS',
  expiresMinutes: 60,
};
const ruling = fc.constantFrom<Ruling>({ decision: 'allow' }, { decision: 'deny' }, { decision: 'approval', approval });
const oneOf = <T>(...values: T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
const who = fc
  .record({ users: fc.subarray(users, { maxLength: 2 }), groups: fc.subarray(groups, { maxLength: 2 }) })
  .filter((one) => one.users.length + one.groups.length > 0);
const rule: fc.Arbitrary<Rule> = fc.record(
  {
    operations: oneOf(...some.map(({ id }) => id)).map((ids) => new Set(ids)),
    risks: oneOf('read' as const, 'write' as const, 'destructive' as const),
    who,
    channels: oneOf(...channels),
    ruling,
  },
  { requiredKeys: ['ruling'] },
);
export const rules = fc.array(rule, { maxLength: 6 });
export const otherwise = fc.constantFrom('deny' as const, 'allow_members' as const);
/** Any rules. */
export const file: fc.Arbitrary<Rules> = fc.record({ rules, otherwise });
