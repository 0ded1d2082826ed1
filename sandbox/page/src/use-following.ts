import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { sent } from './signals.ts';

const NEAR = 80;

interface Following {
  box: RefObject<HTMLDivElement | null>;
  content: RefObject<HTMLDivElement | null>;
  onScroll(): void;
  /** Whether the last entry has come into view. */
  seesLast: boolean;
  toEnd(): void;
}

/**
 * Keeps the end of a growing conversation in view until the reader scrolls away from it, and again once they come back or
 * send something. A last entry taller than the window is shown from its top.
 */
export function useFollowing(): Following {
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const placedAt = useRef(0);
  const [seesLast, setSeesLast] = useState(true);

  const toEnd = useCallback((): void => {
    const frame = box.current;
    const last = content.current?.lastElementChild as HTMLElement | null | undefined;
    if (!frame || !last) return;
    frame.scrollTop = last.offsetHeight > frame.clientHeight ? last.offsetTop : frame.scrollHeight;
    placedAt.current = frame.scrollTop;
    following.current = true;
  }, []);

  const onScroll = (): void => {
    const { scrollTop, scrollHeight, clientHeight } = box.current!;
    following.current = scrollTop === placedAt.current || scrollHeight - scrollTop - clientHeight < NEAR;
    const last = content.current?.lastElementChild as HTMLElement | null | undefined;
    setSeesLast(!last || last.offsetTop < scrollTop + clientHeight - NEAR / 2);
  };

  useLayoutEffect(toEnd, [toEnd]);
  useEffect(() => {
    const sizes = new ResizeObserver(() => following.current && toEnd());
    if (content.current) sizes.observe(content.current);
    if (box.current) sizes.observe(box.current);
    const quiet = sent.on(toEnd);
    return () => {
      sizes.disconnect();
      quiet();
    };
  }, [toEnd]);

  return { box, content, onScroll, seesLast, toEnd };
}
