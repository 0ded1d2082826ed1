import { call } from './api.ts';
import { useStore } from './store.tsx';

/** Runs a shortcut, on a message where one is named; says so when the bot did not take it. */
export function useShortcut(): (on: { callbackId: string; channel?: string; ts?: string }) => void {
  const { state, dispatch } = useStore();
  return async (on) => {
    const answer = await call('shortcut', { as: state.as, ...on });
    if (!answer.ok) dispatch({ type: 'toast', words: answer.error });
  };
}
