import { describe, expect, it, onTestFinished } from 'vitest';
import { startPmp } from '../../../../sandbox/vendors/index.ts';
import { PMP_REVOKED_TOKEN } from '../../../../sandbox/vendors/pmp/index.ts';
import { ask } from '../support.ts';
import { pmpCalls } from './calls.ts';

const { simulator, call, get } = pmpCalls();

describe('PMP, its token', () => {
  it.each<[string, Record<string, string>, string | null]>([
    ['no header', {}, 'Token is not defined.'],
    ['only Authorization', { authorization: 'the token' }, 'Token is not defined.'],
    ['something that is no token', { authtoken: 'nonsense' }, 'Wrong number of segments'],
    ['a token of somebody else', { authtoken: 'a.b.c' }, 'Signature verification failed'],
    ['a revoked token', { authtoken: PMP_REVOKED_TOKEN }, null],
  ])('answers 404, not 401, to %s', async (_, headers, message) => {
    for (const path of ['leads/1', 'tickets', 'nonsense']) {
      const reply = await ask(`${simulator().url}/api/${path}`, { headers });
      expect(reply).toMatchObject({ status: 404, text: JSON.stringify({ status: false, message }) });
    }
  });

  it('does not take the token from the query', async () => {
    const reply = await ask(`${simulator().url}/api/leads/1?authtoken=${simulator().env.PMP_AUTH_TOKEN}`);
    expect(reply.json.message).toBe('Token is not defined.');
  });

  it('takes the header in any case', async () => {
    const reply = await ask(`${simulator().url}/api/tickets/1`, {
      headers: { AuthToken: simulator().env.PMP_AUTH_TOKEN!, Authorization: simulator().env.PMP_AUTH_TOKEN! },
    });
    expect(reply.status).toBe(200);
  });
});

describe('PMP, lists and records', () => {
  it.each([
    ['customers', 'userid', 120],
    ['leads', 'id', 300],
    ['projects', 'id', 80],
    ['tickets', 'ticketid', 150],
  ])('lists all %s at once, scalars as strings, and gets one as an object', async (name, id, count) => {
    const { json } = await get(name);
    expect(json).toHaveLength(count);
    for (const [key, value] of Object.entries(json[4])) {
      expect(key === 'customfields' || value === null || typeof value === 'string').toBe(true);
    }
    expect((await get(`${name}/5`)).json).toMatchObject({ [id]: '5' });
  });

  it('gets one milestone as an array of one', async () => {
    expect((await get('milestones/2')).json).toEqual([expect.objectContaining({ id: '2' })]);
  });

  it('says the same of a missing record and of an empty search', async () => {
    const nothing = { status: 404, text: '{"status":false,"message":"No data were found"}' };
    expect(await get('leads/99999')).toMatchObject(nothing);
    expect(await get('leads/search/zzzzzz')).toMatchObject(nothing);
  });

  it('answers a page to an id that is no number, and to unknown addresses', async () => {
    for (const path of ['leads/abc', 'leads/search', 'leads/search/a/b', 'unicorns', 'leads/1/2']) {
      const reply = await get(path);
      expect([reply.status, reply.headers.get('content-type')]).toEqual([404, 'text/html; charset=UTF-8']);
    }
  });

  it('reads, and deletes nothing, when a delete address is asked with GET', async () => {
    expect(await get('delete/customers/3')).toMatchObject({ status: 200, json: { userid: '3' } });
    expect((await get('customers/3')).status).toBe(200);
    expect(simulator().books()).toHaveLength(0);
  });

  it('carries secrets in its rows', async () => {
    expect((await get('leads/1')).json.hash).toMatch(/^sandbox-lead-hash-/);
    const ticket = (await get('tickets')).json.find((row: { assigned: string }) => row.assigned !== '0');
    expect(ticket.ticketkey).toMatch(/^sandbox-ticket-key-/);
    expect([ticket.password, ticket.staff_password]).toEqual([
      expect.stringContaining('PASSWORD'),
      expect.stringContaining('PASSWORD'),
    ]);
    expect((await get('projects/1')).json.shared_vault_entries[0].password).toMatch(/vault-password/);
    expect((await get('projects')).json[0]).not.toHaveProperty('shared_vault_entries');
  });

  it('joins names that an update must not send back', async () => {
    const { json } = await get('leads/2');
    expect(json).toMatchObject({ status_name: expect.any(String), source_name: expect.any(String) });
    expect(json.customfields).toEqual([{ label: 'Roof type', value: expect.any(String) }]);
  });
});

