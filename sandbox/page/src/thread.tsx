import type { ReactNode } from 'react';
import { Composer } from './composer.tsx';
import { Icon } from './icons.tsx';
import { MessageLog } from './message-log.tsx';
import { channelOf, channelTitle, repliesTo } from './state.ts';
import { useStore } from './store.tsx';

/** One message and the replies under it. */
export function ThreadPane({ ts }: { ts: string }): ReactNode {
  const { state, dispatch } = useStore();
  const channel = channelOf(state);
  const first = state.sandbox?.messages.find((message) => message.ts === ts && message.channel === channel?.id);
  if (!channel) return null;
  const replies = repliesTo(state, channel.id, ts);
  return (
    <aside className="side-pane thread" aria-label="Thread" data-testid="thread">
      <header className="pane-header">
        <h2>Thread</h2>
        <small>{channelTitle(state.sandbox, channel)}</small>
        <span className="grow" />
        <button
          type="button"
          className="ghost"
          aria-label="Close the thread"
          onClick={() => dispatch({ type: 'thread', ts: undefined })}
        >
          <Icon name="close" />
        </button>
      </header>
      <MessageLog key={ts} label="Thread" inThread messages={first ? [first, ...replies] : replies} />
      {!channel.archived && <Composer channel={channel} threadTs={ts} />}
    </aside>
  );
}
