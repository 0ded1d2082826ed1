import type { ReactNode } from 'react';
import { ConfirmHost } from './confirm.tsx';
import { Conversation } from './conversation.tsx';
import { Inspector } from './inspector/inspector.tsx';
import { ModalHost } from './modal.tsx';
import { Sidebar } from './sidebar.tsx';
import { StoreProvider, useStore } from './store.tsx';
import { ThreadPane } from './thread.tsx';
import { Toast } from './toast.tsx';
import { TopBar } from './top-bar.tsx';

export const App = (): ReactNode => (
  <StoreProvider>
    <ConfirmHost>
      <Workspace />
    </ConfirmHost>
  </StoreProvider>
);

function Workspace(): ReactNode {
  const { state, dispatch } = useStore();
  const { sandbox, thread, inspector, drawer, link } = state;
  return (
    <div
      className="frame"
      data-testid="workspace"
      data-ready={sandbox !== undefined || undefined}
      data-thread={thread !== undefined || undefined}
      data-inspector={inspector !== undefined || undefined}
      data-drawer={drawer || undefined}
    >
      <TopBar />
      <Sidebar />
      {drawer && (
        <button
          type="button"
          className="scrim"
          aria-label="Close the list of channels"
          onClick={() => dispatch({ type: 'drawer', open: false })}
        />
      )}
      <div className="panes">
        {sandbox ? <Conversation /> : <Waiting />}
        {sandbox && thread !== undefined && <ThreadPane ts={thread} />}
        {sandbox && inspector !== undefined && <Inspector tab={inspector} />}
      </div>
      {link === 'lost' && (
        <p className="lost" role="status">
          The sandbox is not answering. Trying again…
        </p>
      )}
      <Toast />
      <ModalHost />
    </div>
  );
}

const Waiting = (): ReactNode => (
  <main className="conversation waiting" aria-busy="true">
    <span aria-hidden="true">🛎️</span>
    <p>Opening the workspace…</p>
  </main>
);
