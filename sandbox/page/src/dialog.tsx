import { type ReactNode, useLayoutEffect, useRef } from 'react';

interface Props {
  /** Names the dialog for those who hear it. */
  label: string;
  /** Escape. */
  onEscape(): void;
  className?: string;
  testId?: string;
  children: ReactNode;
}

/**
 * The browser's own modal dialog: it keeps the focus inside and makes the rest inert. When it goes, the focus returns to
 * what opened it, or to the composer when that is no longer there.
 */
export function Dialog({ label, onEscape, className = '', testId, children }: Props): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);

  // Open before anything inside asks for the focus.
  useLayoutEffect(() => {
    const element = dialog.current;
    const opener = document.activeElement;
    if (!element?.open) element?.showModal();
    return () => {
      element?.close();
      const back =
        opener instanceof HTMLElement && opener.isConnected && opener !== document.body ? opener : composer();
      back?.focus();
    };
  }, []);

  return (
    <dialog
      ref={dialog}
      className={`dialog ${className}`}
      aria-label={label}
      data-testid={testId}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // The browser would close it by itself, and a bot that refuses to answer could not keep it open.
        event.preventDefault();
        event.stopPropagation();
        onEscape();
      }}
      onCancel={(event) => event.preventDefault()}
    >
      {children}
    </dialog>
  );
}

const composer = (): HTMLElement | null => document.querySelector<HTMLElement>('[data-composer]');
