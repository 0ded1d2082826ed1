import { nextDigest } from './digest.ts';
import { isQuiet, quietEnd } from './quiet.ts';
import type { WatchSettings } from './watch.ts';

/**
 * When an event of now may be posted: what is critical at once, what goes into a digest at its next time, even in quiet
 * hours, anything else after them.
 */
export function dueAt(
  { mode, digest, quiet, zone }: Pick<WatchSettings, 'mode' | 'digest' | 'quiet' | 'zone'>,
  now: number,
  critical: boolean,
): number {
  if (critical) return now;
  if (mode === 'digest') return nextDigest(digest ?? { at: [], days: [] }, zone, now);
  return quiet && isQuiet(quiet, zone, now) ? quietEnd(quiet, zone, now) : now;
}
