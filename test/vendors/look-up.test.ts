import { describe, expect, it } from 'vitest';
import { operations } from '../../src/operations/catalog.ts';
import { type Operation, type Verdict, wordsOf } from '../../src/operations/operation.ts';
import { createClients } from '../../src/vendors/clients.ts';
import { DEFAULT_LIMITS } from '../../src/vendors/shared/http-client.ts';
import { isNear, wordsToSearch } from '../../src/vendors/shared/near.ts';
import { serve } from '../http/support.ts';
import { everyVendorAt } from '../support/every-vendor.ts';

let stored: unknown[] = [];
let searched: string[] = [];
/** PMP finds what holds the key, as SQL's LIKE does. */
const { url } = await serve((response, request) => {
  const path = decodeURIComponent(request.url?.split('?')[0] ?? '');
  const key = /\/search\/(.*)$/.exec(path)?.[1];
  if (key !== undefined) searched.push(key);
  const found =
    key === undefined ? stored : stored.filter((row) => JSON.stringify(row).toLowerCase().includes(key.toLowerCase()));
  const answer = path.startsWith('/api/v1') ? { success: true, data: found } : found;
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
});
const clients = await createClients(everyVendorAt(url), { limits: DEFAULT_LIMITS });

async function verify(id: string, input: Record<string, unknown>, rows: unknown[]): Promise<Verdict> {
  stored = rows;
  searched = [];
  const operation = operations.find((one) => one.id === id) as Operation;
  const client = clients[wordsOf(id).vendor]!;
  const parsed = operation.input.parse({ ...operation.examples[0], ...input });
  return operation.verify!({ input: parsed, call: (request) => client.call(request, { repeatable: true }) });
}

/** What somebody typed, and how a vendor may keep it. */
const KEPT: [typed: string, kept: string][] = [
  ['Roof 50% 40', 'Roof 50@'],
  ['Acme  Solar   Ltd', 'Acme Solar Ltd'],
  ['ACME Solar', 'Acme solar'],
  ['Roof 🏠 north', 'Roof  north'],
  ['Roof north 🏠 side of the house', 'Roof north'],
  ['Zoë Müller AS', 'Zo? M?ller AS'],
  ['Zoë Müller AS', 'Zoe Muller AS'],
  [`${'A'.repeat(20)} long name of a customer`, `${'A'.repeat(20)} long na`],
  ['Fish, Chips & Co.', 'Fish Chips Co'],
  ['Marks & Sons', 'MARKS &amp; SONS'],
];

/** The three that can be looked up, with a record made of a name. */
const VENDORS: [id: string, field: string, row: (name: string) => object][] = [
  ['pmp.customer.add', 'company', (company) => ({ userid: '9', company })],
  ['jframework.sms.create', 'name', (name) => ({ id: 's9', name, phoneNumber: '+1234567890' })],
  ['telecomx.subscription.create', 'title', (title) => ({ _id: 'a9', title, reseller: '5A0C3F19D27B4E8861F0A9C4' })],
];

describe.each(VENDORS)('a look-up of %s', (id, field, row) => {
  it.each(KEPT)('of "%s" that is kept as "%s" says that this may be it', async (typed, kept) => {
    const verdict = await verify(id, { [field]: typed }, [row('Something else'), row(kept)]);
    expect(verdict.happened).toBe('maybe');
    expect((verdict as { candidate: string }).candidate).toContain('9');
  });

  it('finds what is kept as it was typed, entities or not', async () => {
    expect((await verify(id, { [field]: 'Roof 50' }, [row('Roof 50')])).happened).toBe(true);
    expect((await verify(id, { [field]: 'Marks & Sons' }, [row('Marks &amp; Sons')])).happened).toBe(true);
  });

  it('says that it is not there only when it would have been found', async () => {
    expect((await verify(id, { [field]: 'Survey 12' }, [row('Survey 1'), row('Else')])).happened).toBe(false);
    expect((await verify(id, { [field]: 'Roof' }, [])).happened).toBe(false);
    await expect(verify(id, { [field]: 'Roof' }, [{ strange: 'Roof' }])).rejects.toThrow('could not read');
  });
});

it('in PMP searches for whole words, since what is between them may be kept in another way', async () => {
  await verify('pmp.customer.add', { company: 'Acme  Solar Ltd' }, []);
  expect(searched).toEqual(['Acme  Solar Ltd', 'Solar', 'Acme']);
  await expect(verify('pmp.customer.add', { company: 'Жук' }, [])).rejects.toThrow('PMP cannot search');
  expect(searched).toEqual([]);
});

it('in PMP wants the other things to be the same', async () => {
  const row = { id: '5', name: 'SURVEY', project_id: '2' };
  const input = { name: 'Survey', project_id: '2', due_date: '2026-12-24' };
  expect((await verify('pmp.milestone.add', input, [row])).happened).toBe('maybe');
  expect((await verify('pmp.milestone.add', { ...input, project_id: '3' }, [row])).happened).toBe(false);
});

describe('likeness', () => {
  it.each([
    ['SÃ¸ndag', 'Søndag'],
    ['Caf\u00c3\u00a9 \u00c5\u00a0iba', 'Café Šiba'],
    ['CafÃ© Å iba', 'Café Šiba'],
    ['Sondag', 'Søndag'],
    ['Strasse 4', 'Straße 4'],
    ['S?ndag', 'Søndag'],
    ['?????', 'Στέγη'],
    ['?? 4', '屋根 4'],
  ])('%j may be %j', (kept, typed) => expect(isNear(kept, typed)).toBe(true));

  it.each([
    ['Survey 2', 'Survey 1'],
    ['Survey', 'Survey 12'],
    ['Bob', 'Robert Smith'],
    ['', 'Roof'],
    ['Ro', 'Roof on the north side'],
    ['????', 'Στέγη'],
    ['?', '屋根'],
    ['Sindag', 'Søndag'],
  ])('%j is not %j', (kept, typed) => expect(isNear(kept, typed)).toBe(false));

  it('searches no word that a vendor may decode', () => {
    expect(wordsToSearch('Roof 50% 40 and 100%25')).toEqual(['Roof', 'and', '100', '50']);
  });
});
