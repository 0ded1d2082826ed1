import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { helpMessage } from '../../blocks/help.ts';
import type { Field } from '../../src/operations/fields.ts';
import { anyText } from './arbitrary.ts';
import { outline } from './outline.ts';
import { problemsOf } from './problems-of.ts';

const field = (more: Partial<Field> & Pick<Field, 'name' | 'kind'>): Field => ({
  label: 'Label',
  required: false,
  aliases: [],
  ...more,
});

describe('help', () => {
  it('for a vendor lists what can be typed, what changes data and what asks first', () => {
    const message = helpMessage({
      title: 'PMP CRM',
      reason: 'I do not know "serch <b>".',
      suggestion: '/pmp lead search',
      intro: 'Leads and tasks. Add `--private` to see the answer alone.',
      usage: [
        { command: '/pmp lead search', summary: 'Finds leads', risk: 'read' },
        { command: '/pmp lead add', summary: 'Adds a lead', risk: 'write' },
        { command: '/pmp lead delete', summary: 'Deletes a lead', risk: 'destructive' },
      ],
      examples: ['/pmp lead search acme'],
      next: [{ operation: 'pmp.lead.add', label: 'Open the form', input: {} }],
    });
    expect(outline(message)).toMatchInlineSnapshot(`
      "TEXT I do not know "serch &lt;b&gt;".
      Did you mean \`/pmp lead search\`?
      \`/pmp lead search\`, \`/pmp lead add\`, \`/pmp lead delete\`

      # PMP CRM
      I do not know "serch &lt;b&gt;".
      *Did you mean* \`/pmp lead search\`?
      Leads and tasks. Add \`--private\` to see the answer alone.
      \`/pmp lead search\` – Finds leads
      \`/pmp lead add\` – Adds a lead (changes data)
      \`/pmp lead delete\` – Deletes a lead (asks you first)
      *Examples*
      \`/pmp lead search acme\`
      [Open the form next:0]"
    `);
    expect(problemsOf(message)).toEqual([]);
  });

  it('for an operation explains every field with its limits', () => {
    const message = helpMessage({
      title: 'Add a note',
      usage: [{ command: '/jumptech note add <projectId> <text>', summary: 'Adds a note', risk: 'write' }],
      fields: [
        field({
          name: 'projectId',
          kind: 'text',
          label: 'Project',
          required: true,
          minLength: 36,
          maxLength: 36,
          aliases: ['project'],
        }),
        field({
          name: 'text',
          kind: 'multiline',
          label: 'Note',
          required: true,
          minLength: 1,
          maxLength: 500,
          hint: 'What happened.',
        }),
        field({ name: 'count', kind: 'integer', label: 'How many', minimum: 1, maximum: 5 }),
        field({ name: 'due', kind: 'date', label: 'Due' }),
        field({
          name: 'status',
          kind: 'select',
          label: 'Status',
          options: [
            { value: 'ON_HOLD', label: 'On hold' },
            { value: 'DONE', label: 'Done' },
          ],
        }),
      ],
      examples: ['/jumptech note add 7d733b90 Customer rang'],
    });
    expect(outline(message)).toMatchInlineSnapshot(`
      "TEXT Add a note
      \`/jumptech note add &lt;projectId&gt; &lt;text&gt;\`

      # Add a note
      \`/jumptech note add &lt;projectId&gt; &lt;text&gt;\` – Adds a note (changes data)
      *Fields*
      \`projectId\` Project: needed, exactly 36 characters. Also: \`project\`
      \`text\` Note: needed, at most 500 characters. What happened.
      \`count\` How many: optional, a whole number, 1 to 5.
      \`due\` Due: optional, a date.
      \`status\` Status: optional. One of: \`ON_HOLD\`, \`DONE\`
      *Examples*
      \`/jumptech note add 7d733b90 Customer rang\`"
    `);
    expect(problemsOf(message)).toEqual([]);
  });

  it('stays within a message with very many operations, and says that it does not show them all', () => {
    const usage = Array.from({ length: 90 }, (_, index) => ({
      command: `/pmp thing${index} do`,
      summary: 'Does a thing that takes quite some words to explain to a person who has never done it. '.repeat(2),
    }));
    const message = helpMessage({ title: 'PMP CRM', usage });
    expect(problemsOf(message)).toEqual([]);
    expect(outline(message)).toContain('30 more are not shown');
    expect(outline(message)).toContain('/pmp thing59 do');
  });

  it('is something Slack takes, whatever the words', () => {
    const help = fc.record({
      title: anyText,
      intro: anyText,
      reason: anyText,
      suggestion: anyText,
      usage: fc.array(fc.record({ command: anyText, summary: anyText })),
      fields: fc.array(
        fc.record({
          name: anyText,
          label: anyText,
          hint: anyText,
          kind: fc.constant('text' as const),
          required: fc.boolean(),
          aliases: fc.array(anyText, { maxLength: 3 }),
        }),
        { maxLength: 40, size: 'max' },
      ),
      examples: fc.array(anyText),
      notes: fc.array(anyText),
    });
    fc.assert(
      fc.property(help, (one) => {
        expect(problemsOf(helpMessage(one))).toEqual([]);
      }),
      { numRuns: 50, endOnFailure: true },
    );
  });
});
