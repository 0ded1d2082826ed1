import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startPmp } from '../../../sandbox/vendors/index.ts';
import type { VendorSimulator } from '../../../sandbox/vendors/simulator.ts';
import { loadConfig } from '../../../src/config.ts';
import type { Card } from '../../../src/operations/card.ts';
import { pmp } from '../../../src/vendors/pmp/index.ts';
import { performing } from '../../support/vendor-replay.ts';
import { operation } from './support.ts';

let simulator: VendorSimulator;
let run: ReturnType<typeof performing>;

beforeAll(async () => {
  simulator = await startPmp({ leads: 60 });
  run = performing(loadConfig({ ...simulator.env }).vendors, 5_000);
});
beforeEach(() => simulator.reset());
afterAll(() => simulator.close());

async function card(id: string, input: Record<string, unknown>): Promise<Card> {
  const { outcome, error } = await run(operation(id), input);
  expect(error).toBeUndefined();
  return outcome.card!;
}
const numberOf = ({ facts }: Card): string => (facts!.Number as { code: string }).code;
const written = () => simulator.books().map(({ what }) => what);
const lastDetail = () => simulator.books().at(-1)?.detail as Record<string, unknown>;
const lastChanges = () => lastDetail().changes as Record<string, { from: unknown; to: unknown }>;

it.each(pmp.operations.map(({ id }) => id))('%s does what its examples say', async (id) => {
  const one = operation(id.replace('pmp.', ''));
  for (const example of one.examples) {
    simulator.reset();
    const { outcome, error } = await run(one, example);
    expect(error).toBeUndefined();
    expect(outcome.state).toBe('succeeded');
    expect(simulator.books()).toHaveLength(one.risk === 'read' ? 0 : 1);
    for (const { next } of outcome.card?.rows?.slice(0, 3) ?? []) {
      expect(next && operation(next.operation.replace('pmp.', '')).input.safeParse(next.input).success).toBe(true);
    }
  }
});

it.each([
  [
    'customer',
    { company: 'Zephyr Heating Ltd', phonenumber: '07700900001', groups_in: ['2'] },
    { city: 'Mockham', groups_in: ['2'] },
  ],
  ['lead', { name: 'Zephyr Lee', source: '1', status: '2', description: 'One\nTwo', is_public: true }, { status: '4' }],
  [
    'milestone',
    { project_id: '3', name: 'Zephyr step', due_date: '2026-12-24', description: 'One\nTwo' },
    { milestone_order: 7 },
  ],
  [
    'project',
    { name: 'Zephyr roof', clientid: '3', billing_type: '1', start_date: '2026-12-24', status: '1' },
    { deadline: '2027-01-31', project_members: ['1'] },
  ],
  ['ticket', { subject: 'Zephyr leak', department: '1', contactid: '7', userid: '3' }, { priority: '3', tags: 'a,b' }],
] as const)('a %s lives from its creation to its end', async (word, fresh, change) => {
  const id = numberOf(await card(`${word}.add`, fresh));
  expect((await card(`${word}.search`, { key: 'Zephyr' })).rows).toHaveLength(1);
  const before = await card(`${word}.get`, { id });
  await card(`${word}.update`, { id, ...change });
  const after = await card(`${word}.get`, { id });
  expect(after.body).toBe(before.body);
  await card(`${word}.delete`, { id });
  expect(written()).toHaveLength(3);
  expect((await run(operation(`${word}.get`), { id })).outcome.failure?.message).toBe(
    'PMP has no such record. Check the number.',
  );
});

it('changes nothing but what was asked for', async () => {
  await card('lead.update', { id: '42', status: '3' });
  expect(Object.keys(lastChanges())).toEqual(['status']);
  await card('milestone.update', { id: '8', name: 'Hand-over' });
  expect(Object.keys(lastChanges())).toEqual(['name']);
  await card('customer.update', { id: '3', city: 'Oslo', groups_in: ['1'] });
  expect(Object.keys(lastChanges())).toEqual(['groups', 'city']);
});

it('carries text with percent signs, quotes and letters from everywhere', async () => {
  const description = 'Åse: 100%22 “sure”, 50%5C off \\ "quoted"\nزيارة 🔌';
  await card('lead.update', { id: '42', description });
  expect((await card('lead.get', { id: '42' })).body).toBe(description);
  await card('lead.update', { id: '42', status: '1' });
  expect((await card('lead.get', { id: '42' })).body).toBe(description);
});

it('writes dates the way the site reads them', async () => {
  await card('project.update', {
    id: '4',
    start_date: '2026-03-02',
    project_members: ['1'],
    settings: ['project_tasks'],
  });
  expect(lastChanges().start_date?.to).toBe('2026-03-02');
});

it('says nothing needed changing instead of passing a failure on', async () => {
  await card('lead.update', { id: '42', status: '3' });
  expect((await card('lead.update', { id: '42', status: '3' })).notes).toEqual(['Nothing needed changing.']);
  expect(written()).toHaveLength(1);
});

it('leaves a creation whose answer got lost unknown, and done once', async () => {
  simulator.setSwitch('drops_answer');
  const { outcome } = await run(operation('lead.add'), { name: 'Ada Lovelace', source: '1', status: '2' });
  expect(outcome.state).toBe('unknown');
  expect(written()).toHaveLength(1);
});

it('refuses a search the server would choke on', () => {
  const { input } = operation('lead.search');
  for (const key of ["O'Brien", 'a/b', 'a\\b', '100%', '#tag', '.', '   ', 'Åse']) {
    expect(input.safeParse({ key }).success, key).toBe(false);
  }
  expect(input.safeParse({ key: ' ada@example.com ' })).toEqual({ success: true, data: { key: 'ada@example.com' } });
});
