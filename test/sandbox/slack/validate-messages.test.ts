import { describe, expect, it } from 'vitest';
import { isTooLongTogether, messageFaults } from '../../../sandbox/slack/validate/index.ts';
import { mrkdwn, option, plain } from './parts.ts';

const section = (more: object = {}) => ({ type: 'section', text: mrkdwn('Hello'), ...more });
const button = (more: object = {}) => ({ type: 'button', text: plain('Go'), ...more });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const input = (element: object, more: object = {}) => ({ type: 'input', label: plain('Name'), element, ...more });
const richText = {
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: ' ' }] }],
};
const cell = (text: string) => ({ type: 'raw_text', text });
const long = (length: number) => 'x'.repeat(length);
const many = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, index) => make(index));

const EVERY_MESSAGE_BLOCK = [
  section({
    fields: [mrkdwn('a'), plain('b')],
    accessory: button({ value: 'v', style: 'danger', confirm: { text: plain('Sure?') } }),
    expand: true,
  }),
  { type: 'header', text: plain('Title') },
  { type: 'divider' },
  { type: 'context', elements: [mrkdwn('a'), { type: 'image', image_url: 'https://x.dk/a.png', alt_text: 'a' }] },
  actions(
    button({ action_id: 'a', url: 'https://x.dk' }),
    { type: 'static_select', action_id: 'b', options: [option('One')], initial_option: option('One') },
    { type: 'overflow', action_id: 'c', options: [option('One')] },
  ),
  { type: 'image', image_url: 'https://x.dk/a.png', alt_text: 'a', title: plain('t') },
  input({ type: 'number_input', is_decimal_allowed: true, min_value: '0' }),
  richText,
  { type: 'markdown', text: '# Hi' },
  {
    type: 'table',
    rows: [[cell('a'), { type: 'raw_number', value: 1, text: '1' }]],
    column_settings: [{ align: 'right' }],
  },
  { type: 'context_actions', elements: [{ type: 'icon_button', icon: 'trash', text: plain('Delete') }] },
  { type: 'plan', title: 'Plan', tasks: [{ type: 'task_card', task_id: '1', title: 'Do', status: 'pending' }] },
  { type: 'card', title: mrkdwn('Card'), actions: [button()] },
  { type: 'carousel', elements: [{ type: 'card', body: mrkdwn('Card') }] },
  { type: 'container', title: plain('Box'), child_blocks: [section()] },
  { type: 'data_visualization', title: 'Pie', chart: { type: 'pie', segments: [{ label: 'a', value: 1 }] } },
];

describe('messages Slack takes', () => {
  it('may hold every kind of block', () => {
    expect(messageFaults(EVERY_MESSAGE_BLOCK)).toEqual([]);
    expect(messageFaults([{ type: 'data_table', caption: 'c', rows: [[cell('h')], [cell('a')]] }])).toEqual([]);
  });

  it.each([
    [50, []],
    [51, ['no more than 50 items allowed [json-pointer:/blocks]']],
  ])('%i blocks', (count, faults) => {
    expect(messageFaults(many(count, () => ({ type: 'divider' })))).toEqual(faults);
  });
});

