import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { createDoors } from '../src/engine/doors.ts';
import { createEngine, type Notifier } from '../src/engine/engine.ts';
import { createPolicy } from '../src/policy/policy.ts';
import type { Storage } from '../src/storage/storage.ts';
import { openStores } from '../src/stores.ts';
import type { Announcer } from '../src/watches/announcer.ts';
import { putQuery, putWatch } from '../src/watches/store.ts';
import type { Watch } from '../src/watches/watch.ts';
import { createWatchWork } from '../src/watches/watch-work.ts';
import { workFolder } from './places.ts';

const WATCHES = 10_000;
const QUERIES = 50;
const CHANNELS = 500;
const RECORDS = 100;
const LONG_LIST = 10_000;
const MINUTE = 60_000;
const EVERY = 5 * MINUTE;

const DOOR = 'slack';
const say = (words: string): void => void process.stdout.write(`${words}\n`);
const megabytes = (): number => process.memoryUsage().rss / 2 ** 20;

/** The lists that the vendor answers with, by what is searched for. A change of `round` changes one record of each. */
const state = { round: 0, polls: 0 };
const row = (query: string, index: number) => ({
  id: `${Number(query.slice(1)) * 100_000 + index + 1}`,
  name: `Somebody ${index}`,
  company: `Company ${index} ${index === 0 ? state.round : ''}`,
  status: '2',
  status_name: 'New',
  email: `somebody${index}@example.com`,
  phonenumber: `020 7946 ${index}`,
});
const answers = new Map<string, readonly object[]>();
/** Made before a phase begins: what the stand-in does is no part of the figures. */
function prepare(): void {
  const isMany = state.round > 10;
  for (let query = 0; query <= QUERIES; query++) {
    const name = `q${query}`;
    const count = name === `q${QUERIES}` ? LONG_LIST : RECORDS;
    const rows = Array.from({ length: count }, (_, index) => ({
      ...row(name, isMany && index % 2 ? 0 : index),
      id: row(name, index).id,
    }));
    answers.set(name, rows);
  }
}
const vendor = {
  async call({ path }: { path: unknown }) {
    state.polls++;
    await wait(5);
    return answers.get(String(path).split('/').at(-1) ?? '') ?? [];
  },
  choices: () => [],
};

/** Makes watches quickly: many in each transaction, without a word in any channel. */
async function fill(storage: Storage, queries: number, watches: number): Promise<void> {
  const make = (index: number): Watch => ({
    id: `W-${String(index).padStart(6, '0')}`,
    source: { kind: 'records', operation: 'pmp.lead.search', input: { key: `q${index % queries}` } },
    settings: {
      events: ['new', 'changed', 'gone'],
      filters: [],
      fields: [],
      mode: 'record',
      zone: 'Europe/Berlin',
      everyMs: EVERY,
      personal: false,
      muted: [],
    },
    owner: { id: 'U1', team: 'T1' },
    place: { door: DOOR, address: JSON.stringify({ team: 'T1', channel: `C${index % CHANNELS}` }) },
    state: 'active',
    createdAt: 0,
  });
  for (let from = 0; from < watches; from += 500)
    await storage.write(async (work) => {
      for (let index = from; index < Math.min(from + 500, watches); index++) await putWatch(work, make(index));
    });
  await storage.write(async (work) => {
    for (let index = 0; index < queries; index++) await putQuery(work, make(index), true);
  });
}

/** The most processor time, in milliseconds, that one turn of the event loop took since the start: others on the machine do not count. */
function watchTurns(): () => number {
  let longest = 0;
  let last = process.cpuUsage();
  let next: NodeJS.Immediate;
  const look = () => {
    const { user, system } = process.cpuUsage(last);
    longest = Math.max(longest, (user + system) / 1_000);
    last = process.cpuUsage();
    next = setImmediate(look);
  };
  look();
  return () => {
    clearImmediate(next);
    return longest;
  };
}

