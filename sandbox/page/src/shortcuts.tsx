import type { ReactNode } from 'react';
import { Icon } from './icons.tsx';
import { MenuButton } from './menu.tsx';
import { useStore } from './store.tsx';
import { useShortcut } from './use-shortcut.ts';

/** The workspace's global shortcuts. */
export function Shortcuts(): ReactNode {
  const { sandbox } = useStore().state;
  const run = useShortcut();
  const shortcuts = sandbox?.shortcuts.filter(({ type }) => type === 'global') ?? [];
  if (shortcuts.length === 0) return null;
  return (
    <MenuButton
      label="Shortcuts"
      align="start"
      heading="Shortcuts"
      button={<Icon name="bolt" />}
      items={shortcuts.map(({ callbackId, name, description }) => ({
        key: callbackId,
        label: name,
        about: description,
        icon: <Icon name="bolt" size={16} />,
        pick: () => run({ callbackId }),
      }))}
    />
  );
}
