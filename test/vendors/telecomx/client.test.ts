import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { createClients } from '../../../src/vendors/clients.ts';
import { DEFAULT_LIMITS } from '../../../src/vendors/shared/http-client.ts';
import { path } from '../../../src/vendors/shared/path.ts';
import { createSubscription } from '../../../src/vendors/telecomx/create-subscription.ts';
import { deleteSubscription } from '../../../src/vendors/telecomx/delete-subscription.ts';
import { getSubscription } from '../../../src/vendors/telecomx/get-subscription.ts';
import { listSubscriptions } from '../../../src/vendors/telecomx/list-subscriptions.ts';
import { updateSubscription } from '../../../src/vendors/telecomx/update-subscription.ts';
import { performing, withoutNetwork } from '../../support/vendor-replay.ts';

const BASE = 'https://api.telecomx.dk';
const TOKEN = 'tok/3n"4711';
const ID = 'CBB1CEAA0390A4886247A688';
const ITEM = `/employeeSubscription/${ID}`;
const RESELLER = '5A0C3F19D27B4E8861F0A9C4';
const saved = { _id: ID, title: 'Outages', email: true, sms: false };
const input = { title: 'Outages', email: true, reseller: RESELLER };

const settings = (transport = 'query') => ({
  telecomx: { TELECOMX_BASE_URL: BASE, TELECOMX_TOKEN: TOKEN, TELECOMX_TOKEN_TRANSPORT: transport },
});
const run = performing(settings());
const withRetries = performing(settings(), 5_000);
const vendor = () => nock(BASE).defaultReplyHeaders({ 'content-type': 'application/json' });
const withToken = { token: TOKEN };

withoutNetwork();

describe('the token', () => {
  it.each([
    ['query', { token: TOKEN }, {}],
    ['bearer', {}, { authorization: `Bearer ${TOKEN}` }],
    ['cookie', {}, { cookie: `token=${TOKEN}` }],
    ['header:X-Token', {}, { 'x-token': TOKEN }],
  ])('travels as %s, beside the filters of a list', async (transport, query, reqheaders) => {
    nock(BASE, { reqheaders })
      .get('/employeeSubscription')
      .query({ ...query, reseller: RESELLER })
      .reply(200, []);
    const { outcome } = await performing(settings(transport))(listSubscriptions, { reseller: RESELLER });
    expect(outcome).toMatchObject({ state: 'succeeded', card: { headline: 'No subscriptions found' } });
  });

  it.each([
    ['in words', 401, { error: 'invalid_token', message: `The token ${TOKEN} is not known here` }],
    ['as plain text', 400, `bad token ${TOKEN}`],
    ['in an address', 422, { message: `see https://api.telecomx.dk/?token=${encodeURIComponent(TOKEN)} for more` }],
    ['in a failing page', 500, `<html><a href="?token=${TOKEN}">again</a></html>`],
    ['in a redirect', 302, `moved to ?token=${TOKEN}`],
    ['in a success', 200, { ...saved, title: `Outages ${TOKEN}`, token: TOKEN }],
  ])('is in nothing the bot keeps or shows when it comes back %s', async (_, status, body) => {
    const location = `https://elsewhere.example/?token=${TOKEN}`;
    vendor().post(ITEM).query(withToken).reply(status, body, { location });
    const { outcome, error } = await run(updateSubscription, { id: ID, title: 'Outages' });
    const cause = error instanceof Error ? JSON.stringify([error.message, error.cause]) : '';
    for (const hidden of [TOKEN, encodeURIComponent(TOKEN), JSON.stringify(TOKEN).slice(1, -1)]) {
      expect(JSON.stringify(outcome) + cause).not.toContain(hidden);
    }
  });
});

