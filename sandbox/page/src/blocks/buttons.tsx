import type { Button, Overflow, WorkflowButton } from '@slack/types';
import type { ReactNode } from 'react';
import { Icon } from '../icons.tsx';
import { MenuButton } from '../menu.tsx';
import { safeUrl } from '../mrkdwn-entity.ts';
import { type Placed, useAct } from './surface.tsx';
import { Text } from './text.tsx';
import { reportedOption } from './values.ts';

export function ButtonView({ element, ...place }: Placed<Button | WorkflowButton>): ReactNode {
  const { busy, failure, act } = useAct({ ...place, element });
  const { type, text, style } = element;
  const url = 'url' in element && element.url ? safeUrl(element.url) : undefined;
  const press = (): void => {
    if (url) window.open(url, '_blank', 'noopener,noreferrer');
    const value = 'value' in element && element.value !== undefined ? { value: element.value } : {};
    void act({ type, text, ...value, ...(style && { style }) });
  };
  return (
    <button
      type="button"
      className="button"
      data-style={style}
      data-busy={busy || undefined}
      aria-label={element.accessibility_label}
      aria-busy={busy}
      aria-disabled={busy}
      title={failure}
      onClick={busy ? undefined : press}
    >
      {failure && <Icon name="alert" size={15} />}
      <span>
        <Text of={text} />
      </span>
      {failure && (
        <span className="unseen" role="alert">
          {failure}
        </span>
      )}
    </button>
  );
}

export function OverflowView({ element, ...place }: Placed<Overflow>): ReactNode {
  const { failure, act } = useAct({ ...place, element });
  return (
    <MenuButton
      label={failure ?? 'More actions'}
      className="button overflow"
      button={<Icon name={failure ? 'alert' : 'more'} />}
      items={element.options.map((option, index) => ({
        key: option.value ?? String(index),
        label: <Text of={option.text} />,
        ...(option.description && { about: <Text of={option.description} /> }),
        pick() {
          const url = option.url && safeUrl(option.url);
          if (url) window.open(url, '_blank', 'noopener,noreferrer');
          void act({ type: 'overflow', selected_option: reportedOption(option) });
        },
      }))}
    />
  );
}
