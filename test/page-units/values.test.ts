import type { InputBlock, KnownBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { initialValue, inputsOf, valuesOf, withBlockIds } from '../../sandbox/page/src/blocks/values.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const input = (blockId: string, element: InputBlock['element']): InputBlock => ({
  type: 'input',
  block_id: blockId,
  label: plain(blockId),
  element,
});
const name = input('name', { type: 'plain_text_input', action_id: 'v', initial_value: 'Ada' });
const option = { text: plain('One'), value: '1' };

describe('what an untouched element reports', () => {
  it.each([
    [{ type: 'plain_text_input' }, { value: null }],
    [{ type: 'number_input', is_decimal_allowed: false, initial_value: '3' }, { value: '3' }],
    [{ type: 'static_select', initial_option: option }, { selected_option: option }],
    [{ type: 'checkboxes', options: [option] }, { selected_options: [] }],
    [{ type: 'datepicker', initial_date: '2026-12-24' }, { selected_date: '2026-12-24' }],
    [{ type: 'datetimepicker' }, { selected_date_time: null }],
    [{ type: 'users_select', initial_user: 'U1' }, { selected_user: 'U1' }],
    [{ type: 'multi_conversations_select' }, { selected_conversations: [] }],
    [{ type: 'file_input' }, { files: [] }],
  ] as [InputBlock['element'], object][])('%j', (element, reported) => {
    expect(initialValue(element)).toEqual({ type: element.type, ...reported });
  });
});

describe('values across an update of the view', () => {
  const typed = { name: { v: { type: 'plain_text_input', value: 'Grace' } } };

  it('keep what was typed while both ids stay', () => {
    expect(valuesOf([name], typed)).toEqual(typed);
  });

  it('start anew under another block id, another action id or as another type', () => {
    const moved = input('name-2', { type: 'plain_text_input', action_id: 'v' });
    const renamed = input('name', { type: 'plain_text_input', action_id: 'w' });
    const changed = input('name', { type: 'email_text_input', action_id: 'v' });
    expect(valuesOf([moved], typed)).toEqual({ 'name-2': { v: { type: 'plain_text_input', value: null } } });
    expect(valuesOf([renamed], typed)).toEqual({ name: { w: { type: 'plain_text_input', value: null } } });
    expect(valuesOf([changed], typed)).toEqual({ name: { v: { type: 'email_text_input', value: null } } });
  });

  it('prefer what is typed here over what the view remembers, element by element', () => {
    const actions: KnownBlock = {
      type: 'actions',
      block_id: 'b',
      elements: [
        { type: 'static_select', action_id: 'x', options: [option] },
        { type: 'datepicker', action_id: 'y' },
        { type: 'button', action_id: 'z', text: plain('Press') },
      ],
    };
    const here = { b: { x: { type: 'static_select', selected_option: option } } };
    const remembered = { b: { y: { type: 'datepicker', selected_date: '2026-12-24' } } };
    expect(valuesOf([actions], here, remembered)).toEqual({ b: { ...here.b, ...remembered.b } });
  });
});

it('finds the changeable elements of inputs, actions and accessories, and no buttons', () => {
  const section: KnownBlock = {
    type: 'section',
    block_id: 's',
    text: plain('x'),
    accessory: { type: 'radio_buttons', action_id: 'r', options: [option] },
  };
  const pressed: KnownBlock = {
    type: 'section',
    block_id: 't',
    text: plain('x'),
    accessory: { type: 'button', action_id: 'p', text: plain('Press') },
  };
  expect(inputsOf([name, section, pressed]).map(({ actionId }) => actionId)).toEqual(['v', 'r']);
});

it('gives blocks without an id one that stays', () => {
  const blocks = withBlockIds([{ type: 'divider' }, { type: 'divider', block_id: 'own' }]);
  expect(blocks.map((block) => block.block_id)).toEqual(['block-0', 'own']);
});
