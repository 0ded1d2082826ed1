import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXIT, exitCodeOf } from '../../doors/terminal/exit-codes.ts';
import { cardLines } from '../../doors/terminal/render.ts';
import { showAnswer } from '../../doors/terminal/show.ts';
import { helpForOperation } from '../../src/commands/usage.ts';
import type { Outcome } from '../../src/journal/intent.ts';
import { findOperation } from '../../src/operations/catalog.ts';
import { fieldsOf } from '../../src/operations/fields.ts';
import type { Operation } from '../../src/operations/operation.ts';

const plain = { columns: 80, colours: false };

describe('a card in the terminal', () => {
  it('shows headline, facts in a column, rows as a table and notes', () => {
    const lines = cardLines(
      {
        headline: '2 leads found for "acme"',
        facts: { Status: 'Open', Due: { date: '2026-12-24' }, City: { was: 'Leeds', now: '' }, Nothing: undefined },
        rows: [
          { title: 'Ada Lovelace', details: ['Acme Ltd', { code: '17' }] },
          { title: 'Bo', details: ['Northgate Joinery', { code: '230' }] },
        ],
        notes: ['PMP shows the first 100.'],
      },
      plain,
    );
    expect(`\n${lines.join('\n')}\n`).toMatchInlineSnapshot(`
      "
      2 leads found for "acme"

      Status  Open
      Due     2026-12-24
      City    Leeds → (empty)

      Ada Lovelace  Acme Ltd           17
      Bo            Northgate Joinery  230

      Note: PMP shows the first 100.
      "
    `);
  });

  it('lets no text of a vendor move the cursor or forge a line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const hostile = `\u001b[2J\u001b]0;title\u0007${text}\u009b31m`;
        const lines = cardLines(
          { headline: hostile, facts: { [hostile]: hostile }, rows: [{ title: hostile }] },
          plain,
        );
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not come through
        for (const line of lines) expect(line).not.toMatch(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/);
        expect(lines.length).toBeLessThanOrEqual(5);
      }),
    );
  });
});

describe('help in JSON', () => {
  const asked = (operation: Operation): { operation: { input: object; output: object }; help: object } => {
    const lines: string[] = [];
    const io = { out: (line: string) => lines.push(line), note: () => {}, json: true, yes: false, look: plain };
    showAnswer({ help: helpForOperation(operation, fieldsOf(operation)) }, io);
    return JSON.parse(lines.join('\n'));
  };

  it('carries the schemas of the operation, for a program', () => {
    const { operation, help } = asked(findOperation('pmp.lead.get')!);
    expect(help).toMatchObject({ title: 'Open a lead' });
    expect(operation).toMatchObject({
      input: { properties: { id: { title: 'Lead number', type: 'string' } } },
      output: { properties: { name: { type: 'string' } } },
      records: { resource: 'pmp.lead' },
    });
  });
});

describe('the exit code', () => {
  it.each<[Outcome | undefined, number]>([
    [{ state: 'succeeded', tookMs: 1 }, EXIT.done],
    [{ state: 'refused', tookMs: 1, failure: { kind: 'refused', message: '' } }, EXIT.refused],
    [{ state: 'refused', tookMs: 1, failure: { kind: 'input', message: '' } }, EXIT.input],
    [{ state: 'denied', tookMs: 1, failure: { kind: 'denied', message: '' } }, EXIT.denied],
    [{ state: 'failed', tookMs: 1, failure: { kind: 'unavailable', message: '' } }, EXIT.unavailable],
    [{ state: 'failed', tookMs: 1, failure: { kind: 'bug', message: '' } }, EXIT.bug],
    [
      { state: 'unknown', tookMs: 1, failure: { kind: 'unavailable', message: '', outcomeUnknown: true } },
      EXIT.unknown,
    ],
    [undefined, EXIT.waiting],
  ])('of %j is %i', (outcome, code) => expect(exitCodeOf(outcome)).toBe(code));
});
