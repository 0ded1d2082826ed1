import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CardContext, cardMessage, pageCount, tookWords } from '../../blocks/card.ts';
import type { Card } from '../../src/operations/card.ts';
import { anyCard } from './arbitrary.ts';
import { outline } from './outline.ts';
import { problemsOf } from './problems-of.ts';

const cardContext: CardContext = {
  operation: 'Look at a lead',
  vendor: 'PMP CRM',
  actor: 'U012AB3CD',
  at: Date.UTC(2026, 11, 24, 14, 30),
  tookMs: 412,
  reference: 'BH-7K2M',
  dangerous: new Set(['pmp.lead.delete']),
};

const list = (count: number): Card => ({
  headline: `${count} leads match “acme”`,
  rows: Array.from({ length: count }, (_, index) => ({
    title: `Lead ${index + 1}`,
    details: ['New', { date: '2026-12-24' }],
  })),
});

const shown = (card: Card, page?: CardContext['page']) =>
  cardMessage(card, page ? { ...cardContext, page } : cardContext);

describe('a card', () => {
  it('takes a number where text is expected, as an update may show one', () => {
    const odd = [{ was: 5, now: 'five' }, { was: null, now: 7 }, { code: 42 }, { date: 20261224 }, { person: 3 }, {}];
    const facts = Object.fromEntries(odd.map((value, index) => [`Fact ${index}`, value])) as unknown as Card['facts'];
    const text = JSON.stringify(shown({ headline: 'Changed', ...(facts ? { facts } : {}) }));
    expect(text).toContain('5 → five');
    expect(text).toContain('`42`');
    expect(text).toContain('(empty) → 7');
  });

  it('shows the codes of emoji in a vendor’s words as they are', () => {
    const card = {
      headline: 'Paid :tada:',
      facts: { State: 'Paid :white_check_mark:' },
      rows: [{ title: ':b: :100:' }],
    };
    const markup = JSON.stringify(shown(card), (_key, value) => (value?.type === 'plain_text' ? undefined : value));
    expect(markup).not.toMatch(/:(tada|white_check_mark|b|100):/);
    expect(JSON.stringify(shown(card))).not.toContain('"emoji":true');
  });

  it('reads from headline to footer, with every value in its place', () => {
    const card: Card = {
      headline: 'Lead 4711: Ada & Co',
      body: 'Rang twice.\n*Wants* a <b>morning</b> slot.',
      facts: {
        Name: 'Ada *Lovelace*',
        Due: { date: '2026-12-24' },
        Id: { code: '7d733b90' },
        Site: { link: 'https://ada.example/?a=1&b=2', text: 'ada.example' },
        Status: { was: 'New', now: 'Won' },
        Active: true,
        Empty: '',
        Note: 'One line\nand another',
      },
      notes: ['The vendor keeps no history of this.'],
      next: [
        { operation: 'pmp.lead.update', label: 'Change it', input: { id: 4711 } },
        { operation: 'pmp.lead.delete', label: 'Delete', input: { id: 4711 } },
      ],
    };
    expect(outline(shown(card))).toMatchInlineSnapshot(`
      "TEXT Lead 4711: Ada &amp; Co
      Name: Ada ∗Lovelace∗, Due: 24 Dec 2026, Id: \`7d733b90\`

      # Lead 4711: Ada & Co
      Rang twice.
      *Wants* a <b>morning</b> slot.
      | *Name* = Ada ∗Lovelace∗
      | *Due* = 24 Dec 2026
      | *Id* = \`7d733b90\`
      | *Site* = <https://ada.example/?a=1&amp;b=2|ada.example>
      | *Status* = New → Won
      | *Active* = Yes
      *Note*
      One line
      and another
      ~ *Note:* The vendor keeps no history of this.
      [Change it next:10] [Delete (danger) next:11]
      ~ Look at a lead · PMP CRM · asked by <@U012AB3CD> · <!date^1798122600^{date_short_pretty} {time}|24 Dec 2026, 14:30 UTC> · 0.4 s · \`BH-7K2M\`"
    `);
    expect(problemsOf(shown(card))).toEqual([]);
  });

  it('shows a list page by page and says where one is', () => {
    const card = list(312);
    expect(pageCount(card)).toBe(32);
    const message = shown(card, { number: 3, snapshot: 'S1' });
    expect(message.text).toContain('Lead 21, Lead 22');
    expect(
      outline({ ...message, blocks: [...message.blocks.slice(0, 2), ...message.blocks.slice(11)] }),
    ).toMatchInlineSnapshot(`
      "TEXT 312 leads match “acme”
      Lead 21, Lead 22, Lead 23, Lead 24, Lead 25, Lead 26, Lead 27, Lead 28, Lead 29, Lead 30

      # 312 leads match “acme”
      *Lead 21*
      New · 24 Dec 2026
      ~ 21–30 of 312
      [Previous page page:0] [Next page page:1]
      ~ Look at a lead · PMP CRM · asked by <@U012AB3CD> · <!date^1798122600^{date_short_pretty} {time}|24 Dec 2026, 14:30 UTC> · 0.4 s · \`BH-7K2M\`"
    `);
  });

  it('has no way back on the first page, none forward on the last, and no pages where one is enough', () => {
    const labels = (card: Card, number: number) =>
      JSON.stringify(shown(card, { number, snapshot: 'S1' }).blocks).match(/(Previous|Next) page/g);
    expect(labels(list(25), 1)).toEqual(['Next page']);
    expect(labels(list(25), 3)).toEqual(['Previous page']);
    expect(labels(list(25), 99)).toEqual(['Previous page']);
    expect(labels(list(10), 1)).toBeNull();
    expect(pageCount({ headline: 'Nothing found' })).toBe(1);
  });

  it('gives a row its button, named after the row for screen readers', () => {
    const row = { title: 'Acme', next: { operation: 'pmp.lead.view', label: 'Open', input: { id: 1 } } };
    expect(shown({ headline: 'One lead', rows: [row] }).blocks[1]).toMatchObject({
      accessory: {
        action_id: 'next:0',
        accessibility_label: 'Open: Acme',
        value: '{"operation":"pmp.lead.view","input":{"id":1}}',
      },
    });
  });

  it('paints only destructive operations red, and none green', () => {
    const next = ['pmp.lead.view', 'pmp.lead.delete'].map((operation) => ({ operation, label: operation, input: {} }));
    const styles = JSON.stringify(shown({ headline: 'Lead', next }).blocks).match(/"style":"\w+"/g);
    expect(styles).toEqual(['"style":"danger"']);
  });

  it('leaves out a button that would have to carry too much', () => {
    const next = [{ operation: 'pmp.lead.update', label: 'Change', input: { text: 'x'.repeat(2000) } }];
    expect(shown({ headline: 'Lead', next }).blocks.map(({ type }) => type)).toEqual(['header', 'context']);
  });

  it('sets a headline in bold when it is too long for a heading', () => {
    const [first] = shown({ headline: `${'word '.repeat(40)}end` }).blocks;
    expect(first).toMatchObject({ type: 'section', text: { text: expect.stringMatching(/^\*word .* end\*$/) } });
  });

  it('counts what it does not show', () => {
    const facts = Object.fromEntries(Array.from({ length: 43 }, (_, index) => [`Fact ${index}`, index]));
    expect(JSON.stringify(shown({ headline: 'Much', facts }).blocks)).toContain('3 further details are not shown');
  });

  it('lets the longest texts give way when a message gets too heavy', () => {
    const facts = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`Fact ${index}`, 'long '.repeat(600)]));
    const message = shown({ headline: 'Heavy', facts: { Short: 'stays whole', ...facts } });
    expect(problemsOf(message)).toEqual([]);
    expect(JSON.stringify(message)).toContain('stays whole');
  });

  it('draws any page of ten thousand rows at once', () => {
    const card = list(10_000);
    const started = performance.now();
    expect(problemsOf(shown(card, { number: 777, snapshot: 'S1' }))).toEqual([]);
    expect(performance.now() - started).toBeLessThan(200);
  });

  it('is something Slack takes, whatever the vendor put into it', () => {
    fc.assert(
      fc.property(anyCard, fc.integer({ min: -1, max: 5 }), (card, number) => {
        expect(problemsOf(shown(card, { number, snapshot: 'S1' }))).toEqual([]);
      }),
      { numRuns: 150, endOnFailure: true },
    );
  });
});

it('tells how long it took in words', () => {
  expect([40, 412, 9940, 9960, 61_000, 125_000].map(tookWords)).toEqual([
    '0.0 s',
    '0.4 s',
    '9.9 s',
    '10 s',
    '1 min 1 s',
    '2 min 5 s',
  ]);
});
