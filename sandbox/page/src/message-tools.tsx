import type { ReactNode } from 'react';
import type { Message } from '../../api.ts';
import { Icon } from './icons.tsx';
import { MenuButton } from './menu.tsx';
import { botOf } from './state.ts';
import { useStore } from './store.tsx';
import { useShortcut } from './use-shortcut.ts';

/** What can be done with a message: shown on hover, on focus, and by touch always. Nothing for what only one person sees. */
export function MessageTools({ message, inThread }: { message: Message; inThread: boolean }): ReactNode {
  const { state, dispatch } = useStore();
  const run = useShortcut();
  const { channel, ts, ephemeralFor } = message;
  if (ephemeralFor) return null;
  const bot = botOf(state.sandbox)?.name ?? 'the app';
  const shortcuts = state.sandbox?.shortcuts.filter(({ type }) => type === 'message') ?? [];
  return (
    <div className="message-tools" role="toolbar" aria-label="Message actions">
      {!inThread && (
        <button
          type="button"
          className="ghost"
          aria-label="Reply in thread"
          title="Reply in thread"
          onClick={() => dispatch({ type: 'thread', ts })}
        >
          <Icon name="reply" size={16} />
        </button>
      )}
      <MenuButton
        label="More message actions"
        button={<Icon name="more" size={16} />}
        items={[
          ...(inThread
            ? []
            : [
                {
                  key: 'reply',
                  label: 'Reply in thread',
                  icon: <Icon name="reply" size={16} />,
                  pick: () => dispatch({ type: 'thread', ts }),
                },
              ]),
          ...shortcuts.map(({ callbackId, name, description }) => ({
            key: callbackId,
            label: name,
            about: `${bot}: ${description}`,
            icon: <Icon name="bolt" size={16} />,
            pick: () => run({ callbackId, channel, ts }),
          })),
          {
            key: 'copy',
            label: 'Copy text',
            icon: <Icon name="copy" size={16} />,
            pick: () => void navigator.clipboard.writeText(message.text),
          },
        ]}
      />
    </div>
  );
}
