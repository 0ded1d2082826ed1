import { type ReactNode, useState } from 'react';
import type { Person } from '../../api.ts';
import { call } from './api.ts';
import { Avatar } from './avatar.tsx';
import { ClockMenu } from './clock-menu.tsx';
import { useAsk } from './confirm.tsx';
import { Icon } from './icons.tsx';
import { MenuButton } from './menu.tsx';
import { personOf } from './state.ts';
import { useStore } from './store.tsx';

export function TopBar(): ReactNode {
  const { state, dispatch } = useStore();
  const { inspector } = state;
  return (
    <header className="top-bar">
      <button
        type="button"
        className="ghost drawer-button"
        aria-label="Channels"
        aria-expanded={state.drawer}
        onClick={() => dispatch({ type: 'drawer', open: !state.drawer })}
      >
        <Icon name="menu" />
      </button>
      <p className="brand">
        <span aria-hidden="true">🛎️</span>
        <b>Bellhop</b> <span className="brand-kind">sandbox</span>
      </p>
      <span className="grow" />
      <ClockMenu />
      <ActAs />
      <Reset />
      <button
        type="button"
        className="ghost inspect-button"
        aria-label="Inspector"
        aria-pressed={inspector !== undefined}
        title="See every request and answer, and switch the vendors"
        onClick={() => dispatch({ type: 'inspect', tab: inspector ? undefined : 'requests' })}
      >
        <Icon name="inspect" />
        <span>Inspector</span>
      </button>
    </header>
  );
}

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const RESET_QUESTION = {
  title: plain('Start again with fresh data?'),
  text: plain(
    'Messages, the vendors’ data and everything the bot has on record go back to how they were at the first start.',
  ),
  confirm: plain('Reset'),
  deny: plain('Cancel'),
  style: 'danger' as const,
};

/** Puts the workspace, the vendors and the bot's data back to fresh, after a question. */
function Reset(): ReactNode {
  const { dispatch } = useStore();
  const ask = useAsk();
  const [busy, setBusy] = useState(false);
  const reset = async (): Promise<void> => {
    if (!(await ask(RESET_QUESTION))) return;
    setBusy(true);
    const answer = await call('reset', {});
    setBusy(false);
    if (!answer.ok) dispatch({ type: 'toast', words: answer.error });
  };
  return (
    <button
      type="button"
      className="ghost inspect-button"
      aria-label="Reset"
      title="Put Slack, the vendors and the bot’s data back to fresh"
      disabled={busy}
      onClick={reset}
    >
      <Icon name="reset" />
      <span>Reset</span>
    </button>
  );
}

/** What each kind of person is called in the menu. */
const KINDS: Record<Person['kind'], string> = {
  member: 'Member',
  admin: 'Admin',
  guest: 'Guest',
  stranger: 'From another team',
  bot: 'App',
};

function ActAs(): ReactNode {
  const { state, dispatch } = useStore();
  const me = personOf(state.sandbox, state.as);
  const people = state.sandbox?.people.filter(({ kind, left }) => kind !== 'bot' && !left) ?? [];
  return (
    <MenuButton
      label={`Act as${me ? `: ${me.name}, ${KINDS[me.kind]}` : ''}`}
      className="act-as"
      heading="Act as"
      button={
        <>
          <Avatar person={me} size={26} />
          <span className="act-as-words">
            <small>Acting as</small>
            <span>
              {me?.name ?? '…'} {me && <i>{KINDS[me.kind]}</i>}
            </span>
          </span>
          <Icon name="chevron" size={14} />
        </>
      }
      items={people.map((person) => ({
        key: person.id,
        label: (
          <>
            {person.name} <i className="kind">{KINDS[person.kind]}</i>
          </>
        ),
        about: person.about,
        icon: <Avatar person={person} size={32} />,
        checked: person.id === state.as,
        pick: () => person.id !== state.as && dispatch({ type: 'act-as', as: person.id }),
      }))}
    />
  );
}
