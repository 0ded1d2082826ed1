import type { EmailInput, NumberInput, PlainTextInput, RichTextBlock, RichTextInput, URLInput } from '@slack/types';
import type { ChangeEvent, KeyboardEvent, ReactNode } from 'react';
import { type Placed, useValue } from './surface.tsx';
import type { Reported } from './values.ts';

type TextElement = PlainTextInput | EmailInput | URLInput | NumberInput | RichTextInput;

const INPUT_MODES = { email_text_input: 'email', url_text_input: 'url', number_input: 'decimal' } as const;

/** One-line and longer text. Numbers and addresses are checked by words under the field, not by the browser's bubbles. */
export function TextInputView({ element, ...place }: Placed<TextElement>): ReactNode {
  const { value, set, report } = useValue({ ...place, element });
  const text = textOf(value);
  const { type } = element;
  const many = type === 'rich_text_input' || (type === 'plain_text_input' && element.multiline === true);
  const most = type === 'plain_text_input' ? element.max_length : undefined;
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed'];

  const shared = {
    className: 'field',
    value: text,
    placeholder: element.placeholder?.text,
    autoComplete: 'off',
    'data-focus-first': element.focus_on_load || undefined,
    'aria-labelledby': place.labelledBy,
    'aria-label': place.labelledBy ? undefined : (element.placeholder?.text ?? 'Text'),
    'aria-describedby': place.describedBy,
    'aria-invalid': place.invalid || undefined,
    onChange: ({ target }: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      set(reported(type, target.value), triggers.includes('on_character_entered')),
    onKeyDown(event: KeyboardEvent) {
      if (event.key !== 'Enter' || many || !place.dispatches || !triggers.includes('on_enter_pressed')) return;
      event.preventDefault();
      report(reported(type, text));
    },
  };
  return (
    <div className="field-box">
      {many ? (
        <textarea {...shared} rows={4} />
      ) : (
        <input
          {...shared}
          type="text"
          inputMode={type in INPUT_MODES ? INPUT_MODES[type as keyof typeof INPUT_MODES] : 'text'}
        />
      )}
      {most && text.length > most * 0.8 && (
        <span className="field-left" data-over={text.length > most || undefined} aria-hidden="true">
          {most - text.length}
        </span>
      )}
    </div>
  );
}

/** Slack reports an emptied input as `null`. */
function reported(type: TextElement['type'], text: string): Reported {
  if (type !== 'rich_text_input') return { type, value: text === '' ? null : text };
  const block: RichTextBlock = {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
  };
  return { type, rich_text_value: text === '' ? null : block };
}

function textOf(value: Reported): string {
  const rich = value.rich_text_value as RichTextBlock | null | undefined;
  const sections = rich?.elements.flatMap((part) => (part.type === 'rich_text_section' ? part.elements : []));
  return sections?.map((leaf) => ('text' in leaf ? leaf.text : '')).join('') ?? String(value.value ?? '');
}
