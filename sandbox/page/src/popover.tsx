import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

interface Props {
  open: boolean;
  /** What it hangs from. */
  anchor: RefObject<HTMLElement | null>;
  /** A press anywhere else. */
  onDismiss(): void;
  /** As wide as the anchor, instead of as its content asks. */
  fit?: boolean;
  /** Which edge of the anchor it lines up with. */
  align?: 'start' | 'end';
  className?: string;
  children: ReactNode;
}

/** Something that opens beside a control, above all else and never cut off: the browser's top layer, placed by hand. */
export function Popover({ open, anchor, onDismiss, fit, align = 'start', className = '', children }: Props): ReactNode {
  const box = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const element = box.current;
    const from = anchor.current;
    if (!open || !element || !from) return;
    const reposition = (): void => place(element, from, fit ?? false, align);
    element.showPopover();
    reposition();
    const sizes = new ResizeObserver(reposition);
    sizes.observe(element);
    window.addEventListener('resize', reposition);
    window.addEventListener('scroll', reposition, true);
    return () => {
      sizes.disconnect();
      window.removeEventListener('resize', reposition);
      window.removeEventListener('scroll', reposition, true);
    };
  }, [open, anchor, fit, align]);

  useEffect(() => {
    if (!open) return;
    const onPress = ({ target }: PointerEvent): void => {
      if (target instanceof Node && !box.current?.contains(target) && !anchor.current?.contains(target)) onDismiss();
    };
    document.addEventListener('pointerdown', onPress);
    return () => document.removeEventListener('pointerdown', onPress);
  }, [open, anchor, onDismiss]);

  return open ? (
    <div ref={box} popover="manual" className={`popover ${className}`}>
      {children}
    </div>
  ) : null;
}

const GAP = 4;
const MARGIN = 8;

/** Below the anchor where there is room, else above; always inside the window. */
function place(element: HTMLElement, anchor: HTMLElement, fit: boolean, align: 'start' | 'end'): void {
  const from = anchor.getBoundingClientRect();
  if (fit) element.style.width = `${Math.max(from.width, 220)}px`;
  const below = window.innerHeight - from.bottom - GAP - MARGIN;
  const above = from.top - GAP - MARGIN;
  const upwards = below < Math.min(element.scrollHeight, 280) && above > below;
  element.style.maxHeight = `${Math.min(upwards ? above : below, 380)}px`;
  const { width, height } = element.getBoundingClientRect();
  const left = align === 'end' ? from.right - width : from.left;
  element.style.left = `${Math.max(MARGIN, Math.min(left, window.innerWidth - width - MARGIN))}px`;
  element.style.top = `${upwards ? from.top - GAP - height : from.bottom + GAP}px`;
}
