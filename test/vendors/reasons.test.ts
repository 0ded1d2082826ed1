import { describe, expect, it } from 'vitest';
import { operations } from '../../src/operations/catalog.ts';
import type { Operation } from '../../src/operations/operation.ts';
import { serve } from '../http/support.ts';
import { everyVendorAt } from '../support/every-vendor.ts';
import { performing } from '../support/vendor-replay.ts';

let answer = { status: 200, body: '' };
const { url } = await serve((response) => {
  response.writeHead(answer.status, { 'content-type': 'application/json', 'retry-after': '40' }).end(answer.body);
});
const run = performing(everyVendorAt(url));

async function failureOf(id: string, status: number, body: unknown) {
  answer = { status, body: typeof body === 'string' ? body : JSON.stringify(body) };
  const operation = operations.find((one) => one.id === id) as Operation;
  const [input] = operation.examples;
  return (await run(operation, input as Record<string, unknown>)).outcome.failure;
}

const LIMIT = 'This API key has reached the time limit for this method';
const limiting = (vendor: string) => ({
  kind: 'unavailable',
  message: `${vendor} is limiting requests.`,
  retryAfterSeconds: 40,
});

describe('a limit in the words of a refused key', () => {
  it.each([
    ['pmp.lead.list', 'PMP', 401, { status: false, error: LIMIT }],
    [
      'pmp.lead.list',
      'PMP',
      401,
      { status: false, error: 'This IP Address has reached the time limit for this method' },
    ],
    [
      'pmp.lead.list',
      'PMP',
      401,
      { status: false, error: 'This API key has reached the hourly limit for this method' },
    ],
    ['pmp.lead.list', 'PMP', 403, { status: false, error: 'Your API quota has been exceeded' }],
    ['pmp.lead.list', 'PMP', 401, { status: false, message: 'The maximum number of requests per hour was reached' }],
    ['jumptech.project.update', 'Jumptech', 403, { message: 'Rate exceeded' }],
    ['pmp.lead.add', 'PMP', 401, { status: false, error: LIMIT }],
    ['pmp.lead.add', 'PMP', 404, { status: false, message: LIMIT }],
    ['pmp.lead.add', 'PMP', 200, { status: false, message: 'Too many requests' }],
    ['jumptech.project.update', 'Jumptech', 403, { message: 'Rate limit exceeded' }],
    ['jumptech.note.add', 'Jumptech', 200, { statusCode: 403, body: '{"message":"Too Many Requests"}' }],
    ['particlespace.ticket.create', 'ParticleSpace', 401, { error: LIMIT }],
    ['particlespace.ticket.create', 'ParticleSpace', 200, { error: 'Request limit reached' }],
    ['jframework.sms.list', 'JFramework', 401, { success: false, errors: [{ code: 'RateLimitExceeded' }] }],
    ['jframework.sms.create', 'JFramework', 200, { success: false, message: 'API call exceeded rate limit.' }],
    ['telecomx.subscription.list', 'TelecomX', 403, { error: 'access_denied', message: 'Too many calls' }],
    ['telecomx.subscription.create', 'TelecomX', 200, { success: false, message: 'rate limit' }],
  ])('%s: is reported as a limit', async (id, vendor, status, body) => {
    expect(await failureOf(id, status, body)).toEqual(limiting(vendor));
  });

  it.each([
    ['pmp.lead.list', 401, { status: false, error: 'Token Time Expire.' }],
    ['pmp.lead.list', 401, { status: false, error: 'Invalid API key' }],
    ['pmp.lead.list', 403, { status: false, error: 'Unauthorized' }],
    ['pmp.lead.list', 401, { status: false }],
  ])('%s: is not seen where the key is meant: %j', async (id, status, body) => {
    expect(await failureOf(id, status, body)).toMatchObject({ kind: 'unavailable', permanent: true });
  });

  it.each([
    [404, { status: false, error: { name: 'The window exceeds the time limit.' } }],
    [422, { status: false, message: 'The daily limit of this customer is too high.' }],
    [404, { status: false, message: 'The storage quota of this customer is used up.' }],
  ])('is not seen in a refused value: HTTP %i %j', async (status, body) => {
    expect(await failureOf('pmp.lead.add', status, body)).toMatchObject({ kind: 'refused' });
  });
});

describe('words nobody knows', () => {
  const WORDS = 'Project &quot;Solar&quot; is <b>archived</b>';
  const SHOWN = 'Project "Solar" is archived';

  it.each([
    ['pmp.lead.get', 404, { status: false, message: WORDS }],
    ['pmp.lead.get', 401, { status: false, error: WORDS }],
    ['pmp.lead.add', 404, { status: false, error: WORDS }],
    ['pmp.lead.add', 404, { status: false, error: { name: [WORDS] } }],
    ['pmp.lead.add', 404, { status: false, error: { name: { required: WORDS } } }],
    ['pmp.lead.add', 200, { status: false, error: WORDS }],
    ['pmp.lead.add', 409, { status: false, errors: [{ detail: WORDS }] }],
    ['jumptech.project.update', 400, { error: WORDS }],
    ['jumptech.project.update', 400, { message: null, error: { reason: WORDS } }],
    ['jumptech.project.update', 200, { statusCode: 400, body: { errors: [WORDS] } }],
    ['particlespace.ticket.create', 400, { errors: { title: [WORDS] }, detail: WORDS }],
    ['particlespace.ticket.create', 405, { data: { error: WORDS } }],
    ['jframework.sms.create', 400, { success: false, error: WORDS }],
    ['jframework.sms.create', 403, { success: false, errors: [WORDS] }],
    ['telecomx.subscription.create', 422, { message: WORDS }],
    ['telecomx.subscription.create', 403, { detail: WORDS }],
    ['telecomx.subscription.get', 404, { errors: [{ message: WORDS }] }],
  ])('are shown as they are: %s, HTTP %i', async (id, status, body) => {
    const failure = await failureOf(id, status, body);
    expect(failure?.kind).toBe('refused');
    expect(failure?.message).toContain(SHOWN);
  });

  it('are shown also where they are one word with a hyphen', async () => {
    expect((await failureOf('telecomx.subscription.create', 422, { error: 'not-in-season' }))?.message).toContain(
      'not-in-season',
    );
  });
});
