import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Popover } from './popover.tsx';

export interface MenuItem {
  key: string;
  label: ReactNode;
  /** One quieter line under the label. */
  about?: ReactNode;
  icon?: ReactNode;
  /** One of a set, and whether it is the chosen one. */
  checked?: boolean;
  pick(): void;
}

interface Props {
  /** What the button is called. */
  label: string;
  button: ReactNode;
  items: readonly MenuItem[];
  /** Words above the items. */
  heading?: ReactNode;
  align?: 'start' | 'end';
  className?: string;
}

/** A button that opens a menu: arrow keys, Home and End move, Enter picks, Escape leaves and gives the focus back. */
export function MenuButton({ label, button, items, heading, align = 'end', className = 'ghost' }: Props): ReactNode {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();

  useEffect(() => {
    if (open) (list.current?.querySelector<HTMLElement>('[aria-checked=true]') ?? itemsIn(list.current)[0])?.focus();
  }, [open]);

  const close = (): void => {
    setOpen(false);
    anchor.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const all = itemsIn(list.current);
    const at = all.indexOf(document.activeElement as HTMLElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === 'Escape' || event.key === 'Tab') close();
    else if (next !== undefined) all.at(next % all.length)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <>
      <button
        ref={anchor}
        type="button"
        className={className}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {button}
      </button>
      <Popover open={open} anchor={anchor} align={align} onDismiss={() => setOpen(false)} className="menu">
        {heading && <p className="menu-heading">{heading}</p>}
        <div ref={list} id={id} role="menu" aria-label={label} tabIndex={-1} onKeyDown={onKeyDown}>
          {items.map(({ key, label, about, icon, checked, pick }) => (
            <button
              key={key}
              type="button"
              tabIndex={-1}
              {...(checked === undefined ? { role: 'menuitem' } : { role: 'menuitemradio', 'aria-checked': checked })}
              onClick={() => {
                close();
                pick();
              }}
            >
              {icon}
              <span className="menu-words">
                <span>{label}</span>
                {about && <small>{about}</small>}
              </span>
            </button>
          ))}
        </div>
      </Popover>
    </>
  );
}

const itemsIn = (list: HTMLElement | null): HTMLElement[] => [
  ...(list?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? []),
];
