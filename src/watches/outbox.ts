import { setTimeout as wait } from 'node:timers/promises';
import { type Failpoints, withFailpoints } from '../engine/failpoints.ts';
import type { Logger } from '../log.ts';
import type { Policy } from '../policy/policy.ts';
import type { Storage } from '../storage/storage.ts';
import { type Announcer, PlaceError } from './announcer.ts';
import { reportLate } from './health.ts';
import { openOutboxStore } from './outbox-store.ts';
import { pauseAfter } from './pacing.ts';
import { nextStep, type Step } from './post.ts';
import type { Watch, WatchPlace } from './watch.ts';

/** So many places get their messages at the same time in one process. */
const MOST_AT_ONCE = 16;
const REPORT_EVERY_MS = 60_000;

export interface OutboxParts {
  storage: Storage;
  /** The door of a place posts in it. */
  announcers: readonly Announcer[];
  policy: Pick<Policy, 'exclusionOf' | 'decideAtAll'>;
  /** What people call a watch. */
  titleOf(watch: Watch): string;
  log: Logger;
  failpoints?: Failpoints | undefined;
  /** Waits between two messages of a place. For tests, which move their clock instead. */
  pause?(ms: number, signal: AbortSignal): Promise<unknown>;
}

/** Repeats some work, and says in the log when it failed. */
export type Every = (ms: number, work: () => Promise<unknown>, what: string) => unknown;

export interface Outbox {
  /** Begins to look for what is due, at least every `sweepMs`. */
  start(every: Every, sweepMs: number): void;
  /** Posts what is due, and resolves when that is done. What another process is at is left to it. */
  sweep(): Promise<void>;
  /** Keeps the places that this process is at from others. */
  renewLeases(): Promise<void>;
  /** Deletes what was posted and noticed before this time. */
  prune(before: number): Promise<void>;
  /** Finishes the messages that are under way, and begins no other. */
  stop(): void;
}

/** Brings notifications from the outbox to their places: one process at a place at a time, its messages a second apart. */
export function createOutbox(parts: OutboxParts): Outbox {
  const { storage, policy, titleOf, log, failpoints } = parts;
  const store = withFailpoints('outbox', openOutboxStore(storage), failpoints);
  const announcers = new Map(
    parts.announcers.map((one) => [one.door, withFailpoints('announcer', one, failpoints)] as const),
  );
  const pause = parts.pause ?? ((ms: number, signal: AbortSignal) => wait(ms, undefined, { signal, ref: false }));
  const stopping = new AbortController();
  let atWork = 0;

  /** What a step could not do. The place takes nothing, or it is tried again after a rest. */
  async function afterFailure(place: WatchPlace, { watch, seqs }: Step, error: unknown): Promise<void> {
    if (!(error instanceof PlaceError)) {
      log.warn({ err: error, watch: watch.id, notifications: seqs.length }, 'a notification is not posted yet');
      return store.markFailed(place, seqs, pauseAfter);
    }
    const paused = place.address === '' ? 0 : await store.pausePlace(place, error.why);
    log.warn({ err: error.cause, watch: watch.id, paused }, 'a place takes no notifications');
    // Said of a watch that is not active, or to its owner alone: nobody will ever resume it, and it must not be tried for ever.
    if (watch.state !== 'active' || place.address === '') await store.markDropped(seqs);
  }

  /** False: there is nothing more to do in this place for now. */
  async function postNext(place: WatchPlace, announcer: Announcer): Promise<boolean> {
    const restMs = await store.restOf(place);
    if (restMs === undefined) return false;
    if (restMs > 0) {
      await pause(restMs, stopping.signal);
      // A clock that stands still is looked at again by a later sweep.
      const leftMs = await store.restOf(place);
      return leftMs !== undefined && leftMs < restMs;
    }
    const step = await nextStep({ storage, store, policy, titleOf }, place, announcer);
    if (!step) return false;
    try {
      await step.run();
      return true;
    } catch (error) {
      await afterFailure(place, step, error);
      return false;
    }
  }

  async function serve(place: WatchPlace): Promise<void> {
    const announcer = announcers.get(place.door);
    try {
      while (announcer && !stopping.signal.aborted && (await postNext(place, announcer)));
    } catch (error) {
      if (!stopping.signal.aborted) log.warn({ err: error }, 'notifications of a place are left to a later attempt');
    } finally {
      await store.release(place);
    }
  }

  async function sweep(): Promise<void> {
    const free = MOST_AT_ONCE - atWork;
    if (free <= 0 || announcers.size === 0 || stopping.signal.aborted) return;
    await store.resumeDue();
    atWork += free;
    let claimed: readonly WatchPlace[] = [];
    try {
      claimed = await store.claim([...announcers.keys()], free);
    } finally {
      atWork -= free - claimed.length;
    }
    await Promise.all(claimed.map((place) => serve(place).finally(() => atWork--)));
  }

  return {
    start(every, sweepMs) {
      every(sweepMs, sweep, 'sweep of notifications');
      every(sweepMs, () => store.renewLeases(), 'renewing of places');
      every(REPORT_EVERY_MS, () => reportLate(storage, log), 'report of late notifications');
    },
    sweep,
    renewLeases: () => store.renewLeases(),
    prune: (before) => store.prune(before),
    stop: () => stopping.abort(),
  };
}
