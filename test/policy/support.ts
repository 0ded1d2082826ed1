import type { Actor } from '../../src/journal/intent.ts';
import type { Asking, Decision } from '../../src/policy/evaluate.ts';
import { createPolicy, type PersonKind, type Policy, type Rules } from '../../src/policy/policy.ts';

export const KINDS: readonly PersonKind[] = ['admin', 'member', 'guest', 'stranger', 'bot', 'deactivated'];

/** One person of each kind; Maya and Gus are in the group. */
export const PEOPLE: Readonly<Record<PersonKind, string>> = {
  admin: 'U0ADMIN0001',
  member: 'U0MAYA00001',
  guest: 'U0GUS000001',
  stranger: 'U0STRANGER1',
  bot: 'U0BOT000001',
  deactivated: 'U0GONE00001',
};
export const GROUP = 'S0OPSLEADS1';
export const MEMBERS = [PEOPLE.member, PEOPLE.guest, PEOPLE.stranger, PEOPLE.bot, PEOPLE.deactivated];
export const HERE = 'C0OPERATION';
export const THERE = 'C0SOMEWHERE';

export const actorOf = (kind: PersonKind): Actor => ({ id: PEOPLE[kind], team: 'T0HOME00001' });

const kindOf = (id: string): PersonKind => {
  const kind = KINDS.find((one) => PEOPLE[one] === id);
  if (!kind) throw new Error(`Nobody is ${id}.`);
  return kind;
};

/** A policy in a workspace that always answers. */
export const policyWith = (rules?: Rules): Policy =>
  createPolicy({
    ...(rules ? { rules } : {}),
    personOf: async ({ id }) => ({ kind: kindOf(id) }),
    membersOf: async (group) => (group === GROUP ? MEMBERS : []),
  });

export const asking = (what: Partial<Asking>): Asking => ({
  user: PEOPLE.member,
  kind: 'member',
  operation: 'pmp.lead.get',
  risk: 'read',
  channel: HERE,
  ...what,
});

export const wordOf = ({ decision }: Decision): string => decision;
