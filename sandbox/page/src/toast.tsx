import { type ReactNode, useEffect } from 'react';
import { useStore } from './store.tsx';

const SHOWN_MS = 7000;

/** Words at the foot of the page that go by themselves. The region is always there, so that readers hear what appears in it. */
export function Toast(): ReactNode {
  const { state, dispatch } = useStore();
  const { toast } = state;
  useEffect(() => {
    if (!toast) return;
    const timer = setTimeout(() => dispatch({ type: 'toast', words: undefined }), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [toast, dispatch]);
  return (
    <div className="toasts" role="status">
      {toast && <p>{toast}</p>}
    </div>
  );
}
