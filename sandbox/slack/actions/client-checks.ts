import type { StateValues } from '../../api.ts';
import { HELD } from '../element-state.ts';
import { type Dictionary, isObject } from '../validate/check.ts';

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

function numberFault(element: Dictionary, value: string): string | undefined {
  const pattern = element.is_decimal_allowed ? /^-?\d*\.?\d+$/ : /^-?\d+$/;
  if (!pattern.test(value)) return element.is_decimal_allowed ? 'Enter a number.' : 'Enter a whole number.';
  if (element.min_value !== undefined && Number(value) < Number(element.min_value)) {
    return `Enter a number that is ${element.min_value} or more.`;
  }
  if (element.max_value !== undefined && Number(value) > Number(element.max_value)) {
    return `Enter a number that is ${element.max_value} or less.`;
  }
  return undefined;
}

const mostOf = ({ max_selected_items, max_files }: Dictionary): number =>
  Number(max_selected_items ?? max_files ?? Number.POSITIVE_INFINITY);

function valueFault(element: Dictionary, value: unknown): string | undefined {
  const text = String(value);
  switch (element.type) {
    case 'plain_text_input':
      if (text.length < Number(element.min_length ?? 0)) return `Enter at least ${element.min_length} characters.`;
      if (text.length > Number(element.max_length ?? 3000)) {
        return `Enter no more than ${element.max_length ?? 3000} characters.`;
      }
      return undefined;
    case 'number_input':
      return numberFault(element, text);
    case 'email_text_input':
      return /^\S+@\S+\.\S+$/.test(text) ? undefined : 'Enter a valid email address.';
    case 'url_text_input':
      return URL.canParse(text) ? undefined : 'Enter a valid URL.';
    default:
      return Array.isArray(value) && value.length > mostOf(element)
        ? `Choose no more than ${mostOf(element)}.`
        : undefined;
  }
}

/** What Slack's own form refuses before the bot is asked: block_id -> text. */
export function clientFaults(blocks: readonly unknown[], state: StateValues): Record<string, string> {
  const faults: Record<string, string> = {};
  for (const block of blocks) {
    if (!isObject(block) || block.type !== 'input' || !isObject(block.element)) continue;
    const { element } = block;
    const blockId = String(block.block_id);
    const entry = state[blockId]?.[String(element.action_id)] as Dictionary | undefined;
    const value = entry?.[HELD[String(element.type)]?.key ?? ''];
    const isMissing = isEmpty(value) && !block.optional;
    const fault = isMissing
      ? 'Please complete this required field.'
      : isEmpty(value)
        ? undefined
        : valueFault(element, value);
    if (fault) faults[blockId] = fault;
  }
  return faults;
}
