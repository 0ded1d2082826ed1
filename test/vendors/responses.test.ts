import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { badKey, cleaned, jsonOf, limiting, retryAfterOf, troubleOf } from '../../src/vendors/shared/responses.ts';

const answer = (status: number, headers: Record<string, string> = {}) => ({ status, headers, body: '' });

const awkward = fc.constantFrom('a', 'é', ' ', '\n', '\u0007', '<', '>', '🔌', '\u202e');

describe('the words of a vendor', () => {
  it.each([
    ['<p>The <b>Company</b> field is required.</p>', 'The Company field is required.'],
    ['line one\r\n\tline two', 'line one line two'],
    ['a\u0000b\u0007c\u0085d', 'a b c d'],
    ['5 < 6', '5 < 6'],
    ['<<b>', '<'],
    [' ', ''],
    [undefined, ''],
    [{ message: 'x' }, ''],
  ])('%j becomes %j', (words, clean) => {
    expect(cleaned(words)).toBe(clean);
  });

  it('are one line of at most the limit, with no half character at its end', () => {
    fc.assert(
      fc.property(fc.string({ unit: awkward, maxLength: 60 }), fc.integer({ min: 1, max: 50 }), (words, limit) => {
        const clean = cleaned(words, limit);
        expect(clean.length).toBeLessThanOrEqual(limit);
        expect(clean).not.toMatch(/[\p{Cc}\n]/u);
        expect(clean).not.toMatch(/[\ud800-\udbff]$/);
      }),
    );
    expect(cleaned('🔌'.repeat(200), 10)).toBe('🔌🔌🔌🔌…');
  });

  it('are cleaned in no time, however many brackets they hold', () => {
    const before = performance.now();
    cleaned('<'.repeat(1_000_000));
    expect(performance.now() - before).toBeLessThan(50);
  });
});

describe('an answer as JSON', () => {
  it('may begin with a byte order mark, and is undefined when it is not JSON', () => {
    expect(jsonOf({ body: '\uFEFF{"a":1}' })).toEqual({ a: 1 });
    for (const body of ['', '<html>', '{"a":', 'null and more']) expect(jsonOf({ body })).toBeUndefined();
    expect(jsonOf({ body: 'null' })).toBeNull();
  });
});

describe('Retry-After', () => {
  it.each([
    ['30', 30],
    [new Date(Date.now() + 60_000).toUTCString(), expect.closeTo(60, -1)],
    ['0', undefined],
    ['-5', undefined],
    ['99999999', undefined],
    ['soon', undefined],
    [undefined, undefined],
  ])('%s means %s seconds', (header, seconds) => {
    expect(retryAfterOf({ headers: { 'retry-after': header } })).toEqual(seconds);
  });
});

describe('trouble that is the same at every vendor', () => {
  it.each([200, 204, 209, 400, 401, 403, 404, 405, 418, 422])('is not what HTTP %i says', (status) => {
    expect(troubleOf('Acme', answer(status))).toBeUndefined();
  });

  it('is a limit, with the time to wait', () => {
    expect(troubleOf('Acme', answer(429, { 'retry-after': '7' }))?.failure).toEqual({
      kind: 'unavailable',
      message: 'Acme is limiting requests.',
      retryAfterSeconds: 7,
    });
    expect(limiting('Acme', { headers: {} }).failure).not.toHaveProperty('retryAfterSeconds');
  });

  it.each([500, 502, 503, 504, 520])('is HTTP %i, after which nobody knows whether it was done', (status) => {
    expect(troubleOf('Acme', answer(status))?.failure).toEqual({
      kind: 'unavailable',
      message: `Acme has a problem of its own (HTTP ${status}).`,
      outcomeUnknown: true,
    });
  });

  it('is a redirect: certainly not done where the address moved, unknown where it may follow finished work', () => {
    const unknown = [301, 307, 308, 300, 302, 303, 304].filter(
      (status) => troubleOf('Acme', answer(status, { location: 'https://evil.example' }))?.failure.outcomeUnknown,
    );
    expect(unknown).toEqual([300, 302, 303, 304]);
    expect(troubleOf('Acme', answer(302, { location: 'https://evil.example' }))?.message).toBe(
      'Acme sent the request elsewhere, which is not allowed.',
    );
  });

  it('is a bad key, which trying again does not mend', () => {
    expect(badKey('Acme', 'Forbidden').failure).toEqual({
      kind: 'unavailable',
      message: 'Acme does not accept the bot\'s key ("Forbidden"). The administrator has to check it.',
      permanent: true,
    });
  });
});
