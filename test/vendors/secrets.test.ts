import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operations } from '../../src/operations/catalog.ts';
import type { Operation } from '../../src/operations/operation.ts';
import { jframeworkSettings } from '../../src/vendors/jframework/settings.ts';
import { HIDDEN, withoutSecrets } from '../../src/vendors/shared/secrets.ts';
import { serve } from '../http/support.ts';
import { performing } from '../support/vendor-replay.ts';

const read = async (body: string, ...secrets: string[]) =>
  withoutSecrets(async () => ({ status: 200, headers: {}, body }), secrets)('x', {}, { repeatable: true });

/** Every character spelled one way. */
const each = (spell: (character: string, code: number) => string) => (secret: string) =>
  [...secret].map((character) => spell(character, character.codePointAt(0) ?? 0)).join('');
const bytes = (text: string) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const units = (text: string, digits: (code: string) => string) =>
  text
    .split('')
    .map((unit) => `\\u${digits(unit.charCodeAt(0).toString(16).padStart(4, '0'))}`)
    .join('');

const SPELLINGS: [string, (secret: string) => string][] = [
  ['as it is', (secret) => secret],
  ['in capitals', (secret) => (/^[a-z]+$/.test(secret) ? secret.toUpperCase() : secret)],
  ['with every character in percents', bytes],
  ['as numbers of HTML', each((_, code) => `&#${code};`)],
  ['as padded numbers of HTML', each((_, code) => `&#0${code};`)],
  ['as hex numbers of HTML', each((_, code) => `&#x${code.toString(16)};`)],
  ['as HTML in HTML', each((_, code) => `&amp;#${code};`)],
  ['with codes of JavaScript', (secret) => units(secret, (code) => code)],
  ['with codes of JavaScript in capitals', (secret) => units(secret, (code) => code.toUpperCase())],
  [
    'half in codes',
    (secret) => units([...secret].slice(0, 2).join(''), (code) => code) + [...secret].slice(2).join(''),
  ],
];
const SECRETS = ['L0ng-secret/4711', 'abc', 'p4ss', 'x9', 'Zoë&"<5', '12345'];

describe.each(SECRETS)('a secret such as %s', (secret) => {
  it.each(SPELLINGS)('is taken out of the strings of an answer, spelled %s', async (_, spell) => {
    const answer = await read(
      JSON.stringify({ message: `Bad: ${spell(secret)}.`, list: [{ deep: spell(secret) }] }),
      secret,
    );
    expect(answer.json).toEqual({ message: `Bad: ${HIDDEN}.`, list: [{ deep: HIDDEN }] });
  });

  it('is taken out when JSON itself spells its characters in codes', async () => {
    const answer = await read(`{"message":"Bad: ${units(secret, (code) => code)}."}`, secret);
    expect(answer.json).toEqual({ message: `Bad: ${HIDDEN}.` });
  });

  it.each(SPELLINGS)('is taken out of a text that is no JSON, spelled %s', async (_, spell) => {
    const { body, json } = await read(`<p>Bad: ${spell(secret)}.</p>`, secret);
    expect(body).toBe(`<p>Bad: ${HIDDEN}.</p>`);
    expect(json).toBeUndefined();
  });
});

it('hides a secret that is a number, or part of a key', async () => {
  const { json } = await read('{"pin":471147,"by 471147":1,"n":4711}', '471147');
  expect(json).toEqual({ pin: HIDDEN, [`by ${HIDDEN}`]: 1, n: 4711 });
});

it('leaves the names of fields and longer words alone', async () => {
  const { json } = await read('{"name":"rename it","status":"names"}', 'name');
  expect(json).toEqual({ name: 'rename it', status: 'names' });
});

it('takes any secret out of any string, short or long', async () => {
  const secret = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((text) => /\S/.test(text));
  await fc.assert(
    fc.asyncProperty(secret, fc.constantFrom(...SPELLINGS), async (hidden, [, spell]) => {
      const { json } = await read(JSON.stringify([`key "${spell(hidden)}" refused`]), hidden);
      const [text] = json as [string];
      // A very short one may be in "key" or "refused" too.
      expect(text.startsWith('key') || text.startsWith(HIDDEN)).toBe(true);
      expect(text).not.toContain(`"${spell(hidden)}"`);
    }),
  );
});

