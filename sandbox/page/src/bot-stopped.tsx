import type { ReactNode } from 'react';
import { call } from './api.ts';
import { botOf } from './state.ts';
import { useStore } from './store.tsx';

/** Says why nothing will answer, and offers the way out. */
export function BotStopped(): ReactNode {
  const { sandbox } = useStore().state;
  if (!sandbox || sandbox.bot.running) return null;
  return (
    <p className="notice" role="status">
      {botOf(sandbox)?.name ?? 'The bot'} is stopped, so nothing will answer.
      <button type="button" className="button" onClick={() => call('bot', { do: 'start' })}>
        Start it
      </button>
    </p>
  );
}
