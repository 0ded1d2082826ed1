import type { StateValues } from '../api.ts';
import { type Dictionary, isObject } from './validate/check.ts';

/** How each element that holds a value reports it, where its initial value is declared, and what nothing looks like. */
export const HELD: Readonly<Record<string, { key: string; initial: string; empty: null | readonly never[] }>> = {
  plain_text_input: { key: 'value', initial: 'initial_value', empty: null },
  email_text_input: { key: 'value', initial: 'initial_value', empty: null },
  url_text_input: { key: 'value', initial: 'initial_value', empty: null },
  number_input: { key: 'value', initial: 'initial_value', empty: null },
  rich_text_input: { key: 'rich_text_value', initial: 'initial_value', empty: null },
  datepicker: { key: 'selected_date', initial: 'initial_date', empty: null },
  timepicker: { key: 'selected_time', initial: 'initial_time', empty: null },
  datetimepicker: { key: 'selected_date_time', initial: 'initial_date_time', empty: null },
  radio_buttons: { key: 'selected_option', initial: 'initial_option', empty: null },
  static_select: { key: 'selected_option', initial: 'initial_option', empty: null },
  external_select: { key: 'selected_option', initial: 'initial_option', empty: null },
  users_select: { key: 'selected_user', initial: 'initial_user', empty: null },
  channels_select: { key: 'selected_channel', initial: 'initial_channel', empty: null },
  conversations_select: { key: 'selected_conversation', initial: 'initial_conversation', empty: null },
  checkboxes: { key: 'selected_options', initial: 'initial_options', empty: [] },
  multi_static_select: { key: 'selected_options', initial: 'initial_options', empty: [] },
  multi_external_select: { key: 'selected_options', initial: 'initial_options', empty: [] },
  multi_users_select: { key: 'selected_users', initial: 'initial_users', empty: [] },
  multi_channels_select: { key: 'selected_channels', initial: 'initial_channels', empty: [] },
  multi_conversations_select: { key: 'selected_conversations', initial: 'initial_conversations', empty: [] },
  file_input: { key: 'files', initial: 'files', empty: [] },
};

/** An element people use, with the block it stands in. */
export interface Placed {
  blockId: string;
  block: Dictionary;
  element: Dictionary;
}

/** Every element with an `action_id`, in reading order, whatever it is nested in. */
export function* elementsIn(blocks: readonly unknown[], wrapped?: Dictionary): Generator<Placed> {
  for (const value of blocks) {
    if (!isObject(value)) continue;
    const block = typeof value.block_id === 'string' ? value : wrapped;
    if (block && typeof value.action_id === 'string') {
      yield { blockId: String(block.block_id), block, element: value };
    } else {
      yield* elementsIn(Object.values(value).flat(), block);
    }
  }
}

/** What an element would report if nobody touched it. */
function initialEntry(element: Dictionary, conversation?: string): Dictionary {
  const type = String(element.type);
  const { key, initial, empty } = HELD[type]!;
  const value = element[initial] ?? (element.default_to_current_conversation ? conversation : undefined) ?? empty;
  const blank = value === '' ? null : value;
  return { type, [key]: blank, ...(type === 'timepicker' && element.timezone ? { timezone: element.timezone } : {}) };
}

/**
 * `state.values` of these blocks. What people entered before is kept where block and element are still the same ones;
 * everything else holds its initial value.
 */
export function stateOf(blocks: readonly unknown[], entered: StateValues = {}, conversation?: string): StateValues {
  const values: StateValues = {};
  for (const { blockId, element } of elementsIn(blocks)) {
    const type = String(element.type);
    if (!HELD[type]) continue;
    const actionId = String(element.action_id);
    const before = entered[blockId]?.[actionId];
    const isSame = isObject(before) && (before.type === undefined || before.type === type);
    const entry = initialEntry(element, conversation);
    values[blockId] = { ...values[blockId], [actionId]: isSame ? { ...entry, ...before, type } : entry };
  }
  return values;
}

/** Adds what was entered to what was there. */
export const merged = (values: StateValues, entered: StateValues = {}): StateValues => {
  const result = structuredClone(values);
  for (const [blockId, entries] of Object.entries(entered)) result[blockId] = { ...result[blockId], ...entries };
  return result;
};
