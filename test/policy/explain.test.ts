import { describe, expect, it } from 'vitest';
import { findOperation, operations } from '../../src/operations/catalog.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import type { Rule } from '../../src/policy/rules.ts';
import { actorOf, GROUP, HERE, PEOPLE, policyWith, THERE } from './support.ts';

const policy = policyWith(
  loadPolicy(
    `
rules:
  - label: Looking is free
    risk: read
    decision: allow
  - operations: pmp.*.delete
    channels: [${HERE}, ${THERE}]
    decision: approval
    approval: { users: U0BOSS00001, groups: ${GROUP}, needed: 2, channel: C0APPROVALS, expires_minutes: 90 }
  - operations: telecomx.subscription.update
    risk: destructive
    groups: ${GROUP}
    decision: deny
  - operations: [telecomx.subscription.update, jumptech.**]
    users: [${PEOPLE.guest}, ${PEOPLE.admin}, U0OTHER0001]
    groups: ${GROUP}
    channels: ${THERE}
    decision: allow
  - operations: jumptech.**
    label: The field team only
    decision: deny
`,
    'policy.yml',
  ),
);

const operation = (id: string) => findOperation(id)!;
const mayI = async (id: string, kind: 'member' | 'admin' | 'guest' = 'member', channel: string | undefined = HERE) =>
  (await policy.explainMayI(actorOf(kind), operation(id), { channel })).text;
const whoMay = (id: string, channel = HERE) => policy.explainWhoMay(operation(id), { channel }).text;

describe('may I', () => {
  it('says yes', async () => {
    expect(await mayI('pmp.lead.get')).toMatchInlineSnapshot(`"Yes, you may run pmp.lead.get here."`);
  });

  it('says yes after approval: by whom, where and for how long', async () => {
    expect(await mayI('pmp.lead.delete')).toMatchInlineSnapshot(
      `"Yes, you may run pmp.lead.delete here, once approved by 2 of U0BOSS00001 and S0OPSLEADS1 in C0APPROVALS. They have 1 hour 30 minutes to answer."`,
    );
  });

  it('says no and why, and where else', async () => {
    expect(await mayI('jumptech.note.add')).toMatchInlineSnapshot(`
      "You may not do this. The policy says: The field team only.
      You may run it in C0SOMEWHERE."
    `);
    expect(await mayI('pmp.lead.add')).toMatchInlineSnapshot(`"You may not do this. No rule of the policy allows it."`);
    expect(await mayI('pmp.lead.get', 'guest')).toMatchInlineSnapshot(
      `"You may not look this up. Guests may run only what a rule of the policy names them for."`,
    );
    expect(await mayI('jumptech.note.add', 'guest')).toMatchInlineSnapshot(`
      "You may not do this. The policy says: The field team only.
      You may run it in C0SOMEWHERE."
    `);
  });

  it('says when it depends on what is filled in', async () => {
    expect(await mayI('telecomx.subscription.update', 'member', THERE)).toMatchInlineSnapshot(`
      "When it needs no confirmation: Yes, you may run telecomx.subscription.update here.
      When it needs a confirmation: You may not do this. A rule of the policy denies it."
    `);
    expect(await mayI('telecomx.subscription.update', 'admin', THERE)).toMatchInlineSnapshot(
      `"Yes, you may run telecomx.subscription.update here."`,
    );
  });

  it('hands over people, groups and channels by id, to be drawn as mentions', async () => {
    const { lines } = await policy.explainMayI(actorOf('member'), operation('pmp.lead.delete'), { channel: HERE });
    expect(lines.flat().filter((word) => typeof word !== 'string')).toEqual([
      { user: 'U0BOSS00001' },
      { group: GROUP },
      { channel: 'C0APPROVALS' },
    ]);
  });

  it('has an answer for every operation, with and without a file', async () => {
    for (const one of operations) {
      for (const asked of [policy, policyWith()]) {
        const { lines } = await asked.explainMayI(actorOf('member'), one, {});
        expect(lines.length).toBeGreaterThan(0);
      }
    }
  });
});

describe('who may', () => {
  it('lists the rules in the order in which they count', () => {
    expect(whoMay('pmp.lead.get')).toMatchInlineSnapshot(`
      "Every full member may run it (Looking is free).
      Guests only where they are named themselves; people of connected workspaces and bots never."
    `);
    expect(whoMay('pmp.lead.delete')).toMatchInlineSnapshot(`
      "The first line that fits a person counts.
      Every full member may run it here or in C0SOMEWHERE, once approved by 2 of U0BOSS00001 and S0OPSLEADS1 in C0APPROVALS.
      Otherwise nobody may run it.
      Guests only where they are named themselves; people of connected workspaces and bots never."
    `);
    expect(whoMay('telecomx.subscription.update', THERE)).toMatchInlineSnapshot(`
      "The first line that fits a person counts.
      S0OPSLEADS1 may not run it when it needs a confirmation.
      U0GUS000001, U0ADMIN0001, U0OTHER0001 and S0OPSLEADS1 may run it here.
      Otherwise nobody may run it.
      Guests only where they are named themselves; people of connected workspaces and bots never."
    `);
    expect(whoMay('jumptech.note.add')).toMatchInlineSnapshot(`
      "The first line that fits a person counts.
      U0GUS000001, U0ADMIN0001, U0OTHER0001 and S0OPSLEADS1 may run it in C0SOMEWHERE.
      Otherwise nobody may run it (The field team only).
      Guests only where they are named themselves; people of connected workspaces and bots never."
    `);
    expect(whoMay('particlespace.ticket.move')).toMatchInlineSnapshot(`"Nobody may run it."`);
  });

  it('leaves out what comes too late for everybody, but not a guest who is named below', () => {
    const who = (users: string[], groups: string[]) => ({ who: { users, groups } });
    const allow = { ruling: { decision: 'allow' } } as const;
    const deny = { ruling: { decision: 'deny' } } as const;
    const ask = (rules: Rule[]) =>
      policyWith({ rules, otherwise: 'deny' }).explainWhoMay(operation('pmp.lead.get'), {}).text;
    expect(ask([allow, { ...allow, ...who([PEOPLE.guest], []) }, { ...deny, ...who([], [GROUP]) }])).toBe(
      [
        'The first line that fits a person counts.',
        'Every full member may run it.',
        `${PEOPLE.guest} may run it.`,
        'Guests only where they are named themselves; people of connected workspaces and bots never.',
      ].join('\n'),
    );
    expect(ask([deny, { ...allow, ...who([PEOPLE.guest], []) }])).toBe('Nobody may run it.');
  });

  it('says without a file that every full member may', () => {
    expect(policyWith().explainWhoMay(operation('pmp.lead.delete'), {}).text).toMatchInlineSnapshot(`
      "Every full member may run it.
      Guests only where they are named themselves; people of connected workspaces and bots never."
    `);
  });
});
