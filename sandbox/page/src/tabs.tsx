import type { KeyboardEvent, ReactNode } from 'react';

interface Props<Name extends string> {
  label: string;
  /** Name -> what is written on it. */
  tabs: Record<Name, string>;
  chosen: Name;
  choose(name: Name): void;
}

/** A row of tabs: arrow keys move between them. */
export function Tabs<Name extends string>({ label, tabs, chosen, choose }: Props<Name>): ReactNode {
  const names = Object.keys(tabs) as Name[];
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const next = names.at((names.indexOf(chosen) + by) % names.length)!;
    choose(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus();
  };
  return (
    <div className="tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {names.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          data-tab={name}
          aria-selected={name === chosen}
          tabIndex={name === chosen ? 0 : -1}
          onClick={() => choose(name)}
        >
          {tabs[name]}
        </button>
      ))}
    </div>
  );
}
