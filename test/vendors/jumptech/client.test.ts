import nock from 'nock';
import { describe, expect, it } from 'vitest';
import type { VendorRequest } from '../../../src/operations/operation.ts';
import { createClients } from '../../../src/vendors/clients.ts';
import { DEFAULT_LIMITS } from '../../../src/vendors/shared/http-client.ts';
import { path } from '../../../src/vendors/shared/path.ts';
import { performing, withoutNetwork } from '../../support/vendor-replay.ts';
import { BASE, done, intents, KEY, operation, PATH, PROJECT, settings } from './support.ts';

const run = performing(settings());
const vendor = () => nock(BASE).post(PATH).query({ apikey: KEY });
const update = () => run(operation('project.update'), { projectId: PROJECT, phoneNumber: '0123456789' });
const add = () => run(operation('note.add'), { projectId: PROJECT, text: 'x' });

withoutNetwork();

describe('a success', () => {
  it.each([
    ['the envelope of the document', done],
    ['an envelope with its status as text', { ...done, statusCode: '200' }],
    ['the id in capitals', { ...done, body: `"${PROJECT.toUpperCase()}"` }],
    ['no envelope, as a live gateway may send it', `"${PROJECT}"`],
    ['no envelope, and encoded twice', JSON.stringify(`"${PROJECT}"`)],
  ])('is %s', async (_, body) => {
    vendor().reply(200, body as nock.Body);
    expect((await add()).outcome.state).toBe('succeeded');
  });

  it('is found for an id typed in capitals', async () => {
    nock(BASE).post(PATH.replace(PROJECT, PROJECT.toUpperCase())).query(true).reply(200, done);
    const input = { projectId: PROJECT.toUpperCase(), text: 'x' };
    expect((await run(operation('note.add'), input)).outcome.state).toBe('succeeded');
  });
});

describe('HTTP 200 is no success, and leaves a note in doubt,', () => {
  const other = PROJECT.replace('7', '8');
  const unclear = 'Jumptech sent an answer that the bot does not understand.';
  it.each([
    ['with the id encoded once', { ...done, body: PROJECT }, unclear],
    ['with the id of another project', { ...done, body: `"${other}"` }, 'Jumptech answered for another project.'],
    ['with another id alone', `"${other}"`, 'Jumptech answered for another project.'],
    ['with no id', { statusCode: 200, body: '""' }, 'Jumptech answered for another project.'],
    ['with no body', { statusCode: 200 }, unclear],
    ['with something else in it', { statusCode: 200, body: { id: PROJECT } }, unclear],
    ['with no status inside', { body: `"${PROJECT}"` }, unclear],
    ['with another good status inside', { ...done, statusCode: 202 }, unclear],
    ['with nonsense for a status', { ...done, statusCode: 'fine' }, unclear],
    [
      'with a redirect inside',
      { ...done, statusCode: 302 },
      'Jumptech sent the request elsewhere, which is not allowed.',
    ],
    ['with trouble inside', { statusCode: 502, body: '{}' }, 'Jumptech has a problem of its own (HTTP 502).'],
    ['with the words of a crash', { errorMessage: 'Task timed out', errorType: 'Error' }, unclear],
    ['as a page', '<html><body>Maintenance</body></html>', unclear],
    ['as half an answer', JSON.stringify(done).slice(0, 40), unclear],
    ['as a list', [done], unclear],
    ['as null', 'null', unclear],
    ['as nothing', '', unclear],
  ])('%s', async (_, body, message) => {
    vendor().reply(200, body as nock.Body);
    expect((await add()).outcome).toEqual({
      state: 'unknown',
      tookMs: expect.any(Number),
      failure: { kind: 'unavailable', message, outcomeUnknown: true },
    });
    vendor().reply(200, body as nock.Body);
    expect((await update()).outcome).toMatchObject({ state: 'failed', failure: { kind: 'unavailable', message } });
  });

  it.each([201, 202, 204])('and HTTP %i is none either', async (status) => {
    vendor().reply(status, status === 204 ? '' : done);
    expect((await add()).outcome).toMatchObject({ state: 'unknown', failure: { message: unclear } });
  });
});

