import type { ReactNode } from 'react';
import { call } from '../api.ts';
import { useStore } from '../store.tsx';

/** People who leave the company, and come back. */
export function PeoplePanel(): ReactNode {
  const { state, dispatch } = useStore();
  const people = state.sandbox?.people.filter(({ kind }) => kind !== 'bot') ?? [];
  const change = (person: string, left: boolean) => async (): Promise<void> => {
    const answer = await call('person', { person, do: left ? 'return' : 'leave' });
    if (!answer.ok) dispatch({ type: 'toast', words: answer.error });
  };
  return (
    <section className="panel-card" aria-label="People" data-testid="people-panel">
      <header>
        <h3>People</h3>
      </header>
      <p>Somebody who is deactivated can do nothing any more, and what they own needs a new owner.</p>
      <ul className="people">
        {people.map(({ id, name, left = false }) => (
          <li key={id}>
            <span>{name}</span>
            <button type="button" className="button" disabled={id === state.as} onClick={change(id, left)}>
              {left ? `Take ${name} back` : `Deactivate ${name}`}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
