import type { ReactNode } from 'react';
import type { Channel } from '../../api.ts';
import { Avatar } from './avatar.tsx';
import { BotStopped } from './bot-stopped.tsx';
import { ChannelMenu } from './channel-menu.tsx';
import { Composer } from './composer.tsx';
import { Home } from './home.tsx';
import { Icon } from './icons.tsx';
import { MessageLog } from './message-log.tsx';
import { botOf, channelOf, channelTitle, messagesIn } from './state.ts';
import { useStore } from './store.tsx';
import { Tabs } from './tabs.tsx';
import { Welcome } from './welcome.tsx';

/** The open channel, or the app with its two tabs. */
export function Conversation(): ReactNode {
  const { state, dispatch } = useStore();
  const channel = channelOf(state);
  if (!channel) return <main className="conversation" />;
  const title = channelTitle(state.sandbox, channel);
  const atHome = channel.kind === 'direct' && state.tab === 'home';
  return (
    <main className="conversation" aria-label={title}>
      <ChannelHeader channel={channel} />
      {channel.kind === 'direct' && (
        <Tabs
          label={title}
          tabs={{ home: 'Home', messages: 'Messages' }}
          chosen={state.tab}
          choose={(tab) => dispatch({ type: 'go', place: channel.id, tab })}
        />
      )}
      {atHome ? (
        <>
          <Home key={state.resets} />
          <BotStopped />
        </>
      ) : (
        <>
          <MessageLog
            key={`${state.as}/${channel.id}/${state.resets}`}
            label={`Messages in ${title}`}
            messages={messagesIn(state, channel.id)}
            before={<Welcome channel={channel} />}
          />
          <BotStopped />
          {channel.archived ? (
            <p className="notice">This channel is archived: nobody can post here any more.</p>
          ) : (
            <Composer key={`composer/${channel.id}`} channel={channel} />
          )}
        </>
      )}
    </main>
  );
}

function ChannelHeader({ channel }: { channel: Channel }): ReactNode {
  const { sandbox } = useStore().state;
  const { kind, topic, botIsMember } = channel;
  return (
    <header className="channel-header">
      <h1>
        {kind === 'direct' ? (
          <Avatar person={botOf(sandbox)} size={24} />
        ) : (
          <Icon name={kind === 'private' ? 'lock' : 'hash'} />
        )}
        {channelTitle(sandbox, channel).replace('#', '')}
      </h1>
      <p className="topic">{topic}</p>
      {!botIsMember && <span className="tag">{botOf(sandbox)?.name ?? 'The bot'} is not in this channel</span>}
      {channel.archived && <span className="tag">Archived</span>}
      {kind !== 'direct' && <ChannelMenu channel={channel} />}
    </header>
  );
}
