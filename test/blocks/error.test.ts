import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ErrorContext, errorMessage, errorView, waitWords } from '../../blocks/error.ts';
import type { Failure } from '../../src/errors.ts';
import { anyText } from './arbitrary.ts';
import { outline } from './outline.ts';
import { problemsOf } from './problems-of.ts';

const errorContext: ErrorContext = { operation: 'Add a note', risk: 'write', reference: 'BH-7K2M', vendor: 'Jumptech' };
const shown = (failure: Failure, more: Partial<ErrorContext> = {}) =>
  outline(errorMessage(failure, { ...errorContext, ...more }));

describe('a failure', () => {
  it('of the input says which field and what would be right, and offers the form', () => {
    const failure: Failure = {
      kind: 'input',
      message: 'Two values do not fit.',
      fields: { due_date: 'Give a date.', id: 'Give <the> id.' },
    };
    expect(shown(failure, { edit: 'D1' })).toMatchInlineSnapshot(`
      "TEXT Not done: Add a note
      Two values do not fit.
      Nothing was changed. Correct it and send it again.

      # Not done: Add a note
      Two values do not fit.
      *due_date*: Give a date.
      *id*: Give &lt;the&gt; id.
      Nothing was changed. Correct it and send it again.
      [Open the form form:0]
      ~ If you ask for help, quote \`BH-7K2M\`"
    `);
  });

  it('of permission says that nothing was changed and who decides', () => {
    expect(shown({ kind: 'denied', message: 'Only members of operations may delete leads.' })).toMatchInlineSnapshot(`
      "TEXT Not allowed: Add a note
      Only members of operations may delete leads.
      Nothing was changed. The administrator of the bot decides who may do what.

      # Not allowed: Add a note
      Only members of operations may delete leads.
      Nothing was changed. The administrator of the bot decides who may do what.
      ~ If you ask for help, quote \`BH-7K2M\`"
    `);
  });

  it('of a read never says that nothing was changed', () => {
    const failures: Failure[] = [
      { kind: 'denied', message: 'No rule of the policy allows it.' },
      { kind: 'input', message: 'Two values do not fit.' },
      { kind: 'refused', message: 'Too wide.' },
      { kind: 'unavailable', message: 'PMP cannot be reached.' },
      { kind: 'unavailable', message: 'The key is not valid.', permanent: true },
      { kind: 'bug', message: '' },
    ];
    for (const failure of failures) {
      for (const edit of [{}, { edit: 'D1' }]) {
        expect(shown(failure, { ...edit, operation: 'Search leads', risk: 'read' })).not.toMatch(/chang/);
        expect(problemsOf(errorMessage(failure, { ...errorContext, ...edit, risk: 'read' }))).toEqual([]);
      }
    }
  });

  it('of what nobody knows whether it reads or writes claims no more than it can', () => {
    const { risk: _, ...unknown } = errorContext;
    expect(outline(errorMessage({ kind: 'denied', message: 'No.' }, unknown))).toContain('Nothing was done.');
  });

  it('from the vendor gives its words, disarmed, and its reference', () => {
    const failure: Failure = { kind: 'refused', message: 'Project *closed* <!channel>', vendorReference: 'req_`9`' };
    expect(shown(failure)).toMatchInlineSnapshot(`
      "TEXT Not done: Add a note
      Project ∗closed∗ &lt;!channel&gt;
      If you are sure of the values, ask whoever looks after Jumptech.

      # Not done: Add a note
      Project *closed* <!channel>
      If you are sure of the values, ask whoever looks after Jumptech.
      ~ If you ask for help, quote \`BH-7K2M\` · Jumptech reference \`req_ˋ9ˋ\`"
    `);
  });

  it('of the vendor’s service says when to try again, with a button', () => {
    const failure: Failure = { kind: 'unavailable', message: 'Jumptech asks for fewer calls.', retryAfterSeconds: 120 };
    expect(shown(failure, { retry: true })).toMatchInlineSnapshot(`
      "TEXT Not done: Add a note
      Jumptech asks for fewer calls.
      Nothing was changed. Your input was not the cause. Try again in about 2 minutes.

      # Not done: Add a note
      Jumptech asks for fewer calls.
      Nothing was changed. Your input was not the cause. Try again in about 2 minutes.
      [Try again retry:0]
      ~ If you ask for help, quote \`BH-7K2M\`"
    `);
    expect(shown({ kind: 'unavailable', message: 'No answer.' })).toContain('in a few minutes');
  });

  it('never says that nothing was changed of a write that may be done', () => {
    const words = shown({ kind: 'unavailable', message: 'No answer.', maybeDone: true }, { retry: true });
    expect(words).not.toContain('Nothing was changed');
    expect(words).toContain('It may have been done all the same');
    expect(words).toContain('[Try again');
  });

  it('with unknown outcome says so, and never offers a blind repeat', () => {
    const failure: Failure = { kind: 'unavailable', message: 'Jumptech closed the connection.', outcomeUnknown: true };
    expect(shown(failure, { retry: true })).toMatchInlineSnapshot(`
      "TEXT Outcome unknown: Add a note
      Jumptech closed the connection.
      It may have been sent, but no clear answer came back. Look it up at Jumptech before you send it again.

      # Outcome unknown: Add a note
      Jumptech closed the connection.
      It may have been sent, but no clear answer came back. Look it up at Jumptech before you send it again.
      ~ If you ask for help, quote \`BH-7K2M\`"
    `);
  });

  it('of ours says nothing of its details', () => {
    const failure: Failure = {
      kind: 'bug',
      message: 'TypeError: x of undefined',
      fields: { secret: 'leak' },
      vendorReference: 'V-1',
    };
    expect(shown(failure)).toMatchInlineSnapshot(`
      "TEXT Something went wrong in the bot: Add a note
      It was not your input. Before you repeat a change, look whether it was made.

      # Something went wrong in the bot: Add a note
      It was not your input. Before you repeat a change, look whether it was made.
      ~ If you ask for help, quote \`BH-7K2M\`"
    `);
  });

  it('has a retry button only where asked, and only with a reference', () => {
    const failure: Failure = { kind: 'unavailable', message: 'No answer.' };
    expect(shown(failure)).not.toContain('retry');
    expect(outline(errorMessage(failure, { operation: 'Add a note', retry: true }))).not.toContain('retry');
  });

  it('shows in a modal as well', () => {
    const view = errorView({ kind: 'refused', message: 'Project closed.' }, errorContext);
    expect(outline(view)).toMatchInlineSnapshot(`
      "MODAL Add a note [undefined] [Close]
      # Not done: Add a note
      Project closed.
      If you are sure of the values, ask whoever looks after Jumptech.
      ~ If you ask for help, quote \`BH-7K2M\`"
    `);
    expect(errorView({ kind: 'bug', message: '' }, {}).title.text).toBe('Bellhop');
  });

  it('is something Slack takes, whatever the vendor said', () => {
    const failure = fc.record(
      {
        kind: fc.constantFrom('input', 'denied', 'refused', 'unavailable', 'bug'),
        message: anyText,
        fields: fc.dictionary(anyText, anyText, { maxKeys: 40 }),
        retryAfterSeconds: fc.nat(),
        outcomeUnknown: fc.boolean(),
        vendorReference: anyText,
      },
      { requiredKeys: ['kind', 'message'] },
    ) as fc.Arbitrary<Failure>;
    fc.assert(
      fc.property(failure, anyText, (one, vendor) => {
        expect(problemsOf(errorMessage(one, { ...errorContext, vendor, retry: true, edit: 'D1' }))).toEqual([]);
        expect(problemsOf(errorView(one, { ...errorContext, vendor, operation: vendor }))).toEqual([]);
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });
});

it('tells waiting times in words', () => {
  expect([0.2, 1, 30, 120, 7200].map(waitWords)).toEqual([
    'in about 1 second',
    'in about 1 second',
    'in about 30 seconds',
    'in about 2 minutes',
    'in about 2 hours',
  ]);
});
