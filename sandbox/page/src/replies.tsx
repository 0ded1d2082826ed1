import { type ReactNode, useEffect, useRef } from 'react';
import { Avatar } from './avatar.tsx';
import { isAwaiting, stopAwaiting } from './awaiting.ts';
import { sandboxNow } from './clock.ts';
import { ago } from './dates.ts';
import { broughtIntoView } from './signals.ts';
import { personOf, repliesTo } from './state.ts';
import { useStore } from './store.tsx';

/** The line under a message that leads into its thread; nothing where there is none. An answer there brings it into view. */
export function Replies({ channel, ts }: { channel: string; ts: string }): ReactNode {
  const { state, dispatch } = useStore();
  const replies = repliesTo(state, channel, ts);
  const last = replies.at(-1);
  const line = useRef<HTMLButtonElement>(null);
  const known = useRef(replies.length);

  useEffect(() => {
    const isNew = replies.length > known.current;
    known.current = replies.length;
    if (!isNew || !line.current || !isAwaiting()) return;
    stopAwaiting();
    line.current.scrollIntoView({ block: 'nearest' });
    broughtIntoView.send();
  }, [replies.length]);

  if (!last) return null;
  const people = [...new Set(replies.map(({ user }) => user))].slice(0, 4);
  return (
    <button ref={line} type="button" className="replies" onClick={() => dispatch({ type: 'thread', ts })}>
      {people.map((id) => (
        <Avatar key={id} person={personOf(state.sandbox, id)} size={22} />
      ))}
      <b>
        {replies.length} {replies.length === 1 ? 'reply' : 'replies'}
      </b>
      <small>Last reply {ago(Number(last.ts) * 1000, sandboxNow())}</small>
    </button>
  );
}
