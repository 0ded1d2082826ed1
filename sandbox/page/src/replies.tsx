import type { ReactNode } from 'react';
import { Avatar } from './avatar.tsx';
import { ago } from './dates.ts';
import { personOf, repliesTo } from './state.ts';
import { useStore } from './store.tsx';

/** The line under a message that leads into its thread; nothing where there is none. */
export function Replies({ channel, ts }: { channel: string; ts: string }): ReactNode {
  const { state, dispatch } = useStore();
  const replies = repliesTo(state, channel, ts);
  const last = replies.at(-1);
  if (!last) return null;
  const people = [...new Set(replies.map(({ user }) => user))].slice(0, 4);
  return (
    <button type="button" className="replies" onClick={() => dispatch({ type: 'thread', ts })}>
      {people.map((id) => (
        <Avatar key={id} person={personOf(state.sandbox, id)} size={22} />
      ))}
      <b>
        {replies.length} {replies.length === 1 ? 'reply' : 'replies'}
      </b>
      <small>Last reply {ago(Number(last.ts) * 1000, Date.now())}</small>
    </button>
  );
}
