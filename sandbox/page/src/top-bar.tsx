import type { ReactNode } from 'react';
import type { Person } from '../../api.ts';
import { Avatar } from './avatar.tsx';
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
      <ActAs />
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
  const people = state.sandbox?.people.filter(({ kind }) => kind !== 'bot') ?? [];
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