describe('what is sent', async () => {
  const client = (await createClients(settings(), { limits: DEFAULT_LIMITS })).telecomx!;
  const repeatable = { repeatable: true };

  it('is strict JSON, and never the owner in an update', async () => {
    const headers = { 'content-type': 'application/json', accept: 'application/json' };
    nock(BASE, { reqheaders: headers })
      .post(ITEM, (body) => JSON.stringify(body) === '{"title":"Åse\'s \\"news\\"","sms":true}')
      .query(withToken)
      .reply(200, saved);
    const json = { reseller: RESELLER, title: 'Åse\'s "news"', sms: true };
    await client.call({ method: 'POST', path: path`employeeSubscription/${ID}`, json }, repeatable);
  });

  it.each(['', ' ', '.', '..'])('never goes to the collection because an id is %j', (id) => {
    expect(() => path`employeeSubscription/${id}`).toThrow(RangeError);
  });

  it.each(['123456780ABCDEF12345678', `${ID}0`, 'a/b', 'CBB1CEAA0390A4886247A68G'])(
    'never leaves for the id %s',
    async (id) => {
      expect(updateSubscription.input.safeParse({ id, title: 'x' }).success).toBe(false);
      const call = client.call(
        { method: 'POST', path: path`employeeSubscription/${id}`, json: { title: 'x' } },
        repeatable,
      );
      await expect(call).rejects.toMatchObject({ failure: { kind: 'input', fields: { id: expect.any(String) } } });
    },
  );
});

describe('a failure', () => {
  const outOfReach = (message: string) => ({ kind: 'unavailable', message });
  const no = (message: string, more = {}) => ({ kind: 'refused', message, ...more });

  it.each([
    [
      401,
      'credentials_invalid',
      {
        ...outOfReach(
          'TelecomX does not accept the bot\'s key ("credentials_invalid"). The administrator has to check it.',
        ),
        permanent: true,
      },
    ],
    [401, 'expired', outOfReach("The bot's token for TelecomX has expired. The administrator has to set a new one.")],
    [
      401,
      'invalid_token',
      outOfReach(
        "TelecomX does not accept the bot's token from this network address. The administrator has to check both.",
      ),
    ],
    [
      403,
      'blacklisted',
      outOfReach("TelecomX has blocked the bot's account. The administrator has to settle it with TelecomX."),
    ],
    [
      403,
      'access_denied',
      no(
        "TelecomX does not let the bot's account do this: it may only touch what belongs to its own reseller. Naming the reseller can help.",
      ),
    ],
    [400, 'bad_request', no('TelecomX refused: The body is missing.')],
    [400, 'employeeSubscription', no('TelecomX refused: The body is missing.')],
    [404, 'employeeSubscription', no('TelecomX has no such subscription.')],
    [
      422,
      'email',
      no('TelecomX refused: At least one of e-mail and SMS has to be on.', {
        fields: { email: 'At least one of e-mail and SMS has to be on.' },
      }),
    ],
    [
      422,
      'title',
      no('TelecomX refused: The title is missing or not allowed.', {
        fields: { title: 'The title is missing or not allowed.' },
      }),
    ],
    [422, 'description', no('TelecomX refused: The body is missing.')],
    [429, 'too_many_requests', { ...outOfReach('TelecomX is limiting requests.'), retryAfterSeconds: 30 }],
    [500, 'internal_error', { ...outOfReach('TelecomX has a problem of its own (HTTP 500).'), maybeDone: true }],
  ])('%i %s is told in these words', async (status, word, failure) => {
    const body = { status, error: word, description: 'The body is missing.' };
    vendor().post(ITEM).query(withToken).reply(status, body, { 'retry-after': '30' });
    const { outcome } = await run(updateSubscription, { id: ID, title: 'Outages' });
    expect(outcome.failure).toEqual(failure);
  });

  it.each([
    ['an object', { message: 'expired' }],
    ['a code and words', { code: 'expired', message: 'The token has expired.' }],
    ['an object in an object', { error: { code: 'expired', description: 'Too old.' } }],
    ['a triple', [401, 'expired', 'The token has expired.']],
    ['a JSON string', '"expired"'],
    ['plain text', 'expired'],
  ])('is understood from %s', async (_, body) => {
    vendor().get(ITEM).query(withToken).reply(401, body);
    const { outcome } = await run(getSubscription, { id: ID });
    expect(outcome.failure?.message).toContain('has expired');
  });

  it.each([
    ['success: false', { success: false, error: 'title', description: 'Too long.' }, 'refused'],
    ['a status inside', { status: 422, error: 'title', description: 'Too long.' }, 'refused'],
    ['its own trouble inside', { status: 500, error: 'internal_error' }, 'unknown'],
    ['a page', '<!DOCTYPE html><title>Maintenance</title>', 'unknown'],
    ['half an object', '{"_id":"CBB1CEAA0390A488', 'unknown'],
    ['nothing', '', 'unknown'],
    ['another object', { ok: 1 }, 'unknown'],
  ])('is not taken for a success when a create answers 200 with %s', async (_, body, state) => {
    vendor().post('/employeeSubscription').query(withToken).reply(200, body);
    const { outcome } = await run(createSubscription, input);
    expect(outcome).toMatchObject({ state, failure: {} });
  });

  it.each([301, 302, 303, 307, 308])('%i is not followed', async (status) => {
    vendor().get(ITEM).query(withToken).reply(status, '', { location: 'https://elsewhere.example/' });
    const { outcome } = await run(getSubscription, { id: ID });
    expect(outcome).toMatchObject({ state: 'failed', failure: { kind: 'unavailable' } });
  });
});

