import type { HomeView, ModalView } from '@slack/types';
import { LIMITS, weightOf } from '../../blocks/limits.ts';
import type { Message } from '../../blocks/message.ts';
import { isViewTooLarge, messageFaults, viewFaults } from '../../sandbox/slack/validate/index.ts';

type Part = Readonly<Record<string, unknown>>;

/**
 * The only things our builders write between `<` and `>`: people, the group that approves in these tests, dates with
 * their fallback, and links.
 */
const TOKEN =
  /<(?:(?:@[UW]|#[CDG])[A-Z0-9]+|!subteam\^S0OPSLEADS1|!date\^\d+\^[^|<>^]+\|[^<>]+|(?:https?:|mailto:)[^\s|<>]+\|[^|<>]+)>/g;

/** Whether markup holds nothing of Slack's own language but what our builders write. */
export function isSafeMarkup(text: string): boolean {
  const rest = text.replace(TOKEN, '');
  return !/[<>]/.test(rest) && !/&(?!amp;|lt;|gt;)/.test(rest);
}

/** Every object below `value`, itself included. */
function partsOf(value: unknown): Part[] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.values(value).flatMap(partsOf);
  return Array.isArray(value) ? below : [value as Part, ...below];
}

function textProblems({ type, text, verbatim }: Part): string[] {
  if ((type !== 'mrkdwn' && type !== 'plain_text') || typeof text !== 'string') return [];
  const shown = JSON.stringify(text.slice(0, 80));
  return [
    ...(/[^\P{Cc}\n]|\p{Cs}/u.test(text) ? [`control characters in ${shown}`] : []),
    ...(/[\u202A-\u202E]/.test(text) ? [`turned direction in ${shown}`] : []),
    ...(type === 'mrkdwn' && verbatim !== true ? [`not verbatim: ${shown}`] : []),
    ...(type === 'mrkdwn' && !isSafeMarkup(text) ? [`not escaped: ${shown}`] : []),
  ];
}

/** A press must say which button it was, so ids are unique in the whole message, not only in their block. */
function twiceUsedIds(parts: readonly Part[]): string[] {
  const ids = parts.flatMap(({ type, action_id: id }) => (type === 'button' ? [String(id)] : []));
  return ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `the action_id ${id} is used twice`);
}

function initialProblems({ initial_value: initial, min_length: min = 0, max_length: max = LIMITS.inputText }: Part) {
  if (typeof initial !== 'string') return [];
  return initial.length < Number(min) || initial.length > Number(max) ? ['an initial text breaks its own limits'] : [];
}

/**
 * What Slack would refuse, or a person be misled by, in something about to be posted or opened. Lengths and counts are
 * judged by the sandbox, which knows Slack's limits without reading ours. Empty when all is well.
 */
export function problemsOf(drawn: Message | ModalView | HomeView): string[] {
  const parts = partsOf(drawn.blocks);
  const problems = parts
    .flatMap((part) => [...textProblems(part), ...initialProblems(part)])
    .concat(twiceUsedIds(parts));
  if ('type' in drawn) {
    return [...viewFaults(drawn, drawn.type), ...problems, ...(isViewTooLarge(drawn) ? ['the view is too large'] : [])];
  }
  const weight = weightOf(drawn.blocks);
  return [
    ...messageFaults(drawn.blocks),
    ...problems,
    ...(drawn.blocks.length === 0 ? ['there are no blocks'] : []),
    ...(drawn.text.trim() === '' || drawn.text.length > LIMITS.messageText ? ['the text is empty or too long'] : []),
    ...(isSafeMarkup(drawn.text) ? [] : ['the text is not escaped']),
    ...(weight > LIMITS.messageTotal ? [`${weight} characters together`] : []),
  ];
}
