import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorsByField, type FormDraft, formView } from '../../blocks/form.ts';
import { fieldValues, INPUT_ACTION, type StateValues } from '../../blocks/form-values.ts';
import type { Field, FieldKind } from '../../src/operations/fields.ts';
import { anyText } from './arbitrary.ts';
import { outline } from './outline.ts';
import { problemsOf } from './problems-of.ts';

const field = (name: string, kind: FieldKind, more: Partial<Field> = {}): Field => ({
  name,
  kind,
  label: name[0]?.toUpperCase() + name.slice(1),
  required: false,
  aliases: [],
  ...more,
});

const options = ['NEW', 'WON', 'LOST'].map((value) => ({ value, label: value.toLowerCase() }));
const every: readonly Field[] = [
  field('title', 'text', { required: true, maxLength: 20, placeholder: 'Kitchen' }),
  field('note', 'multiline', { minLength: 5 }),
  field('price', 'number', { minimum: 0, maximum: 100 }),
  field('count', 'integer', { default: 1 }),
  field('mail', 'email'),
  field('site', 'url'),
  field('due', 'date'),
  field('visit', 'datetime'),
  field('status', 'select', { options }),
  field('stages', 'multiselect', { options }),
  field('urgent', 'checkbox'),
  field('tags', 'list', { hint: 'Any words.' }),
  field('photos', 'file', { maxItems: 3, maxBytes: 20 * 2 ** 20 }),
];

const draft = (more: Partial<FormDraft> = {}): FormDraft => ({
  operation: { id: 'pmp.lead.add', title: 'Add a lead', summary: 'Puts a new lead into the list.', risk: 'write' },
  fields: every,
  values: {},
  metadata: 'K1',
  ...more,
});

/** What Slack reports when a person submits the form just as it opened. */
function submitted(view: ReturnType<typeof formView>): StateValues {
  const inputs = view.blocks.flatMap((block) => ('element' in block ? [block] : []));
  return Object.fromEntries(
    inputs.map(({ block_id = '', element }) => {
      const initial = element as unknown as Record<string, unknown>;
      const reported = {
        value: initial.initial_value ?? null,
        selected_date: initial.initial_date ?? null,
        selected_date_time: initial.initial_date_time ?? null,
        selected_option: initial.initial_option ?? null,
        selected_options: initial.initial_options ?? [],
        files: [],
      };
      return [block_id, { [INPUT_ACTION]: reported }];
    }),
  );
}

const full = {
  title: 'Replace the switch',
  note: 'Line one\nLine two',
  price: 12.5,
  count: 3,
  mail: 'ada@example.com',
  site: 'https://ada.example/',
  due: '2026-12-24',
  visit: '2026-12-24T14:30:00Z',
  status: 'WON',
  stages: ['NEW', 'LOST'],
  urgent: true,
  tags: ['one', 'two'],
};

