import { describe, expect, it } from 'vitest';
import { startParticleSpace } from '../../../sandbox/vendors/index.ts';
import { ask, lastWrite, type Reply, running } from './support.ts';

let time = Date.UTC(2026, 5, 1);
const simulator = running(() => startParticleSpace({ now: () => time }));

const authenticate = (keys: Record<string, string> = {}): Promise<Reply> => {
  const { url, env } = simulator();
  const form = { secret_key: env.PARTICLESPACE_SECRET_KEY!, publish_key: env.PARTICLESPACE_PUBLISH_KEY!, ...keys };
  return ask(`${url}/authenticate`, { method: 'POST', body: new URLSearchParams(form) });
};
const newToken = async (): Promise<string> => (await authenticate()).json.data.token;

async function send(method: string, path: string, fields: Record<string, string>, token?: string): Promise<Reply> {
  return ask(`${simulator().url}/${path}`, {
    method,
    headers: { Authorization: `Bearer ${token ?? (await newToken())}` },
    body: new URLSearchParams(fields),
  });
}

const TICKET = {
  title: 'Leaking faucet',
  description: 'Under the sink',
  status: 'ON_HOLD',
  notify: '0',
  automated: '1',
};
const EMAIL = { ...TICKET, notify: '1', type: 'email', contacts: 'a@example.com,b@example.com' };

describe('ParticleSpace, its token', () => {
  it('exchanges the two keys for one', async () => {
    expect(await authenticate()).toMatchObject({ status: 200, json: { data: { token: expect.any(String) } } });
  });

  it('refuses wrong and missing keys', async () => {
    expect(await authenticate({ secret_key: 'sk_live_guess' })).toMatchObject({
      status: 401,
      json: { error: 'UNAUTHORIZED' },
    });
    expect(await authenticate({ publish_key: '' })).toMatchObject({ status: 400, json: { error: 'BAD_REQUEST' } });
  });

  it('answers 401 without a token, with a bad one, and once it has expired', async () => {
    const unauthorized = { status: 401, json: { error: 'UNAUTHORIZED' } };
    expect(await ask(`${simulator().url}/ticket/tic_9`, { method: 'PUT' })).toMatchObject(unauthorized);
    expect(await send('PUT', 'ticket/tic_9', TICKET, 'guess')).toMatchObject(unauthorized);
    const [early, late] = [await newToken(), await newToken()];
    simulator().expireTokens();
    expect(await send('PUT', 'ticket/tic_9', TICKET, early)).toMatchObject(unauthorized);
    expect(await send('PUT', 'ticket/tic_9', TICKET, late)).toMatchObject(unauthorized);
    expect(await send('PUT', 'ticket/tic_9', TICKET)).toMatchObject({ status: 200 });
  });

  it('lets tokens run out by the clock', async () => {
    const token = await newToken();
    time += 16 * 60_000;
    expect((await send('PUT', 'ticket/tic_9', TICKET, token)).status).toBe(401);
  });
});

