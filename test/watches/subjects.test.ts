import { describe, expect, it } from 'vitest';
import { findOperation, findVendor, operations, vendors } from '../../src/operations/catalog.ts';
import { describeWatch } from '../../src/watches/describe.ts';
import { journalSubjects, subjectOf, subjectsAt } from '../../src/watches/subjects.ts';
import type { RecordFilter, WatchSource } from '../../src/watches/watch.ts';
import { settings } from './watch-world.ts';

const all = [...vendors.flatMap(subjectsAt), ...journalSubjects];
const subject = (key: string) => all.find((one) => one.key === key)!;
const titleOf = (source: WatchSource, filters: RecordFilter[] = []) =>
  describeWatch({ source, settings: { ...settings, filters } });

describe('what can be watched', () => {
  it('is every read that answers with records, and what is done at every vendor', () => {
    expect(all.map(({ key }) => key)).toEqual(expect.arrayContaining(['pmp leads', 'pmp lead search', 'pmp lead get']));
    expect(all.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['telecomx subscriptions', 'jframework settings']),
    );
    const watched = all.flatMap(({ source }) => (source.kind === 'records' ? [source.operation] : []));
    const reads = operations.filter(({ records }) => records).map(({ id }) => id);
    expect([...watched].sort()).toEqual([...reads].sort());
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
  });

  it('says of a vendor that cannot be read that only the bot knows', () => {
    expect(subject('jumptech').note).toMatch(/cannot be read/);
    expect(subject('particlespace').source).toEqual({ kind: 'journal', filter: { operation: 'particlespace.*' } });
    expect(subject('done pmp').note).toBeUndefined();
  });

  it('is filtered by what can be asked, then by the values of a record; nothing personal', () => {
    const { filters, facts } = subject('pmp leads');
    expect(filters).toContainEqual({ name: 'status', label: 'Status' });
    expect(filters.map(({ name }) => name)).not.toContain('email');
    expect(facts).toContainEqual({ label: 'E-mail', personal: true });
    expect(facts).toContainEqual({ label: 'Status', personal: false });
    expect(subject('pmp lead search').filters[0]).toEqual({ name: 'key', label: 'Search for' });
    expect(subject('jframework settings').filters.map(({ name }) => name)).toContain('status');
  });

  it('has facts and values wherever it can be asked', () => {
    for (const { key, source, facts, filters } of all) {
      if (source.kind !== 'records') continue;
      expect(facts.length, key).toBeGreaterThan(0);
      expect(filters.length, key).toBeGreaterThan(0);
    }
  });
});

describe('a watch is called', () => {
  it('after what it looks at and what it filters by', () => {
    const list = { kind: 'records', operation: 'pmp.lead.list', input: {} } as const;
    expect(titleOf(list)).toBe('Leads in PMP CRM');
    expect(titleOf(list, [{ field: 'company', value: 'Acme' }])).toBe('Leads in PMP CRM with Company Acme');
    expect(titleOf({ kind: 'records', operation: 'pmp.lead.search', input: { key: 'acme' } })).toBe(
      'Leads in PMP CRM with "acme"',
    );
    expect(subjectOf(findOperation('pmp.lead.get')!).title).toBe('One lead in PMP CRM');
  });

  it.each([
    [{}, 'What is done through Bellhop'],
    [{ operation: 'jumptech.*' }, `What is done at ${findVendor('jumptech')?.name}`],
    [{ operation: 'pmp.lead.*' }, 'What is done at PMP CRM (lead)'],
    [{ operation: 'pmp.lead.delete' }, 'Delete a lead'],
    [{ risk: 'destructive' }, 'Destructive operations'],
  ] as const)('%j', (filter, title) => {
    expect(titleOf({ kind: 'journal', filter })).toBe(title);
  });

  it('after its webhook, and after an operation that no longer exists', () => {
    expect(titleOf({ kind: 'webhook', name: 'deploys' })).toBe('Webhook deploys');
    expect(titleOf({ kind: 'records', operation: 'pmp.planet.list', input: {} })).toBe('pmp.planet.list');
  });
});
