import { TZDate } from '@date-fns/tz';
import type { ClockMove } from './api.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MORNING_HOUR = 9;

/** The clock of the whole sandbox: Slack, the vendors and the bot's storage go by it. */
export interface MovedClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** How far it is ahead of the machine's. */
  aheadMs(): number;
  /** `zone`: where it has to be morning. */
  move(how: ClockMove, zone: string): void;
  onMove(listener: (aheadMs: number) => void): void;
}

function nextMorning(at: number, zone: string): number {
  const day = new TZDate(at, zone);
  return new TZDate(day.getFullYear(), day.getMonth(), day.getDate() + 1, MORNING_HOUR, zone).getTime();
}

/** A clock that shows the machine's time until it is moved. `machine`: that time. */
export function createMovedClock(machine: () => number = () => Date.now()): MovedClock {
  let ahead = 0;
  const listeners: ((aheadMs: number) => void)[] = [];
  const now = () => machine() + ahead;
  const further = (how: ClockMove, zone: string): number => {
    switch (how) {
      case 'minute':
        return MINUTE;
      case 'hour':
        return HOUR;
      case 'day':
        return 24 * HOUR;
      case 'morning':
        return nextMorning(now(), zone) - now();
      case 'back':
        return -ahead;
    }
  };
  return {
    now,
    aheadMs: () => ahead,
    move(how, zone) {
      ahead += further(how, zone);
      for (const listener of listeners) listener(ahead);
    },
    onMove: (listener) => void listeners.push(listener),
  };
}
