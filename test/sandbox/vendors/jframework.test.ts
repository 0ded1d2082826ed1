import { describe, expect, it, onTestFinished } from 'vitest';
import { startJFramework } from '../../../sandbox/vendors/index.ts';
import { OVER_LIMIT, PROVIDERS, SAMPLE_SETTING_ID } from '../../../sandbox/vendors/jframework/index.ts';
import { ask, lastWrite, type Reply, running } from './support.ts';

const simulator = running(() => startJFramework());

function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
  const { url, env } = simulator();
  return ask(`${url}/app-integrations${path}`, {
    method,
    headers: {
      'Brand-URL': env.JFRAMEWORK_BRAND_URL!,
      'Auth-Key': env.JFRAMEWORK_AUTH_KEY!,
      'Content-Type': 'application/json',
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

const SMS_PROVIDER = PROVIDERS[0]!.id;
const REQUIRED = {
  appIntegrationId: SMS_PROVIDER,
  name: 'Line',
  username: 'u',
  password: 'p',
  phoneNumber: '+447700900001',
};
const FULL = { ...REQUIRED, description: 'Main line', status: '1 - Active', isDefault: true };
const SAMPLE = `/sms/${SAMPLE_SETTING_ID}`;

describe('JFramework, its envelope', () => {
  it('answers with success, statusCode, message, data and errors, and counts calls', async () => {
    const reply = await call('GET', SAMPLE);
    expect(reply.status).toBe(200);
    expect(reply.json).toMatchObject({
      success: true,
      statusCode: 200,
      message: 'The request was successful.',
      data: { id: SAMPLE_SETTING_ID, isDefault: true, appIntegration: { id: SMS_PROVIDER, type: 'SMS' } },
      errors: [],
    });
    const [limit, remaining] = ['limit', 'remaining'].map((name) => Number(reply.headers.get(`x-ratelimit-${name}`)));
    expect(remaining).toBeLessThan(limit!);
    expect(reply.headers.get('x-ratelimit-reset')).toMatch(/^\d{10}$/);
  });

  it.each([
    ['no brand', { 'Brand-URL': '' }, 400, 'InvalidRequest'],
    ['another brand', { 'Brand-URL': 'https://other.example.com' }, 403, 'AccessDenied'],
    ['a bad key', { 'Auth-Key': 'guess' }, 401, 'Unauthorized'],
  ])('refuses %s with a correlation id', async (_, headers, status, code) => {
    const reply = await call('GET', '/sms', undefined, headers);
    expect(reply).toMatchObject({
      status,
      json: {
        success: false,
        statusCode: status,
        data: null,
        errors: [{ code, correlationId: expect.stringMatching(/^[\da-f-]{36}$/) }],
      },
    });
  });

  it('allows so many calls a minute and says when the next minute starts', async () => {
    let time = Date.UTC(2026, 5, 1, 12, 0, 30);
    const strict = await startJFramework({ perMinute: 2, now: () => time });
    onTestFinished(() => strict.close());
    const headers = { 'Brand-URL': strict.env.JFRAMEWORK_BRAND_URL!, 'Auth-Key': strict.env.JFRAMEWORK_AUTH_KEY! };
    const get = () => ask(`${strict.url}/app-integrations/sms`, { headers });
    expect([(await get()).status, (await get()).status]).toEqual([200, 200]);
    const third = await get();
    expect(third).toMatchObject({ status: 429, json: { success: false, errors: [{ code: 'RateLimitExceeded' }] } });
    expect(third.headers.get('x-ratelimit-remaining')).toBe('0');
    expect(third.headers.get('x-ratelimit-reset')).toBe(String(Date.UTC(2026, 5, 1, 12, 1) / 1000));
    time += 30_000;
    expect((await get()).status).toBe(200);
  });

  it('carries its own words and headers when the switch limits', async () => {
    simulator().setSwitch('rate_limited');
    const reply = await call('GET', '/sms');
    expect(reply.json.errors[0].message).toBe('API call exceeded rate limit due to too many requests.');
    expect(reply.headers.get('x-ratelimit-remaining')).toBe('0');
  });
});

describe('JFramework, SMS settings', () => {
  it('lists them as a plain array, password in clear and nulls left out', async () => {
    const { data } = (await call('GET', '/sms')).json;
    expect(data).toHaveLength(6);
    expect(data[0].password).toBe('sandbox-sms-secret-main');
    expect(data[1]).not.toHaveProperty('description');
    expect(data[1].appIntegration.type).toBe('PaymentGateway');
    expect(data.filter((one: { isDefault: boolean }) => one.isDefault)).toHaveLength(1);
  });

  it('resets on a PUT what the PUT leaves out', async () => {
    await call('PUT', SAMPLE, FULL);
    const { data } = (await call('PUT', SAMPLE, REQUIRED)).json;
    expect(data).toMatchObject({
      ...(({ appIntegrationId: _, ...rest }) => rest)(REQUIRED),
      status: 'Inactive',
      isDefault: false,
    });
    expect(data).not.toHaveProperty('description');
    expect(lastWrite(simulator())).toMatchObject({
      what: `Replaced SMS setting ${SAMPLE_SETTING_ID}, Line`,
      detail: { before: { description: 'Main line', status: 'Active' }, password: 'p' },
    });
  });

  it('echoes the password', async () => {
    expect((await call('PUT', SAMPLE, FULL)).json.data).toMatchObject({ username: 'u', password: 'p' });
  });

  it.each([
    ['0 - Inactive', 'Inactive'],
    ['1 - Active', 'Active'],
    ['Inactive', 'Inactive'],
    ['Active', 'Active'],
  ])('takes the status %s', async (written, read) => {
    expect((await call('PUT', SAMPLE, { ...FULL, status: written })).json.data.status).toBe(read);
  });

  it.each<[string, object]>([
    ...Object.keys(REQUIRED).map((name) => [name, { ...FULL, [name]: '' }] as [string, object]),
    ['status', { ...FULL, status: '1' }],
    ['isDefault', { ...FULL, isDefault: 'yes' }],
    ['description', { ...FULL, description: 5 }],
  ])('refuses a bad %s', async (name, body) => {
    const reply = await call('PUT', SAMPLE, body);
    expect(reply).toMatchObject({ status: 400, json: { success: false } });
    expect(reply.json.errors[0].message).toContain(name);
    expect(simulator().books()).toHaveLength(0);
  });

  it('answers 209, a failure, when a feature limit is hit', async () => {
    const reply = await call('PUT', SAMPLE, { ...FULL, name: `Way ${OVER_LIMIT}` });
    expect(reply).toMatchObject({ status: 209, json: { success: false, statusCode: 209 } });
    expect(simulator().books()).toHaveLength(0);
  });

  it('creates another one each time, with 201 inside a 200', async () => {
    const [first, second] = [await call('POST', '/sms', FULL), await call('POST', '/sms', FULL)];
    expect(first).toMatchObject({ status: 200, json: { success: true, statusCode: 201 } });
    expect(second.json.data.id).not.toBe(first.json.data.id);
    expect((await call('GET', '/sms')).json.data).toHaveLength(8);
  });

  it('takes the default away from the others', async () => {
    const { id } = (await call('POST', '/sms', FULL)).json.data;
    const defaults = (await call('GET', '/sms')).json.data.filter((one: { isDefault: boolean }) => one.isDefault);
    expect(defaults.map((one: { id: string }) => one.id)).toEqual([id]);
  });

  it('deletes once', async () => {
    expect((await call('DELETE', SAMPLE)).json).toMatchObject({ success: true, data: true });
    expect(lastWrite(simulator()).what).toContain('the brand has no default any more');
    expect(await call('DELETE', SAMPLE)).toMatchObject({ status: 404, json: { errors: [{ code: 'NotFound' }] } });
  });

  it('takes JSON only, and its own verbs only', async () => {
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
    expect((await call('PUT', SAMPLE, FULL, form)).status).toBe(400);
    expect((await call('POST', SAMPLE, FULL)).status).toBe(405);
    expect((await call('GET', '/sms/a/b')).status).toBe(404);
  });
});

describe('JFramework, providers and the test SMS', () => {
  const SMS = {
    username: 'u',
    password: 'p',
    phoneNumberFrom: '+447700900001',
    phoneNumberTo: '+447700900002',
    message: 'Hi',
  };

  it('lists providers by type, status and words', async () => {
    const names = async (query: string) =>
      (await call('GET', `?${query}`)).json.data.map(({ name }: { name: string }) => name);
    expect(await names('type=SMS&status=Active&keywords=')).toEqual(['Twistio', 'Voxage']);
    expect(await names('keywords=STRIP')).toEqual(['Striped']);
  });

  it('sends one on every call', async () => {
    for (let count = 0; count < 2; count += 1) {
      expect((await call('POST', `/${SMS_PROVIDER}/sms/test`, SMS)).json.data).toBe(true);
    }
    expect(simulator().books()).toHaveLength(2);
    expect(lastWrite(simulator())).toMatchObject({
      what: 'Sent a test SMS to +447700900002 through Twistio',
      detail: { outward: [{ channel: 'sms', to: '+447700900002', text: 'Hi' }] },
    });
  });

  it('wants the id of the provider, not of the setting', async () => {
    expect((await call('POST', `${SAMPLE.slice(4)}/sms/test`, SMS)).status).toBe(404);
    expect(simulator().books()).toHaveLength(0);
  });

  it.each(Object.keys(SMS))('names %s when it is missing', async (name) => {
    const reply = await call('POST', `/${SMS_PROVIDER}/sms/test`, { ...SMS, [name]: undefined });
    expect(reply.json.errors[0].message).toContain(name);
  });
});
