import nock from 'nock';
import { describe, expect, it } from 'vitest';
import type { Operation } from '../../../src/operations/operation.ts';
import { createSms } from '../../../src/vendors/jframework/create-sms.ts';
import { deleteSms } from '../../../src/vendors/jframework/delete-sms.ts';
import { getSms } from '../../../src/vendors/jframework/get-sms.ts';
import { listSms } from '../../../src/vendors/jframework/list-sms.ts';
import { testSms } from '../../../src/vendors/jframework/test-sms.ts';
import { updateSms } from '../../../src/vendors/jframework/update-sms.ts';
import { performing, withoutNetwork } from '../../support/vendor-replay.ts';

const BASE = 'https://protocol.jframework.io/api/v1';
const ID = 'sApKpllz4sAplsmzha';
const ITEM = `/app-integrations/sms/${ID}`;
const PASSWORD = 'Påss/"wörd"€-4711';
const KEY = 'auth-key-4711';
const CORRELATION = 'a629df38-6ccc-4334-9602-eb64163527ef';

const settings = {
  jframework: {
    JFRAMEWORK_BASE_URL: BASE,
    JFRAMEWORK_BRAND_URL: 'https://your-domain.com',
    JFRAMEWORK_AUTH_KEY: KEY,
    JFRAMEWORK_SMS_CREDENTIALS: { main: { username: 'AC-sid', password: PASSWORD } },
  },
};
const run = performing(settings);
const withRetries = performing(settings, 5_000);
const vendor = () => nock(BASE).defaultReplyHeaders({ 'content-type': 'application/json' });

const good = (data: unknown) => ({ success: true, statusCode: 200, message: 'OK', data, errors: [] });
const bad = (code: string | null, message: string | null, correlationId: string | null = CORRELATION) => ({
  success: false,
  statusCode: 400,
  message: 'The request failed.',
  data: null,
  errors: [{ code, message, correlationId }],
});
const stored = {
  id: ID,
  name: 'Night shift',
  phoneNumber: '+4512345678',
  status: 'Active',
  appIntegration: { id: 'p1' },
};
const input = { appIntegrationId: 'p1', credentials: 'main', phoneNumber: '+4512345678', name: 'Night shift' };
const sms = {
  appIntegrationId: 'p1',
  credentials: 'main',
  phoneNumberFrom: '+4512345678',
  phoneNumberTo: '+4587654321',
  message: 'Hi',
};

withoutNetwork();

it('sends the brand as it was configured, the key, and JSON, on every call', async () => {
  const reqheaders = {
    'brand-url': 'https://your-domain.com',
    'auth-key': KEY,
    accept: 'application/json',
    'content-type': 'application/json',
  };
  nock(BASE, { reqheaders }).get('/app-integrations/sms').reply(200, { success: true });
  const { outcome } = await run(listSms, {});
  expect(outcome.card).toEqual({ headline: 'The brand has no SMS settings', rows: [] });
});