describe('PMP, searching', () => {
  const names = async (path: string, column: string) =>
    (await get(path)).json.map((row: Record<string, string>) => row[column]);

  it('finds 23 leads for acme, in an array', async () => {
    const found = await names('leads/search/acme', 'company');
    expect(found).toHaveLength(23);
    expect(found.every((name: string) => name.startsWith('Acme '))).toBe(true);
  });

  it('searches any case, and % stands for anything', async () => {
    expect(await names('leads/search/ACME%20h%25s', 'company')).toEqual(['Acme Heat Pumps Ltd', 'Acme Holdings Ltd']);
  });

  it('finds one lead even when there is only one', async () => {
    expect(await names('leads/search/acme%20lofts', 'company')).toEqual(['Acme Lofts Ltd']);
  });

  it('finds leads by e-mail and telephone, and no converted ones', async () => {
    const all = (await get('leads')).json;
    const lead = all[1];
    expect(await names(`leads/search/${lead.email}`, 'id')).toContain(lead.id);
    expect(await names(`leads/search/${lead.phonenumber}`, 'id')).toContain(lead.id);
    const converted = all.find((row: { date_converted: string | null }) => row.date_converted !== null);
    expect(await names(`leads/search/${converted.zip}`, 'id').catch(() => [])).not.toContain(converted.id);
  });

  it('finds customers by a contact, and no inactive ones', async () => {
    const ticket = (await get('tickets/1')).json;
    expect(await names(`customers/search/${ticket.email}`, 'userid')).toContain(ticket.userid);
    const inactive = (await get('customers')).json.find((row: { active: string }) => row.active === '0');
    const reply = await get(`customers/search/${encodeURIComponent(inactive.company.replace(/[^a-z ]/gi, '%'))}`);
    expect(reply.json).not.toContainEqual(expect.objectContaining({ userid: inactive.userid }));
  });

  it('finds tickets by the start of the id and by the text', async () => {
    const ids: string[] = await names('tickets/search/14', 'ticketid');
    expect(ids).toEqual(expect.arrayContaining(['14', '140', '149']));
    expect(ids).not.toContain('114');
    expect((await names('tickets/search/meter', 'subject')).length).toBeGreaterThan(5);
  });

  it('finds projects by description and milestones by id', async () => {
    expect((await get('projects/search/quote')).json).toHaveLength(80);
    expect(await names('milestones/search/42', 'id')).toContain('42');
  });

  it.each(["O'Brien", 'a"b', 'back\\slash', '#tag', 'Zoë', 'a&b', '<b>', 'a+b', 'x,y'])(
    'answers 400 with a page to %s',
    async (key) => {
      const reply = await get(`leads/search/${encodeURIComponent(key)}`);
      expect(reply.status).toBe(400);
      expect(reply.text).toContain('disallowed characters');
    },
  );

  it('survives broken percent-encoding', async () => {
    expect((await call('GET', 'leads/search/%ZZ')).status).toBe(400);
  });
});

describe('PMP, its seed data', () => {
  it('is the same on every start, however many leads there are', async () => {
    const [small, large] = await Promise.all([startPmp(), startPmp({ leads: 10_000 })]);
    onTestFinished(async () => void (await Promise.all([small.close(), large.close()])));
    const read = async ({ url, env }: typeof small, path: string) =>
      ask(`${url}/api/${path}`, { headers: { authtoken: env.PMP_AUTH_TOKEN! } });
    expect((await read(large, 'customers')).text).toBe((await read(small, 'customers')).text);
    const [few, many] = [(await read(small, 'leads')).json, await read(large, 'leads')];
    expect(many.json).toHaveLength(10_000);
    expect(many.json.slice(0, 300)).toEqual(few);
    expect(many.text.length).toBeGreaterThan(5_000_000);
    expect((await read(large, 'leads/search/acme')).json).toHaveLength(23);
  });

  it('holds names that break careless escaping', async () => {
    const companies = (await get('leads')).json.map((lead: { company: string }) => lead.company);
    for (const part of ["O'Brien & Sons <Ltd>", '@here', '<!channel>', '🔌', 'شركة', '*Bold*', '<script>', '\u202E']) {
      expect(companies.some((name: string) => name.includes(part))).toBe(true);
    }
    expect(Math.max(...companies.map((name: string) => name.length))).toBeGreaterThan(250);
  });

  it('uses addresses and numbers nobody has', async () => {
    for (const { email, phonenumber } of (await get('leads')).json) {
      expect(email).toMatch(/@([\w-]+\.)?example\.com$/);
      expect(phonenumber).toMatch(/^07700900\d{3}$/);
    }
  });
});
