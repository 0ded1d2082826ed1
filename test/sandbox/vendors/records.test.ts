import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startVendors } from '../../../sandbox/vendors/index.ts';
import { SAMPLE_SETTING_ID } from '../../../sandbox/vendors/jframework/index.ts';
import type { VendorSimulator } from '../../../sandbox/vendors/simulator.ts';
import { ask, lastWrite } from './support.ts';

let vendors: VendorSimulator[];
beforeAll(async () => {
  vendors = await startVendors();
});
beforeEach(() => {
  for (const vendor of vendors) vendor.reset();
});
afterAll(() => Promise.all(vendors.map((vendor) => vendor.close())));

const vendor = (id: string) => vendors.find((one) => one.id === id)!;
const lead = async (id: string) => {
  const { url, env } = vendor('pmp');
  return (await ask(`${url}/api/leads/${id}`, { headers: { authtoken: env.PMP_AUTH_TOKEN! } })).json;
};

it('are those of every vendor that can be read', () => {
  const kinds = vendors.flatMap(({ state }) => state().kinds.map(({ many }) => `${state().id} ${many}`));
  expect(kinds).toEqual([
    ...['pmp leads', 'pmp tickets', 'pmp customers', 'pmp milestones', 'pmp projects'],
    ...['jframework SMS settings', 'telecomx subscriptions'],
  ]);
});

describe('a change by hand', () => {
  it('is what the next read answers, and stands in the books in words', async () => {
    const { editor } = vendor('pmp');
    const before = await lead('299');
    expect(editor.change('leads', '299', { status: '5', assigned: before.assigned })).toBe(true);
    expect(await lead('299')).toMatchObject({ status: '5', status_name: 'Lost' });
    expect(lastWrite(vendor('pmp')).what).toBe(
      `By hand: lead 299, ${before.name}: Status: ${before.status_name} → Lost`,
    );
  });

  it('of nothing writes nothing, and of no such record says so', async () => {
    const { editor, books } = vendor('pmp');
    expect(editor.change('leads', '299', { status: (await lead('299')).status })).toBe(true);
    expect(books()).toEqual([]);
    expect(editor.change('leads', '9999', { status: '5' })).toBe(false);
    expect(editor.change('planets', '1', {})).toBe(false);
    expect(editor.remove('leads', '9999')).toBe(false);
  });

  it('is gone after a reset', async () => {
    const before = await lead('299');
    vendor('pmp').editor.change('leads', '299', { name: 'Somebody else' });
    vendor('pmp').reset();
    expect(await lead('299')).toEqual(before);
  });

  it('gives many the next status at once, each in the books', async () => {
    const { editor, books } = vendor('pmp');
    const before = await lead('300');
    expect(editor.changeMany('leads', 12)).toBe(12);
    expect(books()).toHaveLength(12);
    expect((await lead('300')).status).toBe(String((Number(before.status) % 5) + 1));
  });
});

describe.each([
  ['pmp', 'leads', { name: 'Harbour Glazing LLP' }],
  ['pmp', 'tickets', { subject: 'Nothing works' }],
  ['pmp', 'customers', { company: 'Kestrel Ltd' }],
  ['pmp', 'milestones', { name: 'Survey' }],
  ['pmp', 'projects', { name: 'New roof' }],
  ['jframework', 'sms', { name: 'Weekend shift' }],
  ['telecomx', 'subscriptions', { title: 'Rain' }],
])('%s %s', (id, kind, values) => {
  it('can be added, found, and deleted', () => {
    const { editor } = vendor(id);
    const added = editor.add(kind, values as Record<string, string>);
    const [title] = Object.values(values);
    const found = (words: string) => (editor.list(kind, words) || undefined)?.records[0];
    expect(found('')).toMatchObject({ id: added, title });
    expect(found(String(title).toUpperCase())).toMatchObject({ id: added });
    expect(editor.remove(kind, String(added))).toBe(true);
    expect(editor.list(kind, String(added))).toMatchObject({ total: 0 });
    expect(vendor(id).books()).toHaveLength(2);
  });
});

it('changes a setting of JFramework also after a reset', () => {
  const { editor, reset } = vendor('jframework');
  reset();
  expect(editor.change('sms', SAMPLE_SETTING_ID, { status: 'Inactive' })).toBe(true);
  expect(editor.list('sms', SAMPLE_SETTING_ID)).toMatchObject({ records: [{ values: { status: 'Inactive' } }] });
});
