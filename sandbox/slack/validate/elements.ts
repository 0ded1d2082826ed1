import {
  anything,
  boolean,
  type Dictionary,
  exactlyOne,
  type Fault,
  integer,
  list,
  object,
  oneOf,
  type Rule,
  string,
  url,
} from './check.ts';
import {
  actionable,
  anyText,
  confirmable,
  dispatchable,
  focusable,
  id,
  markupOption,
  option,
  optionGroup,
  overflowOption,
  placeholdable,
  plain,
  slackFile,
  style,
  withOptions,
} from './composition.ts';
import { richText } from './rich-text.ts';

const menu = { ...actionable, ...confirmable, ...focusable, ...placeholdable };
const textInput = { ...actionable, ...dispatchable, ...focusable, ...placeholdable };
const several = { max_selected_items: integer(1, 100) };
const options = { options: list(option, 100), option_groups: list(optionGroup, 100) };
const conversationFilter = object({
  optional: {
    include: list(oneOf('im', 'mpim', 'private', 'public'), 4),
    exclude_external_shared_channels: boolean,
    exclude_bot_users: boolean,
  },
});
const conversations = { default_to_current_conversation: boolean, filter: conversationFilter };
const numeral = string(100, { pattern: /^-?\d+(\.\d+)?$/ });

const inOrder =
  (low: string, high: string) =>
  (element: Dictionary, at: string, faults: Fault[]): void => {
    if (Number(element[low] ?? Number.NEGATIVE_INFINITY) > Number(element[high] ?? Number.POSITIVE_INFINITY)) {
      faults.push({ message: `\`${low}\` must not be greater than \`${high}\``, pointer: `${at}/${low}` });
    }
  };

const feedbackButton = object({
  required: { text: plain(75), value: string(2000) },
  optional: { accessibility_label: string(75) },
});

/** Every element Slack knows, by `type`. */
export const ELEMENTS: Readonly<Record<string, Rule>> = {
  button: object({
    required: { text: plain(75) },
    optional: {
      ...actionable,
      ...confirmable,
      value: string(2000),
      url: url(3000),
      style,
      accessibility_label: string(75),
    },
  }),
  workflow_button: object({
    required: { text: plain(75), workflow: anything },
    optional: { ...actionable, style, accessibility_label: string(75) },
  }),
  overflow: object({ required: { options: list(overflowOption, 5) }, optional: { ...actionable, ...confirmable } }),
  static_select: object({ optional: { ...menu, ...options, initial_option: option }, together: withOptions }),
  multi_static_select: object({
    optional: { ...menu, ...options, ...several, initial_options: list(option, 100) },
    together: withOptions,
  }),
  external_select: object({ optional: { ...menu, initial_option: option, min_query_length: integer(0, 100) } }),
  multi_external_select: object({
    optional: { ...menu, ...several, initial_options: list(option, 100), min_query_length: integer(0, 100) },
  }),
  users_select: object({ optional: { ...menu, initial_user: id } }),
  multi_users_select: object({ optional: { ...menu, ...several, initial_users: list(id, 100) } }),
  conversations_select: object({
    optional: { ...menu, ...conversations, initial_conversation: id, response_url_enabled: boolean },
  }),
  multi_conversations_select: object({
    optional: { ...menu, ...conversations, ...several, initial_conversations: list(id, 100) },
  }),
  channels_select: object({ optional: { ...menu, initial_channel: id, response_url_enabled: boolean } }),
  multi_channels_select: object({ optional: { ...menu, ...several, initial_channels: list(id, 100) } }),
  checkboxes: object({
    required: { options: list(markupOption, 10) },
    optional: { ...actionable, ...confirmable, ...focusable, initial_options: list(markupOption, 10) },
    together: withOptions,
  }),
  radio_buttons: object({
    required: { options: list(markupOption, 10) },
    optional: { ...actionable, ...confirmable, ...focusable, initial_option: markupOption },
    together: withOptions,
  }),
  datepicker: object({ optional: { ...menu, initial_date: string(10, { pattern: /^\d{4}-\d\d-\d\d$/ }) } }),
  timepicker: object({
    optional: { ...menu, initial_time: string(5, { pattern: /^([01]\d|2[0-3]):[0-5]\d$/ }), timezone: id },
  }),
  datetimepicker: object({
    optional: { ...actionable, ...confirmable, ...focusable, initial_date_time: integer(1e9, 9_999_999_999) },
  }),
  plain_text_input: object({
    optional: {
      ...textInput,
      initial_value: string(3000, { min: 0 }),
      multiline: boolean,
      min_length: integer(0, 3000),
      max_length: integer(1, 3000),
    },
    together: inOrder('min_length', 'max_length'),
  }),
  email_text_input: object({ optional: { ...textInput, initial_value: string(3000, { min: 0 }) } }),
  url_text_input: object({ optional: { ...textInput, initial_value: string(3000, { min: 0 }) } }),
  number_input: object({
    required: { is_decimal_allowed: boolean },
    optional: { ...textInput, initial_value: numeral, min_value: numeral, max_value: numeral },
    together: inOrder('min_value', 'max_value'),
  }),
  rich_text_input: object({
    optional: { ...textInput, initial_value: richText, min_lines: integer(1, 100), max_lines: integer(1, 100) },
  }),
  file_input: object({ optional: { ...actionable, filetypes: list(string(255), 100), max_files: integer(1, 10) } }),
  image: object({
    required: { alt_text: string(2000) },
    optional: { image_url: url(3000), slack_file: slackFile },
    together: exactlyOne('image_url', 'slack_file'),
  }),
  feedback_buttons: object({
    required: { positive_button: feedbackButton, negative_button: feedbackButton },
    optional: actionable,
  }),
  icon_button: object({
    required: { icon: oneOf('trash'), text: plain(75) },
    optional: {
      ...actionable,
      ...confirmable,
      value: string(2000),
      accessibility_label: string(75),
      visible_to_user_ids: list(id, 100),
    },
  }),
  plain_text: anyText(3000),
  mrkdwn: anyText(3000),
};

const SELECTS = ['static_select', 'external_select', 'users_select', 'conversations_select', 'channels_select'];
const MULTI_SELECTS = SELECTS.map((name) => `multi_${name}`);
const PICKERS = ['checkboxes', 'radio_buttons', 'datepicker', 'timepicker'];
const TEXT_INPUTS = ['plain_text_input', 'email_text_input', 'url_text_input', 'number_input', 'rich_text_input'];

/** Which elements each kind of block takes. */
export const ELEMENTS_OF = {
  section: ['button', 'workflow_button', 'overflow', 'image', ...SELECTS, ...MULTI_SELECTS, ...PICKERS],
  actions: [
    'button',
    'workflow_button',
    'overflow',
    'datetimepicker',
    'rich_text_input',
    ...SELECTS,
    ...MULTI_SELECTS,
    ...PICKERS,
  ],
  input: ['datetimepicker', 'file_input', ...SELECTS, ...MULTI_SELECTS, ...PICKERS, ...TEXT_INPUTS],
  context: ['image', 'plain_text', 'mrkdwn'],
  context_actions: ['feedback_buttons', 'icon_button'],
} as const;
