import type { Button, KnownBlock, SectionBlock } from '@slack/types';
import type { Next } from '../src/operations/card.ts';
import { BUTTON, type ButtonName, buttonId, nextValue } from './actions.ts';
import { cleanLine, LIMITS } from './limits.ts';
import { bold, type Mrkdwn, mrkdwn, plain } from './text.ts';

export const section = (text: Mrkdwn): SectionBlock => ({ type: 'section', text: mrkdwn(text) });

/** Foreign words with their line breaks, exactly as they are. */
export const plainSection = (text: string, limit: number = LIMITS.sectionText): SectionBlock => ({
  type: 'section',
  text: plain(text, limit),
});

export const context = (text: Mrkdwn): KnownBlock => ({ type: 'context', elements: [mrkdwn(text)] });

/** A real heading, which screen readers can jump to; a sentence too long for one is set in bold. */
export const headline = (text: string): KnownBlock =>
  cleanLine(text).length <= LIMITS.headerText
    ? { type: 'header', text: plain(cleanLine(text), LIMITS.headerText) }
    : section(bold(text, LIMITS.headerText * 3));

interface ButtonLook {
  /** Makes the `action_id` unique within the message. */
  index?: number;
  style?: 'danger' | 'primary' | undefined;
  /** A question of Slack's own before the press counts. */
  question?: string | undefined;
  /** What the button is about, for screen readers, where its label alone does not say. */
  about?: string | undefined;
}

export const button = (name: ButtonName, label: string, value: string, look: ButtonLook = {}): Button => ({
  type: 'button',
  action_id: buttonId(name, look.index),
  text: plain(cleanLine(label), LIMITS.buttonText),
  value,
  ...(look.style && { style: look.style }),
  ...(look.question && {
    confirm: {
      title: plain(cleanLine(label), LIMITS.confirmTitle),
      text: plain(look.question, LIMITS.confirmText),
      confirm: plain(cleanLine(label), LIMITS.confirmButton),
      deny: plain('Cancel', LIMITS.confirmButton),
      style: 'danger' as const,
    },
  }),
  ...(look.about && { accessibility_label: plain(`${label}: ${look.about}`, LIMITS.accessibilityLabel).text }),
});

/** A further operation as a button; undefined when what it has to carry is longer than `cap`. */
export function nextButton(next: Next, look: ButtonLook, cap: number = LIMITS.buttonValue): Button | undefined {
  const value = nextValue(next);
  return value.length <= Math.min(cap, LIMITS.buttonValue) ? button(BUTTON.next, next.label, value, look) : undefined;
}

/** A row of buttons, or nothing at all: Slack refuses an empty row. */
export const buttonRow = (buttons: readonly (Button | undefined)[]): KnownBlock[] => {
  const elements = buttons.filter((one) => one !== undefined);
  return elements.length > 0 ? [{ type: 'actions', elements }] : [];
};
