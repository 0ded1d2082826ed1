import { minuteOf, momentsOf, wallTimeAt } from './wall-clock.ts';
import type { QuietHours } from './watch.ts';

/** Whether it is quiet now. Hours may span midnight; hours that end when they begin are none. */
export function isQuiet({ from, to }: QuietHours, zone: string, now: number): boolean {
  const [begins, ends, { minute }] = [minuteOf(from), minuteOf(to), wallTimeAt(now, zone)];
  if (begins === ends) return false;
  return begins < ends ? minute >= begins && minute < ends : minute >= begins || minute < ends;
}

/** When the quiet hours that hold `now` are over. */
export function quietEnd({ to }: QuietHours, zone: string, now: number): number {
  const { day } = wallTimeAt(now, zone);
  const ends = [day, day + 1].flatMap((one) => momentsOf(one, minuteOf(to), zone));
  return ends.find((at) => at > now) ?? now;
}
