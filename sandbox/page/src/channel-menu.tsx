import type { ReactNode } from 'react';
import type { Channel, SandboxCalls } from '../../api.ts';
import { call } from './api.ts';
import { Icon } from './icons.tsx';
import { MenuButton, type MenuItem } from './menu.tsx';
import { botOf } from './state.ts';
import { useStore } from './store.tsx';

/** What can happen to a channel while the bot still wants to post there. */
export function ChannelMenu({ channel }: { channel: Channel }): ReactNode {
  const { state, dispatch } = useStore();
  const bot = botOf(state.sandbox)?.name ?? 'the bot';
  const item = (what: SandboxCalls['channel']['do'], label: string, about: string): MenuItem => ({
    key: what,
    label,
    about,
    async pick() {
      const answer = await call('channel', { channel: channel.id, do: what });
      if (!answer.ok) dispatch({ type: 'toast', words: answer.error });
    },
  });
  return (
    <MenuButton
      label={`More about #${channel.name}`}
      button={<Icon name="more" />}
      items={[
        channel.archived
          ? item('unarchive', 'Take out of the archive', 'People and apps can post again')
          : item('archive', 'Archive the channel', 'Nobody can post here any more'),
        channel.botIsMember
          ? item('remove_bot', `Remove ${bot}`, 'It can no longer post here by itself')
          : item('invite_bot', `Invite ${bot}`, 'As /invite does'),
      ]}
    />
  );
}
