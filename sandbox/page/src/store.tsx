import { createContext, type Dispatch, type ReactNode, use, useEffect, useReducer } from 'react';
import type { SandboxEvent } from '../../api.ts';
import { readAddress, writeAddress } from './address.ts';
import { listen, loadExchanges, loadState } from './api.ts';
import { setAhead } from './clock.ts';
import { type PageAction, type PageState, startingState, step } from './state.ts';

interface Store {
  state: PageState;
  dispatch: Dispatch<PageAction>;
}

const StoreContext = createContext<Store | undefined>(undefined);

export function useStore(): Store {
  const store = use(StoreContext);
  if (!store) throw new Error('useStore needs a <StoreProvider> above it.');
  return store;
}

/** Holds the page's state and keeps it in step with the sandbox and with the address bar. */
export function StoreProvider({ children }: { children: ReactNode }): ReactNode {
  const [state, dispatch] = useReducer(step, location.hash, (hash) => startingState(readAddress(hash)));
  const { as, place, tab, inspector } = state;
  // Before anything is drawn that tells a time.
  setAhead(state.sandbox?.clock.aheadMs ?? 0);

  useEffect(() => (as ? follow(as, dispatch) : choosePerson(dispatch)), [as]);
  useEffect(() => {
    if (place) history.replaceState(null, '', writeAddress({ as, place, tab, ...(inspector && { inspector }) }));
  }, [as, place, tab, inspector]);

  return <StoreContext value={{ state, dispatch }}>{children}</StoreContext>;
}

/** First visit: acts as the first person of the sandbox. */
function choosePerson(dispatch: Dispatch<PageAction>): () => void {
  let again: ReturnType<typeof setTimeout>;
  const attempt = async (): Promise<void> => {
    try {
      const { people } = await loadState('');
      const first = people.find(({ kind }) => kind !== 'bot');
      if (first) dispatch({ type: 'act-as', as: first.id });
    } catch {
      dispatch({ type: 'link', link: 'lost' });
      again = setTimeout(attempt, 1000);
    }
  };
  attempt();
  return () => clearTimeout(again);
}

/**
 * Listens first and loads second, holding back events until the picture they belong to is there: nothing that happens
 * in between is lost, and what is in both is simply put in place twice.
 */
function follow(as: string, dispatch: Dispatch<PageAction>): () => void {
  let waiting: SandboxEvent[] | undefined = [];
  let over = false;
  const load = async (): Promise<void> => {
    waiting ??= [];
    try {
      const [sandbox, exchanges] = await Promise.all([loadState(as), loadExchanges()]);
      if (over) return;
      dispatch({ type: 'exchanges', exchanges });
      dispatch({ type: 'loaded', as, sandbox });
      for (const event of waiting) dispatch({ type: 'event', event });
      waiting = undefined;
    } catch {
      if (!over) dispatch({ type: 'link', link: 'lost' });
    }
  };
  const close = listen(as, {
    onOpen: load,
    onEvent: (event) => {
      if (waiting) waiting.push(event);
      else dispatch({ type: 'event', event });
      if (event.type === 'reset') load();
    },
    onLost: () => dispatch({ type: 'link', link: 'lost' }),
  });
  return () => {
    over = true;
    close();
  };
}