/** Runs a phase and prints how many polls it took, how long, and the longest turn of the event loop. */
async function phase(name: string, work: () => Promise<unknown>): Promise<void> {
  prepare();
  global.gc?.();
  await wait(50);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const [polls, began] = [state.polls, performance.now()];
  delay.enable();
  const stop = watchTurns();
  await work();
  const busiest = stop();
  delay.disable();
  const took = performance.now() - began;
  const longest = Math.max(0, delay.max / 1e6 - 1);
  say(
    `${name.padEnd(46)} ${String(state.polls - polls).padStart(4)} polls ${took.toFixed(0).padStart(7)} ms   longest turn ${longest.toFixed(0).padStart(4)} ms, of processor time ${busiest.toFixed(0).padStart(4)} ms   ${megabytes().toFixed(0)} MB`,
  );
}

mkdirSync(workFolder, { recursive: true });
const dataDir = mkdtempSync(join(workFolder, 'watches-'));
const clock = { now: Date.UTC(2026, 10, 25, 10) };
const log = pino({ level: 'silent' });
const stores = await openStores({ dataDir, owner: 'bench', now: () => clock.now, leaseMs: 10_000 });
const { storage, journal } = stores;
const clients = { pmp: vendor };
const policy = createPolicy({ personOf: async () => ({ kind: 'member' }), membersOf: async () => [] });
const doors = createDoors([
  { kinds: ['command'], asksApprovers: false, placeOf: () => ({}), notifier: {} as Notifier },
]);
const engine = createEngine({ clients, journal, policy, doors, log, workingAfterMs: 1_000, undoMinutes: 30 });
const announcer: Announcer = {
  door: DOOR,
  placeOf: ({ address }) => ({ channel: JSON.parse(address).channel }),
  post: async () => ({}),
  edit: async () => true,
  directMessage: async () => {},
};
const work = createWatchWork({
  ...{ storage, journal, engine, policy, clients, doors, log },
  announcers: [announcer],
  hooks: [],
  pageOf: () => undefined,
});
const count = async (): Promise<number> => {
  const rows = storage.db.selectFrom('watch_notification').select((eb) => eb.fn.countAll<number>().as('count'));
  return Number((await rows.executeTakeFirstOrThrow()).count);
};
/** The jitter makes a poll come up to a tenth late. */
const nextInterval = async () => {
  clock.now += EVERY * 1.11;
  await work.sweep();
};

await work.sweep();
global.gc?.();
const before = megabytes();
say(`Without watches ${before.toFixed(0)} MB`);
await fill(storage, QUERIES, WATCHES);
await phase('first answers of 50 questions, 10,000 watches', () => work.sweep());
await phase('a tick with nothing due', () => work.sweep());
await phase('an interval without changes', nextInterval);
await phase('an interval without changes', nextInterval);
state.round++;
await phase('an interval, one record of each list changed', nextInterval);
say(`${await count()} notifications for ${WATCHES} watches`);
await phase('ten more intervals without changes', async () => {
  for (let times = 0; times < 10; times++) await nextInterval();
});
global.gc?.();
say(`With watches ${megabytes().toFixed(0)} MB, ${(megabytes() - before).toFixed(0)} MB more`);

await storage.write(async (write) => {
  const watch = await write.db.selectFrom('watch').selectAll().limit(1).executeTakeFirstOrThrow();
  const source = { kind: 'records', operation: 'pmp.lead.search', input: { key: 'q50' } } as const;
  const long: Watch = {
    id: 'W-LONG00',
    source,
    settings: JSON.parse(watch.settings),
    owner: { id: 'U1', team: 'T1' },
    place: { door: watch.door, address: watch.place },
    state: 'active',
    createdAt: 0,
  };
  await putWatch(write, long);
  await putQuery(write, long, true);
});
await phase('first answer of a list of 10,000', () => work.sweep());
await phase('the list of 10,000 without changes, and 50 others', nextInterval);
state.round = 11;
await storage.write(async ({ db }) => {
  await db.updateTable('watch').set({ state: 'paused' }).where('id', '!=', 'W-LONG00').execute();
});
await phase('half of the list of 10,000 changed at once', nextInterval);
say(`${await count()} notifications`);
await engine.drain();
await stores.close();
rmSync(dataDir, { recursive: true, force: true });
