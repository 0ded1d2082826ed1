import type { Sample } from '../load/load.ts';
import { median, percentile } from '../report/statistics.ts';
import type { Measures, Row, Stage } from './row.ts';

const SEARCH = '/pmp lead search acme #';
const MANY = '/pmp lead search many #';
const CLIENTS = 50;
const QUIET_MS = 60_000;

const acks = (samples: readonly Sample[]): number[] => samples.map(({ ackMs }) => ackMs);
const perSecond = (count: number, since: number): number => (count * 1000) / (performance.now() - since);
const notAcked = (samples: readonly Sample[]): number => samples.filter(({ acked, spoke }) => !acked || spoke).length;
const notDone = (samples: readonly Sample[]): number => samples.filter(({ doneMs }) => doneMs === undefined).length;

export const warmUp: Row = {
  name: 'warm-up',
  async measure({ load, quick }) {
    await load.closed(SEARCH, { clients: 10, count: quick ? 600 : 1_500, until: 'done' });
    return {};
  },
};

/** Acknowledgements with the work behind them going on, until the last one; then the work is waited for. */
export const acksRow: Row = {
  name: 'acks',
  async measure({ load, quick }) {
    const since = performance.now();
    const samples = await load.closed(SEARCH, { clients: CLIENTS, count: quick ? 2_000 : 6_000, until: 'acked' });
    // What was not taken is no reason to be called fast.
    const rate = perSecond(samples.length - notAcked(samples), since);
    const lost = await load.settled(QUIET_MS);
    return {
      'acks/s': rate,
      'acked and done/s': perSecond(samples.length - lost, since),
      'ack p50': median(acks(samples)),
      'ack p99': percentile(acks(samples), 0.99),
      'not taken': notAcked(samples),
      lost,
    };
  },
};

/** Whole searches, until the result arrived at Slack. */
export const searchesRow: Row = {
  name: 'searches',
  async measure({ load, bot, quick }) {
    const cpuBefore = bot.cpuMs();
    const since = performance.now();
    const busyBefore = performance.eventLoopUtilization();
    const samples = await load.closed(SEARCH, { clients: CLIENTS, count: quick ? 2_000 : 6_000, until: 'done' });
    const rate = perSecond(samples.length, since);
    return {
      'searches/s': rate,
      'search p50': median(samples.flatMap(({ doneMs }) => doneMs ?? [])),
      'search ack p99': percentile(acks(samples), 0.99),
      'CPU ms a search': (bot.cpuMs() - cpuBefore) / samples.length,
      'load busy': performance.eventLoopUtilization(busyBefore).utilization,
      lost: notDone(samples),
    };
  },
};

const VENDOR_MS = 30;

/** What a person waits beyond the vendor's own time, while nothing is short. */
export const overheadRow: Row = {
  name: 'overhead',
  async measure({ load, world, quick }) {
    world.vendors.delay(VENDOR_MS);
    try {
      const samples = await load.paced(SEARCH, { perSecond: 20, seconds: quick ? 8 : 30, until: 'done' });
      const overheads = samples.flatMap(({ doneMs, vendorMs }) => (doneMs === undefined ? [] : [doneMs - vendorMs]));
      return {
        'overhead p50': median(overheads),
        'overhead p99': percentile(overheads, 0.99),
        lost: notDone(samples),
      };
    } finally {
      world.vendors.delay(0);
    }
  },
};

/** Acknowledgements at 50 a second, while somebody searches for what gives 10,000 leads once a second. */
export const longListsRow: Row = {
  name: 'long-lists',
  async measure({ load, quick }) {
    const seconds = quick ? 8 : 20;
    await load.send(MANY).done;
    const long = load.paced(MANY, { perSecond: 1, seconds, until: 'done' });
    const samples = await load.paced(SEARCH, { perSecond: 50, seconds, until: 'acked' });
    const lists = await long;
    await load.settled(QUIET_MS);
    return {
      'long ack p50': median(acks(samples)),
      'long ack p99': percentile(acks(samples), 0.99),
      'list p50': median(lists.flatMap(({ doneMs }) => doneMs ?? [])),
      lost: notDone(lists),
    };
  },
};

/** Calls to Slack and to the vendor for each command. */
export const callsRow: Row = {
  name: 'calls',
  async measure({ load, world }: Stage): Promise<Measures> {
    const slackCalls = () => [...world.slack.calls.values()].reduce((sum, one) => sum + one, 0);
    const before = { slack: slackCalls(), vendor: world.vendors.calls() };
    const count = 1_000;
    await load.closed(SEARCH, { clients: 10, count, until: 'done' });
    return {
      'Slack calls': (slackCalls() - before.slack) / count,
      'vendor calls': (world.vendors.calls() - before.vendor) / count,
    };
  },
};

export const startUpRow: Row = {
  name: 'start-up',
  measure: async ({ bot }) => ({ 'start-up': bot.startUpMs }),
};
