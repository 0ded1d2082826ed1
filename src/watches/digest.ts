import { type Day, minuteOf, momentsOf, wallTimeAt, weekdayOf } from './wall-clock.ts';
import type { DigestTimes, Watch } from './watch.ts';

/** Where a digest has no times: once in the morning. */
export const DIGEST_AT = '09:00';

/** The digests of one day, earliest first. A time that comes twice that day counts once. */
function digestsOf({ at, days }: DigestTimes, zone: string, day: Day): number[] {
  if (days.length > 0 && !days.includes(weekdayOf(day))) return [];
  const times = at.length > 0 ? at : [DIGEST_AT];
  return times.flatMap((time) => momentsOf(day, minuteOf(time), zone)[0] ?? []).sort((a, b) => a - b);
}

/** The next digest after `now`, within a week and a day. */
export function nextDigest(times: DigestTimes, zone: string, now: number): number {
  const { day } = wallTimeAt(now, zone);
  for (let ahead = 0; ahead <= 8; ahead++) {
    const next = digestsOf(times, zone, day + ahead).find((at) => at > now);
    if (next !== undefined) return next;
  }
  return now;
}

/** The last digest before `at`, which may be one itself. */
export function digestBefore(times: DigestTimes, zone: string, at: number): number {
  const { day } = wallTimeAt(at, zone);
  for (let back = 0; back <= 8; back++) {
    const before = digestsOf(times, zone, day - back).findLast((one) => one < at);
    if (before !== undefined) return before;
  }
  return at;
}

/** The time that a digest is about: since the one before it or since the watch began, and no later than its first event. */
export function digestSpan(
  { settings, createdAt }: Pick<Watch, 'settings' | 'createdAt'>,
  rows: readonly { at: number; dueAt: number }[],
): { from: number; to: number; zone: string } {
  const { digest = { at: [], days: [] }, zone } = settings;
  const to = Math.max(...rows.map(({ dueAt }) => dueAt));
  const begins = Math.max(createdAt, digestBefore(digest, zone, to));
  return { from: Math.min(begins, ...rows.map(({ at }) => at)), to, zone };
}
