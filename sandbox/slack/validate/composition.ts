import {
  boolean,
  byType,
  type Dictionary,
  exactlyOne,
  type Fault,
  list,
  object,
  oneOf,
  type Rule,
  string,
  url,
} from './check.ts';

const textObject = (max: number, markup: 'plain_text' | 'mrkdwn'): Rule =>
  object({
    required: { text: string(max) },
    optional: markup === 'plain_text' ? { emoji: boolean } : { verbatim: boolean },
  });

export const plain = (max: number): Rule => byType({ plain_text: textObject(max, 'plain_text') });
export const mrkdwn = (max: number): Rule => byType({ mrkdwn: textObject(max, 'mrkdwn') });
export const anyText = (max: number): Rule =>
  byType({ plain_text: textObject(max, 'plain_text'), mrkdwn: textObject(max, 'mrkdwn') });

export const id = string(255);
export const style = oneOf('primary', 'danger');

export const confirm = object({
  required: { text: anyText(300) },
  optional: { title: plain(100), confirm: plain(30), deny: plain(30), style },
});

/** What nearly every element may carry. */
export const actionable = { action_id: id };
export const confirmable = { confirm };
export const focusable = { focus_on_load: boolean };
export const placeholdable = { placeholder: plain(150) };
export const dispatchable = {
  dispatch_action_config: object({
    required: { trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), 2) },
  }),
};

const optionWith = (text: Rule): Rule =>
  object({ required: { text, value: string(75) }, optional: { description: anyText(75) } });

/** Menus take plain text only; radio buttons and checkboxes take markup too. */
export const option = optionWith(plain(75));
export const markupOption = optionWith(anyText(75));
export const overflowOption = object({
  required: { text: plain(75), value: string(75) },
  optional: { description: plain(75), url: url(3000) },
});
export const optionGroup = object({ required: { label: plain(75), options: list(option, 100) } });

const sameOption = (one: unknown, other: unknown): boolean => {
  const [a, b] = [one, other].map((value) => value as { text: { text: string }; value: string });
  return a?.value === b?.value && a?.text.text === b?.text.text;
};

/** Slack refuses a preselection that is not, text and value alike, one of the options. */
const preselectionIsOffered = (element: Dictionary, at: string, faults: Fault[]): void => {
  const groups = (element.option_groups ?? []) as { options: unknown[] }[];
  const offered = [...((element.options ?? []) as unknown[]), ...groups.flatMap((group) => group.options)];
  const isOffered = (one: unknown) => offered.some((other) => sameOption(one, other));
  if (element.initial_option && !isOffered(element.initial_option)) {
    faults.push({ message: '`initial_option` must match one of the options', pointer: `${at}/initial_option` });
  }
  ((element.initial_options ?? []) as unknown[]).forEach((one, index) => {
    if (!isOffered(one)) {
      faults.push({ message: '`initial_options` must match the options', pointer: `${at}/initial_options/${index}` });
    }
  });
};

export const withOptions = (element: Dictionary, at: string, faults: Fault[]): void => {
  exactlyOne('options', 'option_groups')(element, at, faults);
  preselectionIsOffered(element, at, faults);
};

export const slackFile = object({ optional: { id, url: url(3000) }, together: exactlyOne('id', 'url') });