describe('ParticleSpace, updating a ticket', () => {
  it('replaces the documented fields', async () => {
    const reply = await send('PUT', 'ticket/tic_9', TICKET);
    expect(reply).toMatchObject({ status: 200, json: { data: { id: 'tic_9', status: 'ON_HOLD', automated: '1' } } });
    expect(lastWrite(simulator())).toMatchObject({
      what: 'Updated ticket tic_9, Leaking faucet, in ON_HOLD',
      detail: { outward: [] },
    });
  });

  it.each(Object.keys(TICKET))('names %s when it is missing', async (name) => {
    for (const [method, path] of [['PUT', 'ticket/tic_9'] as const, ['POST', 'ticket/new'] as const]) {
      const { [name as keyof typeof TICKET]: _, ...rest } = TICKET;
      const reply = await send(method, path, rest);
      if (name === 'description' && method === 'POST') expect(reply.status).toBe(200);
      else {
        expect(reply).toMatchObject({ status: 400, json: { error: 'BAD_REQUEST' } });
        expect(reply.json.message).toContain(`"${name}"`);
      }
    }
  });

  it('takes 1 and 0 only, never true', async () => {
    const reply = await send('PUT', 'ticket/tic_9', { ...TICKET, automated: 'true' });
    expect(reply).toMatchObject({ status: 400, json: { message: expect.stringContaining('automated') } });
  });

  it.each([
    ['type', { ...EMAIL, type: '' }],
    ['contacts', { ...EMAIL, contacts: '' }],
    ['type', { ...EMAIL, type: 'pigeon' }],
  ])('requires %s to notify', async (name, fields) => {
    const reply = await send('PUT', 'ticket/tic_9', fields);
    expect(reply).toMatchObject({ status: 400, json: { message: expect.stringContaining(`"${name}"`) } });
    expect(simulator().books()).toHaveLength(0);
  });

  it('sends to every contact, again on every call, whatever kind of contact it is', async () => {
    const fields = { ...EMAIL, contacts: 'a@example.com,1112223333', notifySubject: 'Hi', notifyMessage: 'Soon' };
    await send('PUT', 'ticket/tic_9', fields);
    await send('PUT', 'ticket/tic_9', fields);
    const outward = [
      { channel: 'email', to: 'a@example.com', text: 'Hi: Soon' },
      { channel: 'email', to: '1112223333', text: 'Hi: Soon' },
    ];
    expect(simulator().books()).toMatchObject([{ detail: { outward } }, { detail: { outward } }]);
    expect(lastWrite(simulator()).what).toMatch(/, and sent 2 email messages$/);
  });

  it('sends nothing without notify, whatever contacts came along', async () => {
    await send('PUT', 'ticket/tic_9', { ...EMAIL, notify: '0' });
    expect(lastWrite(simulator()).detail.outward).toEqual([]);
  });

  it('does not save into a flow that the account does not have', async () => {
    const reply = await send('PUT', 'ticket/tic_9', { ...TICKET, status: 'LIMBO' });
    expect(reply).toMatchObject({ status: 405, json: { error: 'NOT_SAVED' } });
  });

  it('answers NOT_FOUND to an unknown id', async () => {
    expect(await send('PUT', 'ticket/tic_none', TICKET)).toMatchObject({ status: 404, json: { error: 'NOT_FOUND' } });
  });

  it('refuses JSON', async () => {
    const reply = await ask(`${simulator().url}/ticket/tic_9`, {
      method: 'PUT',
      headers: { Authorization: `Bearer ${await newToken()}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(TICKET),
    });
    expect(reply).toMatchObject({ status: 400, json: { error: 'BAD_REQUEST' } });
  });

  it('decodes the bytes of the sheet', async () => {
    const body =
      'title=Leaking%20faucet&description=Leak%20under%20the%20kitchen%20sink%20in%201A%20requires%20new%20part.' +
      '&status=ON_HOLD&notify=1&time=&type=email&contacts=example%40example.com&automated=1';
    await ask(`${simulator().url}/ticket/tic_9`, {
      method: 'PUT',
      headers: {
        Authorization: `Bearer ${await newToken()}`,
        'Content-Type': 'application/x-www-form-urlencoded',
      },
      body,
    });
    expect(lastWrite(simulator()).detail).toMatchObject({
      title: 'Leaking faucet',
      description: 'Leak under the kitchen sink in 1A requires new part.',
      outward: [{ to: 'example@example.com' }],
    });
  });
});

describe('ParticleSpace, creating a ticket', () => {
  it('makes another one each time', async () => {
    const ids = [await send('POST', 'ticket/new', TICKET), await send('POST', 'ticket/new', TICKET)];
    expect(ids.map(({ json }) => json.data.id)).toEqual(['tic_81', 'tic_82']);
    expect(simulator().books()).toHaveLength(2);
  });

  it('offers no read', async () => {
    const headers = { Authorization: `Bearer ${await newToken()}` };
    expect(await ask(`${simulator().url}/ticket/tic_9`, { headers })).toMatchObject({ status: 405 });
    expect(await ask(`${simulator().url}/tickets`, { headers })).toMatchObject({ status: 404 });
  });
});