it('takes a secret out whose characters are spelled in different ways, escaped for JSON once more', async () => {
  const spell = fc.constantFrom(
    (character: string) => character,
    bytes,
    (character: string) => units(character, (code) => code),
    (character: string) => `&#${character.codePointAt(0)};`,
    (character: string) => `&amp;#x0${character.codePointAt(0)?.toString(16)};`,
    (character: string) => (/\w/.test(character) ? character : `\\${character}`),
  );
  const coded = (json: string) => json.replace(/[&%#;]/g, (sign) => units(sign, (code) => code));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...SECRETS, 'a%2/b\\c', 'line\nbreak', 'smørrebrød', 'k€y😀s'),
      fc.array(spell, { minLength: 12, maxLength: 12 }),
      fc.boolean(),
      async (secret, ways, isCoded) => {
        const spelled = [...secret].map((character, at) => ways[at % ways.length]?.(character)).join('');
        const body = JSON.stringify({ message: `Bad: ${spelled}.` });
        const { json } = await read(isCoded ? coded(body) : body, secret);
        expect(json).toEqual({ message: `Bad: ${HIDDEN}.` });
      },
    ),
    { numRuns: 500 },
  );
});

it('passes an answer on as it is when no escape in it can be part of a secret', async () => {
  const send = async () => ({ status: 200, headers: {}, body, json });
  const body = '{"name":"Marks &amp; Sons","city":"K\\u00f8benhavn","off":"5%","note":"a\\nb \\"c\\"","at":"x\\/y"}';
  const json = JSON.parse(body);
  const answer = await withoutSecrets(send, ['L0ng-secret/4711'])('x', {}, { repeatable: true });
  expect(answer.json).toBe(json);
});

describe('an SMS setting', () => {
  const operation = (id: string) => operations.find((one) => one.id === `jframework.sms.${id}`) as Operation;
  const sent: string[] = [];
  let stored: Record<string, unknown> = {};
  const start = async () => {
    const { url } = await serve((response, request, body) => {
      if (request.method !== 'GET') sent.push(body);
      const data = request.url?.endsWith('/sms') ? [stored] : stored;
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ success: true, data }));
    });
    return performing({
      jframework: jframeworkSettings.parse({
        JFRAMEWORK_BASE_URL: `${url}/api/v1`,
        JFRAMEWORK_BRAND_URL: 'brand.example.com',
        JFRAMEWORK_AUTH_KEY: 'key-4711-key',
        JFRAMEWORK_SMS_CREDENTIALS: '{"main":{"username":"smsus","password":"pw9"}}',
      }),
    });
  };
  const setting = {
    id: 's1',
    name: 'Line of smsus',
    phoneNumber: '+4512345678',
    status: 'Active',
    appIntegration: { id: 'p1' },
  };
  const basic = Buffer.from('smsus:pw9').toString('base64');

  it('shows neither user name nor password, nor the two as a header', async () => {
    stored = { ...setting, description: `smsus / pw9 / Basic ${basic}` };
    const run = await start();
    for (const [id, input] of [
      ['get', { id: 's1' }],
      ['list', {}],
    ] as const) {
      const { outcome } = await run(operation(id), input);
      expect(outcome.state).toBe('succeeded');
      expect(JSON.stringify(outcome)).not.toMatch(/smsus|pw9/);
      expect(JSON.stringify(outcome)).not.toContain(basic);
    }
  });

  it('is not written back without what was hidden in it', async () => {
    stored = setting;
    const run = await start();
    const change = { id: 's1', credentials: 'main', status: 'Inactive' };
    const { outcome } = await run(operation('update'), change);
    expect(outcome.failure).toMatchObject({ kind: 'input', fields: { name: expect.any(String) } });
    expect(sent).toEqual([]);
    expect((await run(operation('update'), { ...change, name: 'A line' })).outcome.state).toBe('succeeded');
    expect(sent.join()).toContain('"name":"A line"');
  });
});
