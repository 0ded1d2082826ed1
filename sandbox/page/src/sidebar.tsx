import type { ReactNode } from 'react';
import { type Channel, SWITCH_POSITIONS } from '../../api.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icons.tsx';
import { botOf, channelTitle, isUnread } from './state.ts';
import { useStore } from './store.tsx';

export function Sidebar(): ReactNode {
  const { sandbox, drawer } = useStore().state;
  const channels = sandbox?.channels.filter(({ kind }) => kind !== 'direct') ?? [];
  const direct = sandbox?.channels.filter(({ kind }) => kind === 'direct') ?? [];
  return (
    <nav className="sidebar" aria-label="Workspace" data-open={drawer || undefined}>
      <Section title="Channels">
        {channels.map((channel) => (
          <ChannelRow key={channel.id} channel={channel} />
        ))}
      </Section>
      <Section title="Apps">
        {direct.map((channel) => (
          <ChannelRow key={channel.id} channel={channel} />
        ))}
      </Section>
      <span className="grow" />
      <BehindTheScenes />
    </nav>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <section>
      <h2>{title}</h2>
      <ul>{children}</ul>
    </section>
  );
}

function ChannelRow({ channel }: { channel: Channel }): ReactNode {
  const { state, dispatch } = useStore();
  const { id, kind } = channel;
  const here = state.place === id;
  const unread = isUnread(state, id);
  // An app opens at its Home, unless it has written something new.
  const tab = kind === 'direct' && !unread ? 'home' : 'messages';
  return (
    <li>
      <button
        type="button"
        className="row"
        aria-current={here ? 'page' : undefined}
        data-unread={(unread && !here) || undefined}
        data-testid={`channel-${id}`}
        onClick={() => (here ? dispatch({ type: 'drawer', open: false }) : dispatch({ type: 'go', place: id, tab }))}
      >
        {kind === 'direct' ? (
          <Avatar person={botOf(state.sandbox)} size={20} />
        ) : (
          <Icon name={kind === 'private' ? 'lock' : 'hash'} size={16} />
        )}
        <span className="row-name">{channelTitle(state.sandbox, channel).replace('#', '')}</span>
        {kind === 'private' && <span className="unseen">(private)</span>}
        {channel.archived && <small>archived</small>}
        {unread && !here && <span className="unseen">, unread</span>}
      </button>
    </li>
  );
}

/** The simulated vendors and the bot at a glance: a door into the inspector. */
function BehindTheScenes(): ReactNode {
  const { state, dispatch } = useStore();
  const { vendors = [], bot } = state.sandbox ?? {};
  const open = (tab: 'vendors' | 'bot') => () => dispatch({ type: 'inspect', tab });
  return (
    <Section title="Behind the scenes">
      {bot && (
        <li>
          <button type="button" className="row" onClick={open('bot')} data-testid="bot-state">
            <span className="light" data-light={bot.running ? 'on' : 'off'} />
            <span className="row-name">The bot</span>
            <small>{bot.running ? `running, ${bot.mode === 'http' ? 'HTTP' : 'Socket Mode'}` : 'stopped'}</small>
          </button>
        </li>
      )}
      {vendors.map(({ id, name, position }) => (
        <li key={id}>
          <button type="button" className="row" onClick={open('vendors')} title={SWITCH_POSITIONS[position]}>
            <span className="light" data-light={position === 'normal' ? 'on' : 'trouble'} />
            <span className="row-name">{name}</span>
            <small>{position === 'normal' ? 'simulated' : position.replaceAll('_', ' ')}</small>
          </button>
        </li>
      ))}
    </Section>
  );
}
