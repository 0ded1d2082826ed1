import { describe, expect, it } from 'vitest';
import { parseDelivery } from '../../src/webhooks/parse.ts';

const parse = (body: unknown) =>
  parseDelivery(typeof body === 'string' ? body : JSON.stringify(body), 'deploys', undefined);

describe('a delivery of the documented form', () => {
  it('says what its sender put in', () => {
    expect(
      parse({
        title: ' Shop 1.2\nis live ',
        text: 'Two lines\nof text',
        facts: { Where: 'London', Tries: 2, Green: true, Empty: '', Nested: { a: 1 } },
        link: 'https://ci.example.com/42',
        critical: true,
        subject: 'shop',
        other: 'dropped',
      }),
    ).toEqual({
      headline: 'Shop 1.2 is live',
      title: 'Shop 1.2 is live',
      text: 'Two lines\nof text',
      facts: { Where: 'London', Tries: 2, Green: true },
      link: 'https://ci.example.com/42',
      critical: true,
      subject: 'shop',
      personal: [],
    });
  });

  it('loses a part that is wrong, and nothing else', () => {
    const odd = { title: 'Live', text: 7, facts: ['a'], link: 'javascript:alert(1)', critical: 'yes', subject: {} };
    expect(parse(odd)).toEqual({ headline: 'Live', title: 'Live', facts: {}, critical: false, personal: [] });
  });

  it('is cut to what a message can hold, never in the middle of a character', () => {
    const facts = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`Fact ${index}`, 'x'.repeat(5_000)]));
    const event = parse({ title: '📦'.repeat(500), text: 'y'.repeat(10_000), facts });
    expect(event.title.length).toBeLessThanOrEqual(200);
    // Half a character cannot be encoded.
    expect(() => encodeURIComponent(event.title)).not.toThrow();
    expect(event.text).toHaveLength(2_000);
    expect(Object.keys(event.facts)).toHaveLength(20);
    expect(String(event.facts['Fact 0'])).toHaveLength(500);
  });
});

describe('a delivery of any other form', () => {
  it('is titled by what looks like a title, with its plain values beside it', () => {
    expect(parse({ action: 'opened', number: 7, draft: false, repository: { name: 'shop' } })).toMatchObject({
      title: 'opened',
      facts: { number: 7, draft: false },
    });
    expect(parse({ title: '', message: 'Disk is full', host: 'db-1' })).toMatchObject({
      title: 'Disk is full',
      facts: { host: 'db-1' },
    });
    expect(parse({ number: 7 })).toMatchObject({ title: 'Delivery to the hook deploys', facts: { number: 7 } });
  });

  it.each([
    ['plain words', 'plain words'],
    ['[1,2]', '[1,2]'],
    ['"a"', '"a"'],
    ['null', 'null'],
    ['{"a":', '{"a":'],
  ])('is shown as it came: %s', (body, text) => {
    expect(parse(body)).toMatchObject({ title: 'Delivery to the hook deploys', text });
  });

  it('is one that its vendor cannot read', () => {
    const broken = {
      signatureHeader: 'x',
      read: () => {
        throw new Error('Nobody expected this');
      },
    };
    expect(parseDelivery('{"event":"lead.created"}', 'crm', broken)).toMatchObject({ title: 'lead.created' });
  });

  it('says that it came where it is empty', () => {
    expect(parse('')).toEqual({
      headline: 'Delivery to the hook deploys',
      title: 'Delivery to the hook deploys',
      facts: {},
      critical: false,
      personal: [],
    });
  });

  it('has no facts under names that mean something to programs', () => {
    const event = parse('{"title":"Live","facts":{"__proto__":{"a":1},"constructor":"x"}}');
    expect(Object.getPrototypeOf(event.facts)).toBe(Object.prototype);
    expect(event.facts).toEqual({ constructor: 'x' });
  });
});
