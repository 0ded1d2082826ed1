import type { KnownBlock, ModalView } from '@slack/types';

export const plain = (text: string) => ({ type: 'plain_text', text }) as const;
export const mrkdwn = (text: string) => ({ type: 'mrkdwn', text }) as const;
export const option = (text: string, value = text) => ({ text: plain(text), value });
export const COLOURS = [option('Red', 'r'), option('Green', 'g')];

/** An input whose block_id is its label in lower case. */
export const input = (label: string, element: object, more: object = {}) =>
  ({
    type: 'input',
    block_id: label.toLowerCase(),
    label: plain(label),
    element: { action_id: 'v', ...element },
    ...more,
  }) as KnownBlock;

export const form = (more: Partial<ModalView> = {}): ModalView => ({
  type: 'modal',
  callback_id: 'form',
  private_metadata: 'key',
  title: plain('Carry'),
  submit: plain('Carry'),
  blocks: [
    input('What', { type: 'plain_text_input', initial_value: 'a suitcase', max_length: 20 }),
    input('Colour', { type: 'static_select', options: COLOURS, initial_option: COLOURS[0] }, { optional: true }),
    input('Tags', { type: 'checkboxes', options: COLOURS }, { optional: true }),
    input('Due', { type: 'datepicker', initial_date: '2026-12-24' }, { optional: true }),
    input('Weight', { type: 'number_input', is_decimal_allowed: false, max_value: '30' }, { optional: true }),
    input('Owner', { type: 'external_select', min_query_length: 1 }, { optional: true }),
  ],
  ...more,
});
