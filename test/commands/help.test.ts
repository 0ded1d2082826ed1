import { describe, expect, it } from 'vitest';
import { helpAnswer } from '../../src/commands/help.ts';
import { findVendor } from '../../src/operations/catalog.ts';
import type { Rules } from '../../src/policy/policy.ts';
import { actorOf, policyWith } from '../policy/support.ts';

const pmp = findVendor('pmp')!;
const rules: Rules = {
  rules: [
    { who: { users: [actorOf('admin').id], groups: [] }, ruling: { decision: 'allow' } },
    { risks: ['read'], ruling: { decision: 'allow' } },
  ],
  otherwise: 'deny',
};
const core = { clients: { pmp: {} as never }, policy: policyWith(rules) };

async function helpFor(kind: 'admin' | 'member', resource?: string) {
  const asked = { ask: 'help', ...(resource ? { resource } : {}) } as const;
  const answer = await helpAnswer(core, pmp, asked, { actor: actorOf(kind), place: {} });
  if (!('help' in answer)) throw new Error('This is no page of help.');
  return answer.help;
}

describe('the page of a vendor', () => {
  it('shows only what the person may run, whoever asked before', async () => {
    const commands = async (kind: 'admin' | 'member') => (await helpFor(kind)).usage.map(({ command }) => command);
    expect(await commands('admin')).toContain('/pmp lead delete');
    expect(await commands('member')).not.toContain('/pmp lead delete');
    expect(await commands('admin')).toContain('/pmp lead delete');
  });

  it('is made once for all who may run the same, and once for each resource', async () => {
    expect(await helpFor('member')).toBe(await helpFor('member'));
    expect(await helpFor('member', 'lead')).toBe(await helpFor('member', 'lead'));
    expect((await helpFor('member', 'lead')).title).toBe('PMP CRM: lead');
    expect((await helpFor('member', 'ticket')).title).toBe('PMP CRM: ticket');
  });
});
