import type { InputBlock } from '@slack/types';
import { type ReactNode, useId } from 'react';
import { Icon } from '../icons.tsx';
import { ElementView } from './element.tsx';
import { useSurface } from './surface.tsx';
import { Text } from './text.tsx';

/** A labelled input with its hint, and what is wrong with it underneath. */
export function InputView({ block }: { block: InputBlock }): ReactNode {
  const { label, hint, optional, element, dispatch_action: dispatches = false, block_id: blockId = '' } = block;
  const error = useSurface().errors[blockId];
  const id = useId();
  const below = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return (
    <div className="block-input" data-block-id={blockId} data-invalid={error ? true : undefined}>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the control names this label by aria-labelledby; some are groups. */}
      <label id={`${id}-label`} className="input-label">
        <Text of={label} />
        {optional && <span className="input-optional"> (optional)</span>}
      </label>
      <ElementView
        blockId={blockId}
        element={element}
        dispatches={dispatches}
        labelledBy={`${id}-label`}
        {...(below && { describedBy: below })}
        invalid={Boolean(error)}
      />
      {error && (
        <p id={`${id}-error`} className="input-error" role="alert">
          <Icon name="alert" size={15} />
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="input-hint">
          <Text of={hint} />
        </p>
      )}
    </div>
  );
}
