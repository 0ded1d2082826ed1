import type { InputBlock, KnownBlock, Option } from '@slack/types';
import type { StateValues } from '../../../api.ts';

/** Any element a person can change. */
export type InputElement = InputBlock['element'];

/** What Slack reports for one element: its type and its value under the name this type uses. */
export type Reported = Record<string, unknown>;

/** An option as Slack reports it: text and value, nothing drawn-only. */
export const reportedOption = ({ text, value, description }: Option): Reported => ({
  text,
  ...(value !== undefined && { value }),
  ...(description && { description }),
});

/** What an element holds before anybody touched it. Empty values are `null`, lists are empty, as on the wire. */
export function initialValue(element: InputElement): Reported {
  const { type } = element;
  switch (element.type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return { type, value: element.initial_value ?? null };
    case 'rich_text_input':
      return { type, rich_text_value: element.initial_value ?? null };
    case 'datepicker':
      return { type, selected_date: element.initial_date ?? null };
    case 'timepicker':
      return { type, selected_time: element.initial_time ?? null };
    case 'datetimepicker':
      return { type, selected_date_time: element.initial_date_time ?? null };
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type, selected_option: element.initial_option ? reportedOption(element.initial_option) : null };
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { type, selected_options: (element.initial_options ?? []).map(reportedOption) };
    case 'users_select':
      return { type, selected_user: element.initial_user ?? null };
    case 'multi_users_select':
      return { type, selected_users: element.initial_users ?? [] };
    case 'conversations_select':
      return { type, selected_conversation: element.initial_conversation ?? null };
    case 'multi_conversations_select':
      return { type, selected_conversations: element.initial_conversations ?? [] };
    case 'channels_select':
      return { type, selected_channel: element.initial_channel ?? null };
    case 'multi_channels_select':
      return { type, selected_channels: element.initial_channels ?? [] };
    case 'file_input':
      return { type, files: [] };
  }
}

const CHANGEABLE = /_input$|picker$|_select$|^checkboxes$|^radio_buttons$/;
const isInput = (element: { type: string }): element is InputElement => CHANGEABLE.test(element.type);

/** Every changeable element of some blocks, with the ids it answers to. */
export function inputsOf(
  blocks: readonly KnownBlock[],
): { blockId: string; actionId: string; element: InputElement }[] {
  return blocks.flatMap((block) => {
    const elements: { type: string; action_id?: string }[] =
      block.type === 'input'
        ? [block.element]
        : block.type === 'actions'
          ? block.elements
          : block.type === 'section' && block.accessory
            ? [block.accessory]
            : [];
    return elements.filter(isInput).map((element) => ({
      blockId: block.block_id ?? '',
      actionId: element.action_id ?? '',
      element,
    }));
  });
}

/**
 * What every input of some blocks holds. Earlier sources go first; what was typed stays where both ids and the type
 * stayed, as in Slack, and a new id starts from its initial value.
 */
export function valuesOf(blocks: readonly KnownBlock[], ...sources: readonly StateValues[]): StateValues {
  const values: StateValues = {};
  for (const { blockId, actionId, element } of inputsOf(blocks)) {
    const held = sources
      .map((source) => source[blockId]?.[actionId] as Reported | undefined)
      .find((reported) => reported?.type === element.type);
    values[blockId] = { ...values[blockId], [actionId]: held ?? initialValue(element) };
  }
  return values;
}

/** Gives every block an id: Slack would have, and elements answer to it. */
export const withBlockIds = (blocks: readonly KnownBlock[]): KnownBlock[] =>
  blocks.map((block, index) => (block.block_id ? block : { ...block, block_id: `block-${index}` }));
