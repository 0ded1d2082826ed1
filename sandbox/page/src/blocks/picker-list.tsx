import { Fragment, type ReactNode, useEffect, useRef } from 'react';
import { Icon } from '../icons.tsx';
import type { Choice } from './picker.tsx';
import type { Suggestions } from './suggestions.ts';

interface Props {
  id: string;
  groups: Suggestions['groups'];
  phase: Suggestions['phase'];
  atLeast: number;
  active: number;
  chosen: readonly Choice[];
  multiple: boolean;
  onPick(choice: Choice): void;
  onPoint(index: number): void;
}

const words = ({ phase, atLeast }: Pick<Props, 'phase' | 'atLeast'>): string => {
  if (phase === 'waiting') return `Type ${atLeast === 1 ? 'a letter' : `${atLeast} letters`} to search`;
  return phase === 'loading' ? 'Looking…' : 'No results';
};

/** The open list of a picker. The focus stays in the input; the active option is only pointed at. */
export function PickerList({
  id,
  groups,
  phase,
  atLeast,
  active,
  chosen,
  multiple,
  onPick,
  onPoint,
}: Props): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  let index = -1;
  const option = (choice: Choice): ReactNode => {
    index += 1;
    const here = index;
    const isChosen = chosen.some(({ key }) => key === choice.key);
    return (
      // biome-ignore lint/a11y/useFocusableInteractive: pointed at by aria-activedescendant.
      // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox has the keys.
      <div
        key={choice.key}
        id={`${id}-${here}`}
        role="option"
        aria-selected={isChosen}
        data-active={here === active || undefined}
        onClick={() => onPick(choice)}
        onPointerMove={() => here !== active && onPoint(here)}
      >
        <span className="menu-words">
          <span>{choice.text}</span>
          {choice.about && <small>{choice.about}</small>}
        </span>
        {isChosen && <Icon name="check" size={16} />}
      </div>
    );
  };

  return (
    <div
      ref={list}
      id={`${id}-list`}
      role="listbox"
      aria-multiselectable={multiple || undefined}
      aria-busy={phase === 'loading'}
    >
      {groups.length === 0 && <p className="picker-nothing">{words({ phase, atLeast })}</p>}
      {groups.map(({ label, choices }) =>
        label ? (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset has no place in a list box.
          <div key={label} role="group" aria-label={label}>
            <p className="picker-group">{label}</p>
            {choices.map(option)}
          </div>
        ) : (
          <Fragment key="">{choices.map(option)}</Fragment>
        ),
      )}
    </div>
  );
}