describe('a form', () => {
  it('asks for every kind of field with the element made for it, filled in', () => {
    const view = formView(draft({ values: full }));
    expect(outline(view)).toMatchInlineSnapshot(`
      "MODAL Add a lead [Add a lead] [Cancel]
      Puts a new lead into the list.
      ? Title | needed | plain_text_input | #title | = Replace the switch
      ? Note | optional | plain_text_input | #note | = Line one
      Line two
      ? Price | optional | number_input | #price | = 12.5
      ? Count | optional | number_input | #count | = 3
      ? Mail | optional | email_text_input | #mail | = ada@example.com
      ? Site | optional | url_text_input | #site | = https://ada.example/
      ? Due | optional | datepicker | #due | = 2026-12-24
      ? Visit | optional | datetimepicker | #visit | = 1798122600
      ? Status | optional | static_select | #status | = WON
      ? Stages | optional | multi_static_select | #stages | = NEW, LOST
      ? Urgent | optional | checkboxes | #urgent | = yes
      ? Tags | optional | plain_text_input | #tags | = one, two | Any words. Separate several with commas, or put each on a line of its own.
      ? Photos | optional | file_input | #photos | Up to 3 files, at most 20 MB together."
    `);
    expect(problemsOf(view)).toEqual([]);
  });

  it('reads back what it was filled with, numbers as typed', () => {
    const values = fieldValues(every, submitted(formView(draft({ values: full }))));
    expect(values).toEqual({ ...full, price: '12.5', count: '3' });
  });

  it('reads an empty form as nothing but a box left unticked and the defaults', () => {
    expect(fieldValues(every, submitted(formView(draft())))).toEqual({ urgent: false, count: '1' });
  });

  it.each([8_640_000_000_001, -1e20, Number.NaN, Number.POSITIVE_INFINITY])('takes %d for no moment', (seconds) => {
    const state = { visit: { [INPUT_ACTION]: { selected_date_time: seconds } } };
    expect(fieldValues([field('visit', 'datetime')], state)).toEqual({ visit: String(seconds) });
  });

  it('reads files as no more than what names them, whatever Slack tells of them', () => {
    const reported = {
      type: 'file_input',
      files: [
        { id: 'F1', name: 'roof.jpg', size: 12, mimetype: 'image/jpeg', url_private: 'https://files.slack.com/F1' },
        { id: 'F2', name: null, title: 'A plan', size: 0 },
        { id: 'F3' },
      ],
    };
    expect(fieldValues(every, { photos: { [INPUT_ACTION]: reported } })).toEqual({
      photos: [
        { id: 'F1', name: 'roof.jpg', size: 12 },
        { id: 'F2', name: 'A plan', size: 0 },
        { id: 'F3', name: 'F3', size: 0 },
      ],
    });
  });

  it('keeps items with commas apart', () => {
    const tags = ['one, two', 'three'];
    expect(fieldValues(every, submitted(formView(draft({ values: { tags } }))))).toMatchObject({ tags });
    expect(fieldValues(every, submitted(formView(draft({ values: { tags: ['a, b'] } }))))).toMatchObject({
      tags: ['a, b'],
    });
  });

  it('puts each error under its field, names all at the top, and loses nothing that was typed', () => {
    const view = formView(
      draft({
        fields: every.filter(({ name }) => ['mail', 'due', 'status', 'price'].includes(name)),
        values: { mail: 'ada at example', due: '24th of never', status: 'MAYBE', price: 'many' },
        errors: { mail: 'Give an e-mail address.', due: 'Give a date.', '': 'I could not place these words: <b>' },
        notices: ['Filled with what was sent last time.'],
      }),
    );
    expect(outline(view)).toMatchInlineSnapshot(`
      "MODAL Add a lead [Add a lead] [Cancel]
      *Not sent yet. Please correct:* Mail, Due
      *Please correct:* I could not place these words: &lt;b&gt;
      Puts a new lead into the list.
      ~ *Note:* Filled with what was sent last time.
      ? Price | optional | number_input | #price
      You typed: many
      ? Mail | optional | email_text_input | #mail
      ~ *Please correct:* Give an e-mail address.
      You typed: ada at example
      ? Due | optional | datepicker | #due
      ~ *Please correct:* Give a date.
      You typed: 24th of never
      ? Status | optional | static_select | #status
      You typed: MAYBE"
    `);
    expect(problemsOf(view)).toEqual([]);
  });

  it('leaves a text that is too long in its input, so that it can be shortened there', () => {
    const view = formView(draft({ fields: [every[0]!], values: { title: 'x'.repeat(21) } }));
    expect(view.blocks.at(-1)).toMatchObject({ element: { initial_value: 'x'.repeat(21) } });
    expect(JSON.stringify(view)).not.toContain('max_length');
  });

  it('shows all of a text that is longer than Slack takes', () => {
    const typed = Array.from({ length: 900 }, (_, index) => `word${index}`).join(' ');
    const view = formView(draft({ fields: [every[1]!], values: { note: typed } }));
    expect(problemsOf(view)).toEqual([]);
    for (const word of ['word0', 'word450', 'word899']) expect(JSON.stringify(view)).toContain(word);
  });

  it('offers at most a hundred choices and says that there are more', () => {
    const many = Array.from({ length: 140 }, (_, index) => ({ value: `v${index}`, label: `Choice ${index}` }));
    const view = formView(draft({ fields: [field('stage', 'select', { options: [...many, many[0]!] })] }));
    expect(problemsOf(view)).toEqual([]);
    expect(JSON.stringify(view)).toContain('40 more choices');
  });

  it('becomes a plain text input where the site gave no choices', () => {
    const view = formView(draft({ fields: [field('stage', 'select', { options: [] })], values: { stage: 'Lost' } }));
    expect(view.blocks.at(-1)).toMatchObject({ element: { type: 'plain_text_input', initial_value: 'Lost' } });
    expect(fieldValues([field('stage', 'select')], submitted(view))).toEqual({ stage: 'Lost' });
  });

  it('says beforehand that a destructive operation asks once more', () => {
    const view = formView(draft({ operation: { ...draft().operation, risk: 'destructive' } }));
    expect(view.submit?.text).toBe('Continue');
    expect(JSON.stringify(view.blocks)).toContain('asked once more');
  });

  it('keeps every input, even where errors would take more blocks than a view holds', () => {
    const fields = Array.from({ length: 60 }, (_, index) => field(`f${index}`, 'text'));
    const errors = Object.fromEntries(fields.map(({ name }) => [name, 'This is needed.']));
    const view = formView(draft({ fields, errors }));
    expect(problemsOf(view)).toEqual([]);
    expect(view.blocks.filter(({ type }) => type === 'input')).toHaveLength(60);
  });

  it('is something Slack takes whatever was typed', () => {
    const value = fc.oneof(
      anyText,
      fc.double(),
      fc.boolean(),
      fc.array(anyText, { maxLength: 3 }),
      fc.constantFrom(null, '2026-12-24', '1e21', '-5'),
    );
    const values = fc.record(Object.fromEntries(every.map(({ name }) => [name, value])));
    const errors = fc.dictionary(fc.constantFrom('', 'title', 'due', 'other'), anyText);
    fc.assert(
      fc.property(values, errors, fc.array(anyText, { maxLength: 3 }), (typed, wrong, notices) => {
        const view = formView(draft({ values: typed, errors: wrong, notices }));
        expect(problemsOf(view)).toEqual([]);
      }),
      { numRuns: 100, endOnFailure: true },
    );
  });

  it('shows a wrong value beside its input, whatever it is', () => {
    const typed = fc
      .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 40 })
      .filter((text) => text.trim() === text);
    fc.assert(
      fc.property(typed, fc.constantFrom(...every), (text, one) => {
        expect(JSON.stringify(formView(draft({ fields: [one], values: { [one.name]: text } })))).toContain(
          JSON.stringify(text).slice(1, -1),
        );
      }),
    );
  });
});

describe('errors of a submission', () => {
  it('go to inputs of the form, the others to the first of them', () => {
    expect(errorsByField({ due: 'Give a date.', phone: 'Too short.', '': 'Odd.' }, every)).toEqual({
      due: 'Give a date.',
      title: 'Too short. Odd.',
    });
    expect(errorsByField({ x: 'Odd.' }, [])).toEqual({});
  });
});