describe('a refusal', () => {
  const inside = (statusCode: number, body: unknown): [number, unknown] => [200, { statusCode, body }];
  const refused = (message: string) => ({ kind: 'refused', message });
  const outOfReach = (message: string) => ({ kind: 'unavailable', message });

  it.each<[string, [number, unknown], object]>([
    ['inside', inside(422, '{"message":"No such field."}'), refused('Jumptech refused: No such field.')],
    ['inside, as an object', inside(400, { message: 'Bad.' }), refused('Jumptech refused: Bad.')],
    ['inside, as text', inside(400, 'Tenant is not linked'), refused('Jumptech refused: Tenant is not linked')],
    ['inside, as a JSON string', inside(400, '"Not linked"'), refused('Jumptech refused: Not linked')],
    ['inside, beside the status', [200, { statusCode: 400, message: 'Bad.' }], refused('Jumptech refused: Bad.')],
    ['inside, without a word', inside(400, ''), refused('Jumptech refused without saying why.')],
    ['inside, as a page', inside(400, '<html>Oops</html>'), refused('Jumptech refused without saying why.')],
    ['inside, of rights', inside(403, '{"message":"Not yours"}'), refused('Jumptech refused: Not yours')],
    ['of an unknown project', inside(404, ''), refused('Jumptech has no project 7d733b90…188f. Check the id.')],
    ['of a bad request', [400, { message: 'Invalid <b>body</b>' }], refused('Jumptech refused: Invalid body')],
    ['with a capital letter', [400, { Message: 'Invalid' }], refused('Jumptech refused: Invalid')],
    [
      'of the key',
      [403, { message: 'Forbidden' }],
      {
        ...outOfReach('Jumptech does not accept the bot\'s key ("Forbidden"). The administrator has to check it.'),
        permanent: true,
      },
    ],
    [
      'of the key, as a page',
      [401, '<html>401</html>'],
      { ...outOfReach("Jumptech does not accept the bot's key. The administrator has to check it."), permanent: true },
    ],
    [
      'of the path',
      [403, { message: 'Missing Authentication Token' }],
      outOfReach('Jumptech is not found at the configured address. The administrator has to check it.'),
    ],
    ['for too many', [429, { message: 'Too Many Requests' }], outOfReach('Jumptech is limiting requests.')],
    ['for too many, inside', inside(429, ''), outOfReach('Jumptech is limiting requests.')],
  ])('%s is certain: nothing was done', async (_, [status, body], failure) => {
    vendor().reply(status, body as nock.Body);
    expect((await add()).outcome.failure).toEqual(failure);
  });

  it('for too many says how long to wait', async () => {
    vendor().reply(429, { message: 'Too Many Requests' }, { 'Retry-After': '5' });
    expect((await update()).outcome).toMatchObject({ state: 'failed', failure: { retryAfterSeconds: 5 } });
  });
});

describe('a lost answer', () => {
  it.each(intents)('of %s with %j may be repeated: %s', async (words, input, repeatable) => {
    vendor().replyWithError(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }));
    const { outcome } = await run(operation(words), input);
    expect(outcome).toMatchObject({
      state: repeatable ? 'failed' : 'unknown',
      failure: { kind: 'unavailable', message: 'Jumptech broke off the connection.' },
    });
    expect(outcome.failure?.outcomeUnknown).toBe(repeatable ? undefined : true);
  });

  it.each(intents)('of %s with %j is asked for again within the time: %s', async (words, input, repeatable) => {
    const withRetries = performing(settings(), 5_000);
    vendor().reply(503, { message: 'Service Unavailable' });
    if (repeatable) vendor().reply(200, done);
    const { outcome } = await withRetries(operation(words), input);
    expect(outcome.state).toBe(repeatable ? 'succeeded' : 'unknown');
  });
});

describe('one intent per request', async () => {
  const client = (await createClients(settings(), { limits: DEFAULT_LIMITS })).jumptech!;
  const call = (request: Partial<VendorRequest>) =>
    client.call({ method: 'POST', path: path`projects/updateProject/${PROJECT}`, ...request }, { repeatable: false });

  it.each([
    [{ phoneNumber: '1', delegate: 'demo' }],
    [{ delegate: 'demo', subTenantId: 'x' }],
    [{ notes: [], subTenantId: 'x' }],
  ])('is held by the client itself: %j never leaves', async (json) => {
    await expect(call({ json })).rejects.toThrow('A Jumptech request must not mix intents');
  });

  it('is what every operation sends', () => {
    for (const [words, input] of intents) {
      const { json, template } = operation(words).request?.(input) ?? {};
      expect(Object.keys(json ?? {}).length + (template ? 1 : 0), words).toBe(1);
    }
  });

  it('does not know other templates', async () => {
    await expect(call({ template: { name: 'noteDelete', values: {} } })).rejects.toThrow('no body template');
  });
});
