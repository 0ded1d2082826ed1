import fc from 'fast-check';
import type { Card, Facts, Next, Row, Value } from '../../src/operations/card.ts';
import { hostileText } from '../support/hostile-text.ts';

/** From nothing at all to far more than Slack takes, of every kind of character. */
export const anyText = fc.oneof(
  { weight: 6, arbitrary: hostileText },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', ' ', '&'.repeat(3000), '<'.repeat(800), 'ä'.repeat(4000), '_*~`'.repeat(900)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(hostileText, fc.integer({ min: 1, max: 300 }))
      .map(([text, times]) => text.repeat(times).slice(0, 6000)),
  },
);

const value: fc.Arbitrary<Value> = fc.oneof(
  { weight: 4, arbitrary: anyText },
  fc.double(),
  fc.boolean(),
  fc.constantFrom(null, undefined),
  anyText.map((date) => ({ date })),
  fc
    .date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') })
    .map((date) => ({ date: date.toISOString() })),
  anyText.map((code) => ({ code })),
  fc.record({ link: fc.oneof(fc.webUrl(), anyText), text: anyText }),
  fc.record({ was: anyText, now: anyText }),
);

const few = <T>(item: fc.Arbitrary<T>, most: number) => fc.array(item, { maxLength: most, size: 'max' });

export const anyFacts: fc.Arbitrary<Facts> = few(fc.tuple(anyText, value), 45).map(Object.fromEntries);

const next: fc.Arbitrary<Next> = fc.record({
  operation: fc.constantFrom('pmp.lead.view', 'pmp.lead.delete'),
  label: anyText,
  input: fc.dictionary(fc.string({ maxLength: 8 }), fc.oneof(anyText, fc.integer(), fc.boolean()), { maxKeys: 3 }),
});

const row: fc.Arbitrary<Row> = fc.record({ title: anyText, details: few(value, 8), next }, { requiredKeys: ['title'] });

export const anyCard: fc.Arbitrary<Card> = fc.record(
  {
    headline: anyText,
    body: anyText,
    facts: anyFacts,
    rows: few(row, 25),
    notes: few(anyText, 8),
    next: few(next, 30),
  },
  { requiredKeys: ['headline'] },
);
