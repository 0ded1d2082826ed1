import type { KnownBlock, ModalView, PlainTextElement, PlainTextOption } from '@slack/types';

const plain = (text: string): PlainTextElement => ({ type: 'plain_text', text });
const option = (text: string, value = text.toLowerCase()): PlainTextOption => ({ text: plain(text), value });
const days = [option('Morning'), option('Afternoon'), option('Evening')];

/** One message with something of everything a message can hold. */
export const everyBlock: KnownBlock[] = [
  { type: 'header', text: plain('Project 7d733b90 is booked') },
  {
    type: 'section',
    text: {
      type: 'mrkdwn',
      text: '*Acme Heat Pumps* wants a _morning_ slot, not ~evening~. Ref `BH-7K2M` :bell:\n> Customer rang twice.\nSee <https://example.com/p?a=1&amp;b=2|the project> or ask <@U0GRACE0001> in <#C0RANDOM001>.',
      verbatim: true,
    },
    accessory: {
      type: 'overflow',
      action_id: 'more',
      options: [option('Copy the link'), option('Remove it')],
    },
  },
  {
    type: 'section',
    fields: [
      { type: 'mrkdwn', text: '*Customer*\nNgozi Sørensen' },
      { type: 'mrkdwn', text: '*Status*\nWaiting for parts' },
      { type: 'mrkdwn', text: '*Installer*\nMarek Berg' },
      { type: 'mrkdwn', text: '*When*\n<!date^1798185600^{date_long}|24 December 2026>' },
    ],
  },
  { type: 'divider' },
  {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_list',
        style: 'bullet',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'One point, ' },
              { type: 'text', text: 'in bold', style: { bold: true } },
            ],
          },
          { type: 'rich_text_section', elements: [{ type: 'text', text: '*not* <b>markup</b> &amp; all' }] },
        ],
      },
      { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'slot  | engineer\n08:00 | Marek' }] },
    ],
  },
  {
    type: 'table',
    rows: [
      [
        { type: 'raw_text', text: 'Part' },
        { type: 'raw_text', text: 'Pieces' },
      ],
      [
        { type: 'raw_text', text: 'Charger 11 kW' },
        { type: 'raw_number', value: 2, text: '2' },
      ],
      [
        { type: 'raw_text', text: 'Cable, 7.5 m' },
        { type: 'raw_number', value: 14, text: '14' },
      ],
    ],
  },
  {
    type: 'actions',
    block_id: 'choose',
    elements: [
      { type: 'static_select', action_id: 'slot', placeholder: plain('Choose a slot'), options: days },
      { type: 'datepicker', action_id: 'day', initial_date: '2026-12-24' },
      { type: 'checkboxes', action_id: 'flags', options: [option('Tell the customer')] },
    ],
  },
  {
    type: 'actions',
    block_id: 'buttons',
    elements: [
      { type: 'button', action_id: 'open', text: plain('Open the project'), value: 'p1' },
      { type: 'button', action_id: 'book', text: plain('Book it'), style: 'primary', value: 'p1' },
      {
        type: 'button',
        action_id: 'cancel',
        text: plain('Cancel it'),
        style: 'danger',
        value: 'p1',
        confirm: {
          title: plain('Cancel the booking?'),
          text: plain('The installer is told at once.'),
          confirm: plain('Cancel the booking'),
          deny: plain('Keep it'),
          style: 'danger',
        },
      },
    ],
  },
  { type: 'context', elements: [{ type: 'mrkdwn', text: 'Jumptech · <@U0ADA000001> · 0.4 s · `BH-7K2M`' }] },
];

/** What a digest shows: a table of more than a page, and a chart. */
export const digestBlocks = [
  {
    type: 'data_table',
    caption: 'What changed',
    page_size: 5,
    rows: [
      ['Lead', 'Quote'].map((text) => ({ type: 'raw_text', text })),
      ...[70, 5, 300, 41, 12, 900, 8].map((value, index) => [
        { type: 'raw_text', text: `Lead ${index + 1}` },
        { type: 'raw_number', value, text: `${value} €` },
      ]),
    ],
  },
  {
    type: 'data_visualization',
    title: 'Leads by day',
    chart: {
      type: 'bar',
      series: [
        { name: 'New', data: ['Mon', 'Tue', 'Wed'].map((label, index) => ({ label, value: index + 2 })) },
        { name: 'Changed', data: ['Mon', 'Tue', 'Wed'].map((label, index) => ({ label, value: 5 - index })) },
      ],
      axis_config: { categories: ['Mon', 'Tue', 'Wed'] },
    },
  },
];

const input = (blockId: string, label: string, element: object, more: object = {}): KnownBlock =>
  ({
    type: 'input',
    block_id: blockId,
    label: plain(label),
    element: { action_id: 'v', ...element },
    ...more,
  }) as KnownBlock;

/** A form with an input of every kind. */
export const everyInput = (title = 'Every input'): ModalView => ({
  type: 'modal',
  callback_id: 'every_input',
  title: plain(title),
  submit: plain('Send it'),
  close: plain('Never mind'),
  blocks: [
    { type: 'section', text: { type: 'mrkdwn', text: 'What the installer *must* know.' } },
    input('name', 'Name', { type: 'plain_text_input', placeholder: plain('Ngozi Sørensen'), max_length: 40 }),
    input(
      'note',
      'Note',
      { type: 'plain_text_input', multiline: true },
      { optional: true, hint: plain('Read by the installer only.') },
    ),
    input('count', 'Chargers', { type: 'number_input', is_decimal_allowed: false, min_value: '1', initial_value: '1' }),
    input('mail', 'E-mail', { type: 'email_text_input' }, { optional: true }),
    input('link', 'Drawing', { type: 'url_text_input' }, { optional: true }),
    input('day', 'Day', { type: 'datepicker' }, { optional: true }),
    input('time', 'Time', { type: 'timepicker', initial_time: '08:00' }, { optional: true }),
    input('moment', 'Call back', { type: 'datetimepicker' }, { optional: true }),
    input('slot', 'Slot', { type: 'static_select', options: days, initial_option: days[0] }),
    input('owner', 'Owner', { type: 'external_select', min_query_length: 2 }, { optional: true }),
    input(
      'tags',
      'Tags',
      { type: 'multi_static_select', options: days, initial_options: [days[1]] },
      { optional: true },
    ),
    input('person', 'Colleague', { type: 'users_select' }, { optional: true }),
    input('where', 'Tell', { type: 'conversations_select' }, { optional: true }),
    input(
      'agree',
      'Agreed',
      { type: 'checkboxes', options: [option('By phone'), option('By mail')] },
      { optional: true },
    ),
    input('kind', 'Kind', {
      type: 'radio_buttons',
      options: [option('New'), option('Repair')],
      initial_option: option('New'),
    }),
    input('files', 'Pictures', { type: 'file_input', filetypes: ['jpg', 'png'] }, { optional: true }),
  ],
});

/** Text and markup somebody might try in order to reach the page. */
export const hostile =
  '<script>window.hit = 1</script> &lt;img src=x onerror="window.hit = 1"&gt; <javascript:window.hit=1|press me>';
