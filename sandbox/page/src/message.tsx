import { memo, type ReactNode, useMemo } from 'react';
import type { Message } from '../../api.ts';
import { Avatar } from './avatar.tsx';
import { Blocks } from './blocks/blocks.tsx';
import { SurfaceProvider } from './blocks/surface.tsx';
import { withBlockIds } from './blocks/values.ts';
import { momentOf, readerNow, timeOf } from './dates.ts';
import { Icon } from './icons.tsx';
import { MessageTools } from './message-tools.tsx';
import { Mrkdwn } from './mrkdwn-view.tsx';
import { Replies } from './replies.tsx';
import { personOf } from './state.ts';
import { useStore } from './store.tsx';
import { useSurfaceOf } from './use-surface.ts';

interface Props {
  message: Message;
  /** Follows another message of the same person: no name, no avatar. */
  compact: boolean;
  inThread: boolean;
}

export const MessageView = memo(function MessageView({ message, compact, inThread }: Props): ReactNode {
  const { state, dispatch } = useStore();
  const { channel, ts, user, edited, ephemeralFor } = message;
  const person = personOf(state.sandbox, user);
  const name = person?.name ?? user;
  const at = Number(ts) * 1000;
  const reader = readerNow();
  const time = (
    <time className="message-time" dateTime={new Date(at).toISOString()} title={momentOf(at, reader)}>
      {timeOf(at, reader)}
    </time>
  );
  return (
    <article
      className="message"
      aria-label={`${name}, ${timeOf(at, reader)}`}
      data-testid="message"
      data-ts={ts}
      data-compact={compact || undefined}
      data-ephemeral={ephemeralFor ? true : undefined}
    >
      {ephemeralFor && (
        <p className="only-you">
          <Icon name="eye" size={14} /> Only visible to you
        </p>
      )}
      <div className="message-side">{compact ? time : <Avatar person={person} />}</div>
      <div className="message-main">
        {!compact && (
          <header>
            <b className="message-name">{name}</b>
            {person?.kind === 'bot' && user !== 'USLACKBOT' && <span className="app-badge">App</span>}
            {person?.kind === 'stranger' && <span className="app-badge">Other team</span>}
            {time}
          </header>
        )}
        <MessageBody message={message} />
        {edited && <span className="edited">(edited)</span>}
        {!inThread && <Replies channel={channel} ts={ts} />}
        {ephemeralFor && (
          <button type="button" className="link" onClick={() => dispatch({ type: 'dismiss', message })}>
            Dismiss message
          </button>
        )}
      </div>
      <MessageTools message={message} inThread={inThread} />
    </article>
  );
});

function MessageBody({ message }: { message: Message }): ReactNode {
  const { channel, ts, text } = message;
  const blocks = useMemo(() => withBlockIds(message.blocks ?? []), [message.blocks]);
  const surface = useSurfaceOf(blocks, { channel, ts });
  if (blocks.length === 0) {
    return (
      <div className="message-text">
        <Mrkdwn text={text} />
      </div>
    );
  }
  return (
    <SurfaceProvider value={surface}>
      <Blocks blocks={blocks} />
    </SurfaceProvider>
  );
}
