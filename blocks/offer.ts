import type { ButtonName } from './actions.ts';
import type { Message } from './message.ts';
import { button, buttonRow } from './parts.ts';
import { noticeMessage } from './status.ts';

/** Offers a form that Slack did not open: a button brings a new trigger. */
export function offerMessage(label: string, name: ButtonName, value: string): Message {
  const why = 'Slack did not let me open the form in time. Press the button to open it; what you typed is kept.';
  const message = noticeMessage(why);
  return { ...message, blocks: [...message.blocks, ...buttonRow([button(name, label, value)])] };
}

/** Offers the form of an operation for which something is missing or wrong; `lines` say what. */
export function missingMessage(label: string, name: ButtonName, value: string, lines: readonly string[]): Message {
  const message = noticeMessage(['Please fill in the rest in the form.', ...lines].join(' '));
  return { ...message, blocks: [...message.blocks, ...buttonRow([button(name, label, value)])] };
}