describe('sending again', () => {
  const lost = () => Object.assign(new Error('reset'), { code: 'ECONNRESET' });

  it.each([
    ['a lost answer', (one: nock.Interceptor) => one.replyWithError(lost())],
    ['a server error', (one: nock.Interceptor) => one.reply(503)],
  ])('never happens to a create after %s: nobody knows', async (_, answer) => {
    answer(vendor().post('/employeeSubscription').query(withToken));
    const { outcome } = await withRetries(createSubscription, input);
    expect(outcome).toMatchObject({ state: 'unknown', failure: { outcomeUnknown: true } });
  });

  it('mends an update whose answer got lost', async () => {
    vendor().post(ITEM).query(withToken).replyWithError(lost()).post(ITEM).query(withToken).reply(200, saved);
    const { outcome } = await withRetries(updateSubscription, { id: ID, title: 'Outages' });
    expect(outcome).toMatchObject({ state: 'succeeded', card: { headline: 'Outages: changed' } });
  });

  it('leaves nothing unknown of an update that never got an answer: it may simply be tried again', async () => {
    vendor().post(ITEM).query(withToken).replyWithError(lost());
    const { outcome } = await run(updateSubscription, { id: ID, title: 'Outages' });
    expect(outcome).toMatchObject({ state: 'failed', failure: { kind: 'unavailable' } });
    expect(outcome.failure).not.toHaveProperty('outcomeUnknown');
  });
});

describe('a delete that finds nothing', () => {
  const remove = (how = run, state?: 'running') => how(deleteSubscription, { id: ID }, state);
  const gone = { state: 'succeeded', card: { notes: [expect.stringContaining('first answer got lost')] } };

  it('is refused when it was the first try', async () => {
    vendor().delete(ITEM).query(withToken).reply(404, { error: 'employeeSubscription' });
    expect((await remove()).outcome).toMatchObject({ state: 'refused' });
  });

  it('is done when the answer to an earlier try got lost', async () => {
    const lost = Object.assign(new Error('reset'), { code: 'ECONNRESET' });
    vendor().delete(ITEM).query(withToken).replyWithError(lost).delete(ITEM).query(withToken).reply(404);
    expect((await remove(withRetries)).outcome).toMatchObject(gone);
  });

  it('is refused when the earlier try was turned away at the door', async () => {
    const wait = { 'retry-after': '1' };
    vendor().delete(ITEM).query(withToken).reply(429, '', wait).delete(ITEM).query(withToken).reply(404);
    expect((await remove(withRetries)).outcome).toMatchObject({ state: 'refused' });
  });

  it('is done when the process that began it died on the way', async () => {
    vendor().delete(ITEM).query(withToken).reply(404);
    expect((await remove(run, 'running')).outcome).toMatchObject(gone);
  });
});