describe('the secret', () => {
  const echo = { ...stored, username: 'AC-sid', password: PASSWORD };

  it.each<[string, Operation, Record<string, unknown>, (at: nock.Scope) => nock.Interceptor, number, nock.Body]>([
    ['a get', getSms, { id: ID }, (at) => at.get(ITEM), 200, good(echo)],
    ['a list', listSms, {}, (at) => at.get('/app-integrations/sms'), 200, good([echo])],
    ['a create', createSms, input, (at) => at.post('/app-integrations/sms'), 200, good(echo)],
    [
      'another field of a create',
      createSms,
      input,
      (at) => at.post('/app-integrations/sms'),
      200,
      good({ ...stored, name: `x ${PASSWORD}`, description: KEY }),
    ],
    [
      'a refusal',
      createSms,
      input,
      (at) => at.post('/app-integrations/sms'),
      400,
      bad('InvalidRequest', `The password ${PASSWORD} is wrong, and so is ${KEY}.`),
    ],
    ['a code', createSms, input, (at) => at.post('/app-integrations/sms'), 400, bad(`Bad ${PASSWORD}`, null, PASSWORD)],
    ['an answer of the wrong shape', createSms, input, (at) => at.post('/app-integrations/sms'), 200, good([PASSWORD])],
    ['an outage', testSms, sms, (at) => at.post('/app-integrations/p1/sms/test'), 503, `<pre>${PASSWORD}</pre>`],
  ])('is in nothing the bot keeps or shows after %s', async (_, operation, input, intercept, status, body) => {
    intercept(vendor()).reply(status, body);
    const { outcome, error } = await run(operation, input);
    const shown =
      JSON.stringify(outcome) + (error instanceof Error ? JSON.stringify([error.message, error.cause]) : '');
    for (const hidden of [PASSWORD, JSON.stringify(PASSWORD).slice(1, -1), KEY]) expect(shown).not.toContain(hidden);
    expect(shown).not.toContain('AC-sid');
  });

  it('is put in the place of its name, and only there', async () => {
    const body = {
      username: 'AC-sid',
      password: PASSWORD,
      phoneNumberFrom: '+4512345678',
      phoneNumberTo: '+4587654321',
      message: 'Hi',
    };
    const scope = vendor().post('/app-integrations/p1/sms/test', body).reply(200, good(true));
    scope.on('request', (_, __, sent: string) => expect(sent).toBe(JSON.stringify(body)));
    expect((await run(testSms, sms)).outcome.state).toBe('succeeded');
  });

  it.each(['nobody', '__proto__', 'constructor'])(
    'is refused under the name %s before anything is sent',
    async (credentials) => {
      const { outcome } = await run(testSms, { ...sms, credentials });
      expect(outcome).toMatchObject({
        state: 'refused',
        failure: { kind: 'input', fields: { credentials: 'Choose one of the credentials that are set up: main.' } },
      });
    },
  );
});

describe('a failure', () => {
  const outOfReach = (message: string) => ({ kind: 'unavailable', message });
  const no = (message: string) => ({ kind: 'refused', message });

  it.each([
    [209, no('JFramework says that the brand has used up what its plan allows: Not so fast.')],
    [400, no('JFramework refused: Not so fast.')],
    [
      401,
      {
        ...outOfReach('JFramework does not accept the bot\'s key ("Not so fast."). The administrator has to check it.'),
        permanent: true,
      },
    ],
    [403, no('JFramework does not allow the bot to do this: Not so fast.')],
    [404, no('JFramework has no such record: Not so fast.')],
    [405, no('JFramework refused: Not so fast.')],
    [409, no('JFramework has this already: Not so fast.')],
    [429, outOfReach('JFramework is limiting requests.')],
    [500, { ...outOfReach('JFramework has a problem of its own (HTTP 500).'), outcomeUnknown: true }],
    [200, no('JFramework refused: Not so fast.')],
    [201, no('JFramework refused: Not so fast.')],
  ])('%i is told in these words, with the reference for its support', async (status, failure) => {
    vendor().post('/app-integrations/sms').reply(status, bad('TooFast', '<b>Not</b> so fast.'));
    const { outcome } = await run(createSms, input);
    expect(outcome.failure).toEqual({ ...failure, vendorReference: CORRELATION });
  });

  it.each([
    ['only a code', bad('TooFast', null, null), 'JFramework refused: TooFast'],
    [
      'no errors',
      { success: false, message: 'The request failed.', errors: [] },
      'JFramework refused: The request failed.',
    ],
    ['errors that are no list', { success: false, message: 'No.', errors: null }, 'JFramework refused: No.'],
    ['nothing at all', {}, 'JFramework refused the request without saying why.'],
    ['a page', '<!DOCTYPE html><p>Bad request', 'JFramework refused the request without saying why.'],
  ])('says what there is to say when it comes with %s', async (_, body, message) => {
    vendor().post('/app-integrations/sms').reply(400, body);
    expect((await run(createSms, input)).outcome.failure).toEqual({ kind: 'refused', message });
  });

  it.each([
    ['a page', 200, '<!DOCTYPE html><title>Maintenance</title>'],
    ['half an envelope', 200, '{"success":true,"data":{"id":"sA'],
    ['an envelope without success', 200, { statusCode: 200, data: stored }],
    ['success in words', 200, { success: 'true', data: stored }],
    ['no content', 204, ''],
    ['no data', 200, { success: true }],
  ])('is not taken for a success when a create is answered with %s', async (_, status, body) => {
    vendor().post('/app-integrations/sms').reply(status, body);
    expect((await run(createSms, input)).outcome).toMatchObject({
      state: 'unknown',
      failure: { outcomeUnknown: true },
    });
  });

  it('is a 209 even with success: true inside', async () => {
    vendor().post('/app-integrations/sms').reply(209, good(stored));
    expect((await run(createSms, input)).outcome.state).toBe('refused');
  });

  it.each([301, 302, 303, 307, 308])('%i is not followed', async (status) => {
    vendor().get(ITEM).reply(status, '', { location: 'https://elsewhere.example/' });
    expect((await run(getSms, { id: ID })).outcome).toMatchObject({
      state: 'failed',
      failure: { kind: 'unavailable' },
    });
  });
});

