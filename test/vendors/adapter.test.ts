import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OperationError } from '../../src/errors.ts';
import { createClient } from '../../src/vendors/shared/adapter.ts';
import type { HttpResponse, Send } from '../../src/vendors/shared/http-client.ts';
import { path } from '../../src/vendors/shared/path.ts';
import { unclear } from '../../src/vendors/shared/responses.ts';
import { withoutSecrets } from '../../src/vendors/shared/secrets.ts';

const request = { method: 'PUT' as const, path: path`things/${7}` };
const answering =
  (body: string): Send =>
  async () => ({ status: 200, headers: {}, body });

const failing = (error: unknown) =>
  createClient(answering('{}'), {
    encode: () => ({}),
    parseResponse: () => {
      throw error;
    },
  });

const failureOf = async (error: unknown, repeatable: boolean) => {
  const thrown = await failing(error)
    .call(request, { repeatable })
    .catch((caught: unknown) => caught);
  expect(thrown).toBeInstanceOf(OperationError);
  return (thrown as OperationError).failure;
};

describe('a client', () => {
  it('sends what the adapter wrote, with the method of the request', async () => {
    const sent: unknown[] = [];
    const client = createClient(
      async (...call) => {
        sent.push(call);
        return { status: 200, headers: {}, body: '"fine"' };
      },
      { encode: ({ json }) => ({ json: { ...json, b: 2 } }), parseResponse: ({ body }) => JSON.parse(body) },
    );
    expect(await client.call({ ...request, json: { a: 1 } }, { repeatable: true })).toBe('fine');
    expect(sent).toEqual([['things/7', { method: 'PUT', json: { a: 1, b: 2 } }, { repeatable: true }]]);
  });

  it('says "nobody knows" only of what must not be repeated', async () => {
    expect(await failureOf(unclear('Hm.'), false)).toEqual({
      kind: 'unavailable',
      message: 'Hm.',
      outcomeUnknown: true,
    });
    // Nor that nothing was done, of a write that may be.
    expect(await failureOf(unclear('Hm.'), true)).toEqual({ kind: 'unavailable', message: 'Hm.', maybeDone: true });
  });

  it('does not let its own mistake look as if the request had never been carried out', async () => {
    const bug = new TypeError('x is undefined');
    expect(await failureOf(bug, false)).toMatchObject({ kind: 'bug', outcomeUnknown: true });
    expect(await failureOf(bug, true)).not.toHaveProperty('outcomeUnknown');
    expect((await failureOf(bug, false)).message).not.toContain('undefined');
  });

  it('has no choices unless the adapter knows some', () => {
    expect(failing(undefined).choices('statuses')).toEqual([]);
  });
});

describe('secrets', () => {
  const call = (send: Send): Promise<HttpResponse> => send('x', {}, { repeatable: true });
  const scrubbed = async (body: string, ...secrets: string[]) =>
    (await call(withoutSecrets(answering(body), secrets))).body;

  it.each([
    ['as it is', 'key a/b+c"d=', (key: string) => key],
    ['in an address', 'a/b+c"d=', encodeURIComponent],
    ['in an address, in lower case', 'a/b+c"d=', (key: string) => encodeURIComponent(key).toLowerCase()],
    ['in JSON', 'a/b+c"d=', (key: string) => JSON.stringify(key)],
    ['in JSON as PHP writes it', 'a/b+c"d=', (key: string) => JSON.stringify(key).replaceAll('/', '\\/')],
    ['in an address, with letters of other alphabets', 'pässwörd/ключ', encodeURIComponent],
    ['in JSON in JSON', 'a/b+c"d=', (key: string) => JSON.stringify(JSON.stringify(key)).slice(1, -1)],
    ['in an address in an address', 'a/b+c"d=', (key: string) => encodeURIComponent(encodeURIComponent(key))],
    [
      'in JSON with codes',
      'a/b+c"d=',
      (key: string) => key.replace(/\W/g, (one) => `\\u00${one.charCodeAt(0).toString(16)}`),
    ],
  ])('are taken out of an answer, spelled %s', async (_, key, spell) => {
    const body = await scrubbed(`before ${spell(key)} after`, key);
    expect(body).toMatch(/^before \\?"?\[hidden\]\\?"? after$/);
  });

  it('are taken out whatever they are made of, and nothing else is', async () => {
    const printable = fc.string({
      unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
      minLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(printable, async (key) => {
        const body = JSON.stringify({
          message: `Bad key é ${key} é`,
          url: `https://x/?apikey=${encodeURIComponent(key)}`,
        });
        expect(JSON.parse(await scrubbed(body, key))).toEqual({
          message: 'Bad key é [hidden] é',
          url: 'https://x/?apikey=[hidden]',
        });
      }),
      { examples: [['$&$1$$.']] },
    );
  });

  it('are found one inside the other, and short ones where they stand by themselves', async () => {
    expect(await scrubbed('abcdefgh-abcdef', 'abcdef', 'abcdefgh')).toBe('[hidden]-[hidden]');
    expect(await scrubbed('the demo tenant', 'demo')).toBe('the [hidden] tenant');
    expect(await scrubbed('a demonstration', 'demo')).toBe('a demonstration');
    expect(await scrubbed('nothing known')).toBe('nothing known');
  });
});
