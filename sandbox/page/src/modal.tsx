import type { KnownBlock, ModalView as SlackModalView } from '@slack/types';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { OpenView } from '../../api.ts';
import { call } from './api.ts';
import { Avatar } from './avatar.tsx';
import { Blocks } from './blocks/blocks.tsx';
import { SurfaceProvider } from './blocks/surface.tsx';
import { withBlockIds } from './blocks/values.ts';
import { Dialog } from './dialog.tsx';
import { Icon } from './icons.tsx';
import { acted } from './signals.ts';
import { botOf } from './state.ts';
import { useStore } from './store.tsx';
import { useSurfaceOf } from './use-surface.ts';

type OpenModal = OpenView & SlackModalView;

/** The person's open modals. All of them stay drawn, so that what was typed below is there when the top one goes. */
export function ModalHost(): ReactNode {
  const { as, sandbox } = useStore().state;
  const modals = (sandbox?.views ?? []).filter((view): view is OpenModal => view.type === 'modal');
  const top = modals.at(-1);
  if (!top) return null;
  return (
    <Dialog
      key={top.rootViewId}
      label={top.title.text}
      className="modal"
      testId="modal"
      onEscape={() => call('close', { as, viewId: top.id })}
    >
      {modals.map((view) => (
        <ModalView key={view.id} view={view} onTop={view === top} stacked={modals.length > 1} />
      ))}
    </Dialog>
  );
}

type Errors = Record<string, string>;

function ModalView({ view, onTop, stacked }: { view: OpenModal; onTop: boolean; stacked: boolean }): ReactNode {
  const { as, sandbox } = useStore().state;
  const [errors, setErrors] = useState<Errors>({});
  const [trouble, setTrouble] = useState<string>();
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const blocks = useMemo(() => withBlockIds(view.blocks as KnownBlock[]), [view.blocks]);
  const surface = useSurfaceOf(blocks, { viewId: view.id }, { held: view.state.values, errors });

  useEffect(() => {
    if (onTop) firstInput(form.current)?.focus();
  }, [onTop]);

  // The first field with an error, once the errors are drawn.
  useEffect(() => {
    if (Object.keys(errors).length > 0) firstInput(form.current?.querySelector('[data-invalid]') ?? null)?.focus();
  }, [errors]);

  const submit = async (): Promise<void> => {
    setErrors({});
    setTrouble(undefined);
    setBusy(true);
    acted.send();
    const answer = await call('submit', { as, viewId: view.id, state: surface.values });
    setBusy(false);
    if (!answer.ok) setTrouble(answer.error);
    else if (answer.errors) setErrors(answer.errors);
  };
  const close = (all: boolean) => () => void call('close', { as, viewId: view.id, ...(all && { all }) });

  return (
    <form
      ref={form}
      className="modal-view"
      hidden={!onTop}
      noValidate
      aria-busy={busy}
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void submit();
      }}
    >
      <header>
        <Avatar person={botOf(sandbox)} size={28} />
        <h2>{view.title.text}</h2>
        <button type="button" className="ghost" aria-label={stacked ? 'Close all' : 'Close'} onClick={close(true)}>
          <Icon name="close" />
        </button>
      </header>
      <div className="modal-body">
        {trouble && (
          <p className="trouble" role="alert">
            <Icon name="alert" size={16} /> {trouble}
          </p>
        )}
        <SurfaceProvider value={surface}>
          <Blocks blocks={blocks} />
        </SurfaceProvider>
      </div>
      <footer>
        <button type="button" className="button" onClick={close(false)}>
          {view.close?.text ?? (view.submit ? 'Cancel' : 'Close')}
        </button>
        {view.submit && (
          <button
            type="submit"
            className="button"
            data-style="primary"
            data-busy={busy || undefined}
            aria-disabled={busy}
          >
            <span>{view.submit.text}</span>
          </button>
        )}
      </footer>
    </form>
  );
}

/** The input meant to be typed in first: the one the view names, else the first. */
const firstInput = (within: Element | null): HTMLElement | null =>
  within?.querySelector<HTMLElement>('[data-focus-first]') ??
  within?.querySelector<HTMLElement>('.blocks :is(input, textarea), input, textarea') ??
  null;
