import { setTimeout as pause } from 'node:timers/promises';
import { median } from '../report/statistics.ts';
import type { Group, Row } from './row.ts';

const SEARCH = '/pmp lead search acme #';
const CLIENTS = 50;
const COMMANDS = 50_000;
const QUICK_COMMANDS = 5_000;
const SAMPLE_MS = 500;
/** Loading and a first garbage collection are over by then. */
const IDLE_AFTER_MS = 3_000;

export const memoryIdleRow: Row = {
  name: 'memory-idle',
  async measure({ bot }) {
    await pause(IDLE_AFTER_MS);
    return { 'memory idle': bot.memoryMb() };
  },
};

const meanOf = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;

/** Resident memory after many searches, and its growth from the third to the last quarter of them. */
export const memoryRow: Row = {
  name: 'memory',
  async measure({ load, bot, quick }) {
    const count = quick ? QUICK_COMMANDS : COMMANDS;
    const samples: { done: number; mb: number }[] = [];
    let done = 0;
    const timer = setInterval(() => samples.push({ done, mb: bot.memoryMb() }), SAMPLE_MS);
    try {
      for (; done < count; done += count / 50) {
        await load.closed(SEARCH, { clients: CLIENTS, count: count / 50, until: 'done' });
      }
    } finally {
      clearInterval(timer);
    }
    const between = (from: number, to: number) =>
      samples.filter((one) => one.done >= from * count && one.done < to * count).map(({ mb }) => mb);
    const last = between(0.75, 1.01);
    return { 'memory after': median(last), 'memory growth': meanOf(last) / meanOf(between(0.5, 0.75)) };
  },
};

export const memoryGroup: Group = {
  name: 'memory',
  contestants: 'all',
  rounds: () => 1,
  rows: [memoryRow],
};