describe('messages Slack refuses', () => {
  it.each<[string, object, string]>([
    ['a block nobody knows', { type: 'sparkle' }, 'unsupported type: sparkle [json-pointer:/blocks/0/type]'],
    [
      'a block of modals only',
      { type: 'alert', text: plain('x') },
      'unsupported type: alert [json-pointer:/blocks/0/type]',
    ],
    [
      'a block apps cannot post',
      { type: 'file', source: 'remote', external_id: '1' },
      'unsupported type: file [json-pointer:/blocks/0/type]',
    ],
    ['an unknown property', section({ colour: 'red' }), 'invalid additional property: colour [json-pointer:/blocks/0]'],
    ['empty text', section({ text: mrkdwn('') }), 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
    [
      'blank text',
      section({ text: mrkdwn(' \n') }),
      'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'too long a section',
      section({ text: mrkdwn(long(3001)) }),
      'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'too long a field',
      section({ fields: [plain(long(2001))] }),
      'must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]',
    ],
    [
      'eleven fields',
      section({ fields: many(11, () => plain('a')) }),
      'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
    ],
    ['a section of nothing', { type: 'section' }, 'must define `text` or `fields` [json-pointer:/blocks/0]'],
    [
      'markup in a header',
      { type: 'header', text: mrkdwn('x') },
      'unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]',
    ],
    [
      'too long a header',
      { type: 'header', text: plain(long(151)) },
      'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'a string for a text object',
      { type: 'header', text: 'x' },
      'must provide an object [json-pointer:/blocks/0/text]',
    ],
    [
      'too long a button',
      actions(button({ text: plain(long(76)) })),
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
    ],
    [
      'too long a value',
      actions(button({ value: long(2001) })),
      'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
    ],
    [
      'an empty value',
      actions(button({ value: '' })),
      'must be more than 0 characters [json-pointer:/blocks/0/elements/0/value]',
    ],
    [
      'a link to nowhere',
      actions(button({ url: 'not a url' })),
      'must be a valid URL [json-pointer:/blocks/0/elements/0/url]',
    ],
    [
      'a fancy style',
      actions(button({ style: 'fancy' })),
      'must be a valid enum value [json-pointer:/blocks/0/elements/0/style]',
    ],
    ['no elements', actions(), 'must provide at least 1 items [json-pointer:/blocks/0/elements]'],
    [
      '26 elements',
      actions(...many(26, () => button())),
      'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      'text input among actions',
      actions({ type: 'plain_text_input' }),
      'unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]',
    ],
    [
      'a button in a context',
      { type: 'context', elements: [button()] },
      'unsupported type: button [json-pointer:/blocks/0/elements/0/type]',
    ],
    [
      'an action_id twice',
      actions(button({ action_id: 'a' }), button({ action_id: 'a' })),
      '`action_id` "a" already exists [json-pointer:/blocks/0/elements/1/action_id]',
    ],
    [
      'no options',
      actions({ type: 'static_select', options: [] }),
      'must provide at least 1 items [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      'neither options nor groups',
      actions({ type: 'static_select' }),
      'must define either `options` or `option_groups` [json-pointer:/blocks/0/elements/0]',
    ],
    [
      'too long an option value',
      actions({ type: 'static_select', options: [option('a', long(76))] }),
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/value]',
    ],
    [
      'a preselection that is not offered',
      actions({ type: 'static_select', options: [option('a')], initial_option: option('b') }),
      '`initial_option` must match one of the options [json-pointer:/blocks/0/elements/0/initial_option]',
    ],
    [
      'six overflow options',
      actions({ type: 'overflow', options: many(6, (n) => option(String(n))) }),
      'no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      'eleven checkboxes',
      actions({ type: 'checkboxes', options: many(11, (n) => option(String(n))) }),
      'no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      'too long a confirmation',
      actions(button({ confirm: { text: plain(long(301)) } })),
      'must be less than 301 characters [json-pointer:/blocks/0/elements/0/confirm/text/text]',
    ],
    [
      'an image without alt text',
      { type: 'image', image_url: 'https://x.dk/a.png' },
      'missing required field: alt_text [json-pointer:/blocks/0]',
    ],
    [
      'a table with empty cells',
      { type: 'table', rows: [[cell('')]] },
      'must be more than 0 characters [json-pointer:/blocks/0/rows/0/0/text]',
    ],
    [
      'a card of nothing',
      { type: 'card' },
      'must define `hero_image` or `title` or `actions` or `body` [json-pointer:/blocks/0]',
    ],
    [
      'a container in a container',
      { type: 'container', title: plain('a'), child_blocks: [{ type: 'container' }] },
      'unsupported type: container [json-pointer:/blocks/0/child_blocks/0/type]',
    ],
    [
      'rich text without leaves known',
      { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'bold' }] }] },
      'unsupported type: bold [json-pointer:/blocks/0/elements/0/elements/0/type]',
    ],
    [
      'ragged rows',
      { type: 'data_table', caption: 'c', rows: [[cell('h')], [cell('a'), cell('b')]] },
      'rows must have the same number of cells [json-pointer:/blocks/0/rows/1]',
    ],
  ])('%s', (_, block, fault) => {
    expect(messageFaults([block])).toEqual([fault]);
  });

  it('that name a block twice, or hold two tables', () => {
    const twice = [section({ block_id: 'a' }), section({ block_id: 'a' })];
    expect(messageFaults(twice)).toEqual(['`block_id` "a" already exists [json-pointer:/blocks/1/block_id]']);
    const table = { type: 'table', rows: [[cell('a')]] };
    expect(messageFaults([table, table])).toEqual(['only 1 table allowed [json-pointer:/blocks]']);
  });

  it('that are too long together though each block is fine', () => {
    const blocks = many(5, () => section({ text: mrkdwn(long(2700)) }));
    expect(messageFaults(blocks)).toEqual([]);
    expect([isTooLongTogether(blocks), isTooLongTogether(blocks.slice(1))]).toEqual([true, false]);
  });

  it('with the same action_id in two blocks are fine: it is unique within its block', () => {
    expect(messageFaults([actions(button({ action_id: 'a' })), actions(button({ action_id: 'a' }))])).toEqual([]);
  });
});

describe('a chart', () => {
  const chart = (series: object[], more: object = {}) => [
    {
      type: 'data_visualization',
      title: 'Leads',
      chart: { type: 'bar', series, axis_config: { categories: ['Mon', 'Tue'], ...more } },
    },
  ];
  const week = (name: string, ...values: number[]) => ({
    name,
    data: values.map((value, index) => ({ label: ['Mon', 'Tue', 'Wed'][index], value })),
  });

  it('has one point per category in each series, and names that differ', () => {
    expect(messageFaults(chart([week('New', 1, 2), week('Lost', 0, 3)], { y_label: 'Leads' }))).toEqual([]);
    expect(messageFaults(chart([week('New', 1)]))).toEqual([expect.stringContaining('data points must match')]);
    expect(messageFaults(chart([week('New', 1, 2, 3)]))).toEqual([expect.stringContaining('data points must match')]);
    expect(messageFaults(chart([week('New', 1, 2), week('New', 1, 2)]))).toEqual([
      expect.stringContaining('series names must be unique'),
    ]);
  });

  it('has short labels, numbers, and at most six series', () => {
    expect(messageFaults(chart([{ name: 'x'.repeat(21), data: week('x', 1, 2).data }]))).not.toEqual([]);
    expect(messageFaults(chart([{ name: 'x', data: [{ label: 'Mon', value: '1' }] }]))).not.toEqual([]);
    expect(messageFaults(chart('abcdefg'.split('').map((name) => week(name, 1, 2))))).not.toEqual([]);
    expect(
      messageFaults([...chart([week('a', 1, 2)]), ...chart([week('b', 1, 2)]), ...chart([week('c', 1, 2)])]),
    ).not.toEqual([]);
  });
});
