import { describe, expect, it } from 'vitest';
import { startTelecomX } from '../../../sandbox/vendors/index.ts';
import {
  EXPIRED_TOKEN,
  OTHER_RESELLER,
  OWN_CUSTOMER,
  OWN_RESELLER,
  TOKENS,
} from '../../../sandbox/vendors/telecomx/index.ts';
import { ask, lastWrite, type Reply, running } from './support.ts';

const simulator = running(() => startTelecomX());

interface Shown {
  _id: string;
  reseller?: string;
  title: string;
  email: boolean;
  sms: boolean;
}

function call(method: string, path: string, body?: unknown, token: string = TOKENS.RESELLER): Promise<Reply> {
  const [place, query = ''] = path.split('?');
  return ask(`${simulator().url}/employeeSubscription${place}?token=${token}&${query}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

const all = async (): Promise<Shown[]> => (await call('GET', '', undefined, TOKENS.ADMIN)).json;
const find = async (test: (one: Shown) => boolean): Promise<Shown> => (await all()).find(test)!;
const own = () => find(({ reseller, email, sms }) => reseller === OWN_RESELLER && email && !sms);
const common = () => find(({ reseller }) => reseller === undefined);
const foreign = () => find(({ reseller }) => reseller === OTHER_RESELLER);

describe('TelecomX, its token', () => {
  const list = (query: string, headers: Record<string, string> = {}) =>
    ask(`${simulator().url}/employeeSubscription?reseller=${OWN_RESELLER}${query}`, { headers });

  it.each<[string, string, Record<string, string>]>([
    ['the query', `&token=${TOKENS.RESELLER}`, {}],
    ['a bearer header', '', { Authorization: `Bearer ${TOKENS.RESELLER}` }],
    ['a cookie', '', { Cookie: `lang=da; token=${TOKENS.RESELLER}` }],
    ['a header of its own', '', { 'X-Token': TOKENS.RESELLER }],
  ])('is taken from %s', async (_, query, headers) => {
    expect((await list(query, headers)).status).toBe(200);
  });

  it('is refused in triples: status, word, sentence', async () => {
    expect(await list('')).toMatchObject({
      status: 401,
      json: { status: 401, error: 'invalid_token', description: expect.any(String) },
    });
    expect((await list('&token=guess')).json.error).toBe('invalid_token');
    expect((await list(`&token=${EXPIRED_TOKEN}`)).json.error).toBe('expired');
  });
});

describe('TelecomX, reading', () => {
  it('lists a bare array of what the filter allows', async () => {
    const { json } = await call('GET', `?reseller=${OWN_RESELLER}`);
    expect(json).toHaveLength(7);
    for (const { _id } of json) expect(_id).toMatch(/^[0-9A-F]{24}$/);
    expect((await call('GET', `?customer=${OWN_CUSTOMER}`)).json).toHaveLength(9);
    expect((await call('GET', `?reseller=${OTHER_RESELLER}`)).json).toEqual([]);
  });

  it('lets only an admin list without a filter, and what is common', async () => {
    for (const query of ['', '?common=true']) {
      expect(await call('GET', query)).toMatchObject({ status: 403, json: { error: 'access_denied' } });
    }
    expect(await all()).toHaveLength(10);
    expect((await call('GET', '?common=true', undefined, TOKENS.ADMIN)).json).toHaveLength(2);
  });

  it('does not take both filters', async () => {
    expect((await call('GET', `?reseller=${OWN_RESELLER}&customer=${OWN_CUSTOMER}`)).status).toBe(400);
  });

  it('gets one, in either case of its id, and leaves out what has no value', async () => {
    const { _id } = await common();
    expect((await call('GET', `/${_id.toLowerCase()}`)).json).not.toHaveProperty('reseller');
  });

  it('gives addresses only for channels that are on, and only to those who may write', async () => {
    const { _id } = await own();
    const { json } = await call('GET', `/${_id}/subscribers`);
    expect(Object.keys(json)).toEqual(['email']);
    expect(json.email[0]).toMatch(/@example\.com$/);
    expect((await call('GET', `/${_id}/subscribers`, undefined, TOKENS.VIEWER)).status).toBe(403);
  });

  it('does not know other ids', async () => {
    for (const id of ['A'.repeat(24), '123456780ABCDEF12345678', (await foreign())._id]) {
      expect(await call('GET', `/${id}`)).toMatchObject({ status: 404, json: { error: 'employeeSubscription' } });
    }
  });
});

describe('TelecomX, writing', () => {
  it('updates with a POST on the item, only what was sent', async () => {
    const before = await own();
    const { json } = await call('POST', `/${before._id}`, { title: 'Renamed' });
    expect(json).toEqual({ ...before, title: 'Renamed' });
    expect(lastWrite(simulator())).toMatchObject({
      what: `Changed title of subscription ${before._id}, ${before.title}`,
      detail: { before: { title: before.title }, after: { title: 'Renamed' } },
    });
  });

  it('creates when the id of an update is empty', async () => {
    for (const place of ['', '/']) {
      expect((await call('POST', place, { title: 'Oops', sms: true })).json).toMatchObject({
        _id: expect.stringMatching(/^[0-9A-F]{24}$/),
        title: 'Oops',
        reseller: OWN_RESELLER,
      });
    }
    expect(await all()).toHaveLength(12);
  });

  it('keeps the reseller as it is', async () => {
    const { _id } = await own();
    expect(await call('POST', `/${_id}`, { title: 'x', reseller: OWN_RESELLER })).toMatchObject({
      status: 400,
      json: { error: 'bad_request' },
    });
  });

  it('needs one channel on', async () => {
    const { _id } = await own();
    const neither = { status: 422, json: { error: 'email' } };
    expect(await call('POST', `/${_id}`, { email: false })).toMatchObject(neither);
    expect(await call('POST', '', { title: 'x' })).toMatchObject(neither);
    expect(await call('POST', `/${_id}`, { email: false, sms: true })).toMatchObject({ status: 200 });
  });

  it.each([
    ['title', { title: '' }],
    ['title', { title: 7 }],
    ['description', { description: 7 }],
    ['email', { email: 'true' }],
    ['sms', { sms: 1 }],
  ])('names the field at fault: %s', async (word, body) => {
    expect(await call('POST', `/${(await own())._id}`, body)).toMatchObject({ status: 422, json: { error: word } });
    expect(simulator().books()).toHaveLength(0);
  });

  it('wants a title for a new one', async () => {
    expect((await call('POST', '', { email: true })).json.error).toBe('title');
  });

  it('wants a body that holds something', async () => {
    const { _id } = await own();
    for (const body of [undefined, {}, []]) {
      expect(await call('POST', `/${_id}`, body)).toMatchObject({ status: 400, json: { error: 'bad_request' } });
    }
  });

  it('keeps resellers away from what is global or another’s, and viewers from everything', async () => {
    const denied = { status: 403, json: { error: 'access_denied' } };
    expect(await call('POST', `/${(await common())._id}`, { title: 'x' })).toMatchObject(denied);
    expect(await call('DELETE', `/${(await common())._id}`)).toMatchObject(denied);
    expect(await call('POST', '', { title: 'x', email: true, reseller: null })).toMatchObject(denied);
    expect(await call('POST', '', { title: 'x', email: true, reseller: OTHER_RESELLER })).toMatchObject(denied);
    expect(await call('POST', `/${(await own())._id}`, { title: 'x' }, TOKENS.VIEWER)).toMatchObject(denied);
    expect(await call('POST', '', { title: 'x', email: true, reseller: null }, TOKENS.ADMIN)).toMatchObject({
      status: 200,
    });
  });

  it('deletes once', async () => {
    const { _id } = await own();
    expect((await call('DELETE', `/${_id}`)).json).toEqual({ success: true });
    expect(lastWrite(simulator()).what).toMatch(/^Deleted subscription .+, with \d subscribers$/);
    expect(await call('DELETE', `/${_id}`)).toMatchObject({ status: 404, json: { error: 'employeeSubscription' } });
    expect((await call('DELETE', '')).status).toBe(400);
  });
});
