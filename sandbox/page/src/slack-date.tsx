import type { ReactNode } from 'react';
import { fillDateTemplate, momentOf, readerNow } from './dates.ts';
import { Link } from './link.tsx';
import { useStore } from './store.tsx';

interface Props {
  /** Seconds since 1970. */
  epoch: number;
  format: string;
  fallback: string;
  url?: string;
}

/** A moment in the reader's own time zone, the whole of it on hover. */
export function SlackDate({ epoch, format, fallback, url }: Props): ReactNode {
  // "Today" changes when the sandbox's clock moves.
  useStore();
  const reader = readerNow();
  const at = new Date(epoch * 1000);
  const words = fillDateTemplate(format, epoch, fallback, reader);
  if (Number.isNaN(at.getTime())) return words;
  const time = (
    <time dateTime={at.toISOString()} title={momentOf(epoch * 1000, reader)}>
      {words}
    </time>
  );
  return url ? <Link url={url}>{time}</Link> : time;
}
