import type { ReactNode } from 'react';
import type { Channel } from '../../api.ts';
import type { Node } from './mrkdwn.ts';
import { personOf } from './state.ts';
import { useStore } from './store.tsx';

type Mentioned = Extract<Node, { kind: 'user' | 'channel' | 'usergroup' | 'broadcast' | 'channel-name' }>;

/** A person, channel or group named in a text. Channels can be followed; a mention of the reader stands out. */
export function Mention({ of }: { of: Mentioned }): ReactNode {
  const { sandbox, as } = useStore().state;
  switch (of.kind) {
    case 'user':
      return (
        <span className="mention" data-me={of.id === as || undefined}>
          @{personOf(sandbox, of.id)?.name ?? of.label ?? of.id}
        </span>
      );
    case 'broadcast':
      return (
        <span className="mention" data-me>
          @{of.range}
        </span>
      );
    case 'usergroup': {
      const group = sandbox?.groups.find(({ id }) => id === of.id);
      return (
        <span className="mention" data-me={group?.users.includes(as) || undefined}>
          {group ? `@${group.handle}` : (of.label ?? `@${of.id}`)}
        </span>
      );
    }
    case 'channel':
      return (
        <ChannelLink
          channel={sandbox?.channels.find(({ id }) => id === of.id)}
          otherwise={of.label || 'unknown-channel'}
        />
      );
    case 'channel-name':
      return <ChannelLink channel={sandbox?.channels.find(({ name }) => name === of.name)} otherwise={of.name} />;
  }
}

/** A channel that can be gone to; plain words when this person cannot see it. */
function ChannelLink({ channel, otherwise }: { channel: Channel | undefined; otherwise: string }): ReactNode {
  const { dispatch } = useStore();
  if (!channel) return `#${otherwise}`;
  return (
    <button type="button" className="mention" onClick={() => dispatch({ type: 'go', place: channel.id })}>
      #{channel.name}
    </button>
  );
}
