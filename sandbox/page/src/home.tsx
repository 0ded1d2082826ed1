import type { KnownBlock } from '@slack/types';
import { type ReactNode, useEffect, useMemo } from 'react';
import { call } from './api.ts';
import { Blocks } from './blocks/blocks.tsx';
import { SurfaceProvider } from './blocks/surface.tsx';
import { withBlockIds } from './blocks/values.ts';
import { useStore } from './store.tsx';
import { useSurfaceOf } from './use-surface.ts';

/** App Home: opening it tells the bot, which then draws it for this person. */
export function Home(): ReactNode {
  const { state, dispatch } = useStore();
  const { as, sandbox } = state;
  const view = sandbox?.home;
  const blocks = useMemo(() => withBlockIds((view?.blocks ?? []) as KnownBlock[]), [view?.blocks]);
  const surface = useSurfaceOf(blocks, view ? { viewId: view.id } : {}, view && { held: view.state.values });

  useEffect(() => {
    call('open_home', { as }).then((answer) => {
      if (!answer.ok) dispatch({ type: 'toast', words: answer.error });
    });
  }, [as, dispatch]);

  return (
    <div className="home" role="tabpanel" aria-label="Home" data-testid="home">
      {view ? (
        <SurfaceProvider value={surface}>
          <Blocks blocks={blocks} />
        </SurfaceProvider>
      ) : (
        <p className="empty">The bot has not drawn its Home yet.</p>
      )}
    </div>
  );
}
