import { type KeyboardEvent, type ReactNode, useCallback, useId, useRef, useState } from 'react';
import { Icon } from '../icons.tsx';
import { Popover } from '../popover.tsx';
import { PickerList } from './picker-list.tsx';
import { type Source, useSuggestions } from './suggestions.ts';
import type { Reported } from './values.ts';

export interface Choice {
  key: string;
  text: string;
  about?: string;
  /** What Slack would report for it. */
  reported: Reported;
}
export interface ChoiceGroup {
  label?: string;
  choices: Choice[];
}

interface Props {
  multiple: boolean;
  chosen: Choice[];
  choose(choices: Choice[]): void;
  source: Source;
  placeholder: string;
  /** Whether a single choice can be taken back. */
  clearable: boolean;
  most?: number | undefined;
  labelledBy?: string;
  describedBy?: string;
  invalid?: boolean;
}

/** Every select: one or several choices out of a list that is searched by typing. An ARIA combobox with a list box. */
export function Picker({ multiple, chosen, choose, source, placeholder, clearable, most, ...names }: Props): ReactNode {
  const [query, setQuery] = useState<string>();
  const [active, setActive] = useState(0);
  const field = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const open = query !== undefined;
  const typed = query ?? '';
  const { groups, phase } = useSuggestions(source, query);
  const flat = groups.flatMap(({ choices }) => choices);

  const show = (): void => {
    if (open) return;
    setQuery('');
    setActive(0);
  };
  const hide = useCallback(() => setQuery(undefined), []);

  const pick = (choice: Choice): void => {
    if (!multiple) {
      choose([choice]);
      hide();
    } else {
      const without = chosen.filter(({ key }) => key !== choice.key);
      if (without.length < chosen.length) choose(without);
      else if (most === undefined || chosen.length < most) choose([...chosen, choice]);
      setQuery('');
    }
    input.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const { key } = event;
    if (key === 'Escape' && open) hide();
    else if ((key === 'ArrowDown' || key === 'ArrowUp') && !open) show();
    else if (key === 'ArrowDown') setActive((active + 1) % Math.max(flat.length, 1));
    else if (key === 'ArrowUp') setActive((active - 1 + flat.length) % Math.max(flat.length, 1));
    else if (key === 'Enter' && open) {
      if (phase === 'ready' && flat[active]) pick(flat[active]);
    } else if (key === 'Enter') show();
    else if (key === 'Backspace' && typed === '' && chosen.length > 0 && (multiple || clearable))
      choose(chosen.slice(0, -1));
    else {
      if (key === 'Tab') hide();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const shown = multiple ? '' : (chosen[0]?.text ?? '');
  return (
    <div className="picker">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a press beside the letters goes to the input inside. */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the input inside has the keys. */}
      <div
        ref={field}
        className="field picker-field"
        data-open={open || undefined}
        data-invalid={names.invalid || undefined}
        onClick={() => {
          input.current?.focus();
          show();
        }}
      >
        {multiple &&
          chosen.map((choice) => (
            <span key={choice.key} className="chip">
              {choice.text}
              <button
                type="button"
                aria-label={`Remove ${choice.text}`}
                onClick={(event) => {
                  event.stopPropagation();
                  choose(chosen.filter(({ key }) => key !== choice.key));
                }}
              >
                <Icon name="close" size={12} />
              </button>
            </span>
          ))}
        <input
          ref={input}
          role="combobox"
          aria-expanded={open}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={open && flat[active] ? `${id}-${active}` : undefined}
          aria-labelledby={names.labelledBy}
          aria-label={names.labelledBy ? undefined : placeholder}
          aria-describedby={names.describedBy}
          aria-invalid={names.invalid || undefined}
          autoComplete="off"
          placeholder={multiple && chosen.length > 0 ? '' : shown || placeholder}
          value={open ? typed : shown}
          onChange={({ target }) => {
            setQuery(target.value);
            setActive(0);
          }}
          onFocus={({ target }) => target.select()}
          onKeyDown={onKeyDown}
        />
        <Icon name="chevron" size={16} />
      </div>
      <Popover open={open} anchor={field} fit onDismiss={hide} className="picker-popover">
        <PickerList
          id={id}
          groups={groups}
          phase={phase}
          atLeast={'atLeast' in source ? source.atLeast : 0}
          active={active}
          chosen={chosen}
          multiple={multiple}
          onPick={pick}
          onPoint={setActive}
        />
      </Popover>
    </div>
  );
}