describe('the rate limit', () => {
  const reset = (seconds: number) => ({
    'x-ratelimit-limit': '60',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + seconds),
  });

  it('is waited for by the person when it ends later than a call may take', async () => {
    vendor().get(ITEM).reply(429, bad('RateLimitExceeded', 'Too many.'), reset(41));
    const { outcome } = await withRetries(getSms, { id: ID });
    expect(outcome.failure?.retryAfterSeconds).toBeGreaterThanOrEqual(40);
    expect(outcome.failure?.retryAfterSeconds).toBeLessThanOrEqual(41);
  });

  it('is waited for by the bot when it ends soon, and not a moment less', async () => {
    const headers = reset(1);
    let again = 0;
    vendor().get(ITEM).reply(429, bad('RateLimitExceeded', 'Too many.'), headers);
    vendor()
      .get(ITEM)
      .reply(200, () => {
        again = Date.now();
        return good(stored);
      });
    expect((await withRetries(getSms, { id: ID })).outcome.state).toBe('succeeded');
    expect(again).toBeGreaterThanOrEqual(Number(headers['x-ratelimit-reset']) * 1000);
  });
});

describe('sending again', () => {
  const lost = () => Object.assign(new Error('reset'), { code: 'ECONNRESET' });

  it.each([
    ['a test SMS', testSms, sms, '/app-integrations/p1/sms/test'],
    ['a create', createSms, input, '/app-integrations/sms'],
  ] as const)('never happens to %s whose answer got lost: nobody knows', async (_, operation, input, at) => {
    vendor().post(at).replyWithError(lost());
    const { outcome } = await withRetries(operation as Operation, input);
    expect(outcome).toMatchObject({ state: 'unknown', failure: { outcomeUnknown: true } });
  });

  it('mends an update whose answer got lost', async () => {
    vendor().get(ITEM).reply(200, good(stored)).put(ITEM).replyWithError(lost()).put(ITEM).reply(200, good(stored));
    expect((await withRetries(updateSms, { id: ID, credentials: 'main' })).outcome.state).toBe('succeeded');
  });

  it('takes "not found" for a done delete only after a try that nobody knows the result of', async () => {
    vendor().delete(ITEM).reply(404, bad('NotFound', 'Gone.'));
    expect((await run(deleteSms, { id: ID })).outcome.state).toBe('refused');
    vendor().delete(ITEM).reply(404, bad('NotFound', 'Gone.'));
    expect((await run(deleteSms, { id: ID }, 'running')).outcome).toMatchObject({
      state: 'succeeded',
      card: { notes: [expect.stringContaining('first answer got lost')] },
    });
  });
});

it('takes a delete without content for done', async () => {
  vendor().delete(ITEM).reply(204);
  expect((await run(deleteSms, { id: ID })).outcome).toMatchObject({ state: 'succeeded', card: { notes: [] } });
});
