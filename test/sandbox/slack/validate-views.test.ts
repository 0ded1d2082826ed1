import { describe, expect, it } from 'vitest';
import { optionsFaults, viewFaults } from '../../../sandbox/slack/validate/index.ts';
import { mrkdwn, option, plain } from './parts.ts';

const section = (more: object = {}) => ({ type: 'section', text: mrkdwn('Hello'), ...more });
const button = (more: object = {}) => ({ type: 'button', text: plain('Go'), ...more });
const input = (element: object, more: object = {}) => ({ type: 'input', label: plain('Name'), element, ...more });
const modal = (blocks: object[], more: object = {}) => ({
  type: 'modal',
  title: plain('Form'),
  submit: plain('Save'),
  blocks,
  ...more,
});
const cell = (text: string) => ({ type: 'raw_text', text });
const long = (length: number) => 'x'.repeat(length);
const many = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, index) => make(index));

describe('views', () => {
  const text = { type: 'plain_text_input', action_id: 'v' };

  it('that Slack takes', () => {
    expect(
      viewFaults(
        modal([input(text), { type: 'alert', text: mrkdwn('Mind') }], { private_metadata: long(3000) }),
        'modal',
      ),
    ).toEqual([]);
    expect(viewFaults({ type: 'home', blocks: [section(), input(text)] }, 'home')).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['without a title', { type: 'modal', blocks: [] }, 'missing required field: title [json-pointer:/view]'],
    [
      'with too long a title',
      modal([], { title: plain(long(25)) }),
      'must be less than 25 characters [json-pointer:/view/title/text]',
    ],
    [
      'with too long a button',
      modal([], { submit: plain(long(25)) }),
      'must be less than 25 characters [json-pointer:/view/submit/text]',
    ],
    [
      'with too much metadata',
      modal([], { private_metadata: long(3001) }),
      'must be less than 3001 characters [json-pointer:/view/private_metadata]',
    ],
    [
      'with 101 blocks',
      modal(many(101, () => section())),
      'no more than 100 items allowed [json-pointer:/view/blocks]',
    ],
    [
      'with a table',
      modal([{ type: 'table', rows: [[cell('a')]] }]),
      'unsupported type: table [json-pointer:/view/blocks/0/type]',
    ],
    [
      'with a button as input',
      modal([input(button())]),
      'unsupported type: button [json-pointer:/view/blocks/0/element/type]',
    ],
    [
      'with an input but no submit',
      { ...modal([section(), input(text)]), submit: undefined },
      'must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/1/input]',
    ],
    [
      'with a number where a text belongs',
      modal([input({ type: 'number_input', is_decimal_allowed: true, min_value: 0 })]),
      'must provide a string [json-pointer:/view/blocks/0/element/min_value]',
    ],
    [
      'without is_decimal_allowed',
      modal([input({ type: 'number_input' })]),
      'missing required field: is_decimal_allowed [json-pointer:/view/blocks/0/element]',
    ],
    [
      'with a date in another form',
      modal([input({ type: 'datepicker', initial_date: '24.12.2026' })]),
      'must match pattern [json-pointer:/view/blocks/0/element/initial_date]',
    ],
    [
      'with min above max',
      modal([input({ ...text, min_length: 5, max_length: 4 })]),
      '`min_length` must not be greater than `max_length` [json-pointer:/view/blocks/0/element/min_length]',
    ],
    [
      'with two focused inputs',
      modal([input({ ...text, focus_on_load: true }), input({ ...text, focus_on_load: true })]),
      'only one element may set `focus_on_load` [json-pointer:/view/blocks/1/element/focus_on_load]',
    ],
    ['that are no modal', { type: 'home', blocks: [] }, 'unsupported type: home [json-pointer:/view/type]'],
    ['that are no object', 'form', 'must provide an object [json-pointer:/view]'],
  ])('%s are refused', (_, view, fault) => {
    expect(viewFaults(view, 'modal')).toEqual([fault]);
  });
});

describe('answers to type-ahead', () => {
  it('hold options or groups of them, a hundred at most', () => {
    expect(optionsFaults({ options: [] })).toEqual([]);
    expect(optionsFaults({ option_groups: [{ label: plain('A'), options: [option('a')] }] })).toEqual([]);
    expect(optionsFaults({})).toEqual(['must define either `options` or `option_groups` [json-pointer:]']);
    expect(optionsFaults({ options: many(101, (n) => option(String(n))) })).toEqual([
      'no more than 100 items allowed [json-pointer:/options]',
    ]);
  });
});
