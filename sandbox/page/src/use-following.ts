import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { isAwaiting, stopAwaiting } from './awaiting.ts';
import { broughtIntoView, sent } from './signals.ts';

const NEAR = 80;

interface Following {
  box: RefObject<HTMLDivElement | null>;
  content: RefObject<HTMLDivElement | null>;
  onScroll(): void;
  /** Whether the last entry has come into view. */
  seesLast: boolean;
  toEnd(): void;
}

/** How the log was laid out when it was last scrolled on purpose. */
interface Layout {
  scrollTop: number;
  scrollHeight: number;
  clientHeight: number;
  /** The last entry, and whether it does not fit into the window with the space below it. */
  entry: HTMLElement | undefined;
  tall: boolean;
}

const NO_LAYOUT: Layout = { scrollTop: 0, scrollHeight: 0, clientHeight: 0, entry: undefined, tall: false };

const layoutOf = (frame: HTMLElement, entry: HTMLElement): Layout => {
  const { scrollTop, scrollHeight, clientHeight } = frame;
  return { scrollTop, scrollHeight, clientHeight, entry, tall: scrollHeight - entry.offsetTop > clientHeight };
};

const isAtEnd = ({ scrollTop, scrollHeight, clientHeight }: Layout): boolean =>
  scrollHeight - scrollTop - clientHeight < NEAR;

/** Seen is what ends in the window, or begins in its upper half. */
const isSeen = (entry: HTMLElement, { scrollTop, clientHeight }: Layout): boolean =>
  entry.offsetTop + entry.offsetHeight <= scrollTop + clientHeight + NEAR / 2 ||
  entry.offsetTop <= scrollTop + clientHeight / 2;

/**
 * Keeps the end of a growing conversation in view until the reader scrolls away from it, and again once they come back,
 * send something or get an answer. A last entry taller than the window is shown from its top.
 */
export function useFollowing(): Following {
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const placed = useRef(NO_LAYOUT);
  const [seesLast, setSeesLast] = useState(true);

  /** The parts on the page, with the last entry; undefined before there is one. */
  const parts = useCallback(() => {
    const frame = box.current;
    const entry = content.current?.lastElementChild as HTMLElement | null | undefined;
    return frame && entry ? { frame, entry } : undefined;
  }, []);

  /** Takes the position as it is for one that was meant. */
  const keep = useCallback((): void => {
    const found = parts();
    if (!found) return;
    placed.current = layoutOf(found.frame, found.entry);
    setSeesLast(isSeen(found.entry, placed.current));
  }, [parts]);

  const toEnd = useCallback((): void => {
    const found = parts();
    if (!found) return;
    const { frame, entry } = found;
    const before = placed.current;
    const { tall } = layoutOf(frame, entry);
    if (!tall) frame.scrollTop = frame.scrollHeight;
    // A tall one that was shown from its top already stays where the reader has it.
    else if (before.entry !== entry || !before.tall) frame.scrollTop = entry.offsetTop;
    following.current = true;
    keep();
  }, [keep, parts]);

  const onScroll = (): void => {
    const found = parts();
    if (!found) return;
    const before = placed.current;
    const now = layoutOf(found.frame, found.entry);
    const isResized = now.scrollHeight !== before.scrollHeight || now.clientHeight !== before.clientHeight;
    // The browser moves what no longer fits; only a scroll in an unchanged layout is the reader's.
    if (isResized) {
      if (following.current) toEnd();
      else keep();
    } else if (now.scrollTop !== before.scrollTop) {
      following.current = isAtEnd(now);
      keep();
    }
  };

  useLayoutEffect(() => toEnd(), [toEnd]);
  useEffect(() => {
    let newest = parts()?.entry;
    const onResize = (): void => {
      const entry = parts()?.entry;
      const isAnswer = entry !== newest && isAwaiting();
      newest = entry;
      if (following.current || isAnswer) toEnd();
      else keep();
    };
    const onSent = (): void => {
      const found = parts();
      // Sending from further up comes back to the end, also when the last entry was shown before.
      if (found && !isAtEnd(layoutOf(found.frame, found.entry)) && !following.current) placed.current = NO_LAYOUT;
      toEnd();
    };
    const onBrought = (): void => {
      following.current = false;
      keep();
    };
    const sizes = new ResizeObserver(onResize);
    if (content.current) sizes.observe(content.current);
    if (box.current) sizes.observe(box.current);
    const offs = [sent.on(onSent), broughtIntoView.on(onBrought)];
    // Scroll events also follow a focus or a click; these two are only ever the reader's own.
    const frame = box.current;
    for (const gesture of ['wheel', 'touchmove']) frame?.addEventListener(gesture, stopAwaiting, { passive: true });
    return () => {
      sizes.disconnect();
      for (const off of offs) off();
      for (const gesture of ['wheel', 'touchmove']) frame?.removeEventListener(gesture, stopAwaiting);
    };
  }, [keep, parts, toEnd]);

  return { box, content, onScroll, seesLast, toEnd };
}
