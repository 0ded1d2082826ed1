import type { Doors } from '../engine/doors.ts';
import type { Engine } from '../engine/engine.ts';
import { type Failpoints, withFailpoints } from '../engine/failpoints.ts';
import type { Origin } from '../journal/intent.ts';
import type { Journal } from '../journal/journal.ts';
import type { Logger } from '../log.ts';
import type { VendorRecord } from '../operations/records.ts';
import type { Place, Policy } from '../policy/policy.ts';
import type { Storage } from '../storage/storage.ts';
import type { Clients } from '../vendors/clients.ts';
import type { Announcer } from './announcer.ts';
import { describeWatch } from './describe.ts';
import { createJournalSource } from './journal-source.ts';
import { createOutbox, type Every, type OutboxParts } from './outbox.ts';
import { pauseWatch } from './pausing.ts';
import { createPoller, type PollParts } from './poll.ts';
import { createPreview } from './preview.ts';
import { pruneQueries } from './prune-queries.ts';
import { QueryStore } from './query-store.ts';
import { createWatches } from './service.ts';
import { watchesOf } from './store.ts';
import { createStoreAnswer, type StoreParts } from './store-answer.ts';
import type { WatchPlace } from './watch.ts';
import type { Watches } from './watches.ts';

export interface WatchWorkParts {
  storage: Storage;
  journal: Journal;
  engine: Pick<Engine, 'readRecords' | 'mayHaveChanged'>;
  policy: Policy;
  clients: Clients;
  doors: Pick<Doors, 'serves' | 'placeOf'>;
  /** Doors with places that watches post in. Without any, this process asks nothing for watches. */
  announcers: readonly Announcer[];
  /** Names of the webhooks that are set up. */
  hooks: readonly string[];
  /** The address of a record's page at its vendor. */
  pageOf(record: VendorRecord): string | undefined;
  /** Hears of the records in which a poll found a difference. */
  onDifferences?: StoreParts['onDifferences'];
  log: Logger;
  failpoints?: Failpoints | undefined;
  random?: () => number;
  /** For tests, which move their clock between two messages of a place. */
  pause?: OutboxParts['pause'];
}

export interface WatchWork {
  watches: Watches;
  /** Begins to look for what is due, every `sweepMs`. */
  start(every: Every, sweepMs: number): void;
  /** Asks what is due and reads what the journal has new. Resolves when that is done. */
  sweep(): Promise<void>;
  /** Posts what is due. */
  post(): Promise<void>;
  /** Shortens what would last too long because a clock was set back. */
  mend(): Promise<void>;
  /** Keeps what is being asked and posted here from other processes. */
  renewLeases(): Promise<void>;
  /** Deletes what was posted before this time, and the records of questions that nobody has any more. */
  prune(before: number): Promise<void>;
  /** Begins nothing more. */
  stop(): void;
}

/** Pauses every watch of a question, each with a notice. */
const pauseAll =
  ({ log }: Pick<WatchWorkParts, 'log'>): PollParts['pauseAll'] =>
  (key, pause) =>
  async (work) => {
    const active = (await watchesOf(work.db, 'records', key)).filter(({ state }) => state === 'active');
    for (const { id } of active) await pauseWatch(work, id, pause);
    log.warn({ query: key, watches: active.length, reason: pause.reason }, 'watches are paused');
  };

/** One run at a time; whoever calls meanwhile waits for the one under way. */
function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= work().finally(() => {
      running = undefined;
    });
    return running;
  };
}

/** Puts together what notices changes, and what people do with watches. */
export function createWatchWork(parts: WatchWorkParts): WatchWork {
  const { storage, journal, engine, policy, clients, doors, announcers, pageOf, log, failpoints, random } = parts;
  const policyPlaceOf = (place: WatchPlace): Place =>
    announcers.find(({ door }) => door === place.door)?.placeOf(place) ?? {};
  const placeOf = (origin: Origin): Place => (doors.serves({ origin }) ? doors.placeOf(origin) : {});
  const queries = withFailpoints('watches', new QueryStore(storage), failpoints);
  const storeAnswer = createStoreAnswer({
    storage,
    queries,
    watchesOf: (key) => watchesOf(storage.db, 'records', key),
    placeOf,
    policyPlaceOf,
    pageOf,
    ...(parts.onDifferences ? { onDifferences: parts.onDifferences } : {}),
  });
  const poller = createPoller({
    queries,
    readRecords: (operation, input) => engine.readRecords(operation, input),
    mayHaveChanged: (operation, since) => engine.mayHaveChanged(operation, since),
    storeAnswer,
    pauseAll: pauseAll(parts),
    log,
    failpoints,
    ...(random ? { random } : {}),
  });
  const outbox = createOutbox({
    ...{ storage, announcers, policy, log, failpoints },
    titleOf: (watch) => describeWatch(watch, clients),
    ...(parts.pause ? { pause: parts.pause } : {}),
  });
  const source = createJournalSource({ storage, policy, placeOf, policyPlaceOf, log });
  const readJournal = oneAtATime(() => source.sweep());
  const preview = createPreview({ journal, readRecords: engine.readRecords, pageOf });
  const isIdle = announcers.length === 0;
  let isStopped = false;
  const unlessStopped = (work: () => Promise<void>) => async () => {
    if (!isIdle && !isStopped) await work();
  };
  const poll = unlessStopped(() => poller.sweep());
  const look = unlessStopped(readJournal);

  return {
    watches: createWatches({ ...parts, preview }),
    start(every, sweepMs) {
      every(sweepMs, poll, 'polls of watches');
      every(sweepMs, look, 'watches of the journal');
      every(sweepMs, () => queries.renewLeases(), 'renewing of polls');
      outbox.start(every, sweepMs);
      every(sweepMs * 10, () => queries.mend(), 'looking for times that are too far ahead');
    },
    async sweep() {
      await Promise.all([poll(), look()]);
    },
    post: () => outbox.sweep(),
    mend: () => queries.mend(),
    async renewLeases() {
      await Promise.all([queries.renewLeases(), outbox.renewLeases()]);
    },
    async prune(before) {
      await outbox.prune(before);
      await pruneQueries(storage);
    },
    stop() {
      isStopped = true;
      outbox.stop();
      poller.stop();
    },
  };
}
