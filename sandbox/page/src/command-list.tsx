import { type ReactNode, useEffect, useRef } from 'react';
import type { SlashCommand } from '../../api.ts';

interface Props {
  id: string;
  commands: readonly SlashCommand[];
  active: number;
  onPick(index: number): void;
  onPoint(index: number): void;
}

/** The commands that fit what is typed; the composer keeps the focus and the keys. */
export function CommandList({ id, commands, active, onPick, onPoint }: Props): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div className="command-list">
      <p className="menu-heading">
        Commands <span className="grow" /> <kbd>↑</kbd> <kbd>↓</kbd> to choose · <kbd>Tab</kbd> to take
      </p>
      <div ref={list} id={`${id}-list`} role="listbox" aria-label="Commands">
        {commands.map(({ command, usageHint, description }, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: pointed at by aria-activedescendant.
          // biome-ignore lint/a11y/useKeyWithClickEvents: the composer has the keys.
          <div
            key={command}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            data-active={index === active || undefined}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onPick(index)}
            onPointerMove={() => index !== active && onPoint(index)}
          >
            <span>
              <b>{command}</b> {usageHint && <code>{usageHint}</code>}
            </span>
            <small>{description}</small>
          </div>
        ))}
      </div>
    </div>
  );
}
