import type { Failpoints } from '../engine/failpoints.ts';
import type { RecordsRead } from '../engine/reads.ts';
import { failureOf } from '../errors.ts';
import type { Logger } from '../log.ts';
import { findOperation } from '../operations/catalog.ts';
import { type Operation, wordsOf } from '../operations/operation.ts';
import { createIsUnchanged } from './change-feed.ts';
import { compare, type Plan, seenIn } from './compare.ts';
import { backOffMs, brokenError, pausesFor } from './poll-failure.ts';
import { type Claimed, QueryLostError, type QueryStore } from './query-store.ts';
import type { StoreAnswer } from './store-answer.ts';

/** Polls of one vendor at the same time in one process: its other connections are for people. */
const MOST_OF_A_VENDOR = 2;
/** Polls at the same time in one process. */
const MOST_AT_ONCE = 8;
/** How much sooner or later than its interval a poll comes, so that polls spread. */
const JITTER = 0.1;

export interface PollParts {
  queries: QueryStore;
  /** Reads the records, once no person waits for the vendor. */
  readRecords(operation: Operation, input: Record<string, unknown>): Promise<RecordsRead>;
  /** False: the vendor says that nothing changed since that moment. */
  mayHaveChanged(operation: Operation, since: number): Promise<boolean>;
  storeAnswer: StoreAnswer;
  /** Pauses the watches of a question, in the write that notes its failure. */
  pauseAll: (key: string, pause: { reason: 'vendor' | 'broken'; why: string }) => Parameters<QueryStore['fail']>[2];
  log: Logger;
  failpoints?: Failpoints | undefined;
  random?: () => number;
}

export interface Poller {
  /** Asks what is due, and resolves when that is done. What another process asks is left to it. */
  sweep(): Promise<void>;
  /** Begins no other poll. */
  stop(): void;
}

/** A record that is not there answers a question for it alone. */
const NOTHING: RecordsRead = {
  count: 0,
  at: () => {
    throw new RangeError('There is no record.');
  },
  unseen: { odd: 0, unread: 0 },
};

const isForOne = (operation: Operation): boolean => operation.subject !== undefined;

/** Asks the questions of all watches: each once an interval, however many watches and processes there are. */
export function createPoller(parts: PollParts): Poller {
  const { queries, storeAnswer, log, random = Math.random } = parts;
  const failpoints: Failpoints = parts.failpoints ?? ((_, step) => step());
  const isUnchanged = createIsUnchanged(parts);
  const running = new Map<string, string>();
  let isStopped = false;

  const jittered = (everyMs: number): number => Math.round(everyMs * (1 - JITTER + 2 * JITTER * random()));

  /** Of what is due, what there is room for beside what is being asked. */
  function choose(due: readonly { key: string; operation: string }[]): string[] {
    const counts = new Map<string, number>();
    const count = (vendor: string) => counts.set(vendor, (counts.get(vendor) ?? 0) + 1);
    for (const vendor of running.values()) count(vendor);
    const chosen: string[] = [];
    for (const { key, operation } of due) {
      const { vendor } = wordsOf(operation);
      if (running.size + chosen.length >= MOST_AT_ONCE) break;
      if (running.has(key) || (counts.get(vendor) ?? 0) >= MOST_OF_A_VENDOR) continue;
      count(vendor);
      chosen.push(key);
    }
    return chosen;
  }

  async function ask(operation: Operation, input: Record<string, unknown>): Promise<RecordsRead> {
    try {
      return await parts.readRecords(operation, input);
    } catch (error) {
      if (isForOne(operation) && failureOf(error).kind === 'refused') return NOTHING;
      throw error;
    }
  }

  async function compareWith(read: RecordsRead, query: Claimed, operation: Operation): Promise<Plan> {
    const seen = await seenIn(read, operation.records ?? { personal: [], personalValues: [] });
    const isComplete = read.unseen.odd === 0 && read.unseen.unread === 0;
    return compare(queries.known(query.key), seen, { isComplete });
  }

  async function fail(query: Claimed, error: unknown): Promise<void> {
    const failure = failureOf(error);
    const failures = query.failures + 1;
    const pause = pausesFor(failure, failures);
    const afterMs = backOffMs(query.every_ms, failures, failure);
    log.warn({ err: error, query: query.key, failures, pauses: pause?.reason }, 'a watch got no answer');
    const also = pause ? parts.pauseAll(query.key, pause) : async () => {};
    // Who resumes the watches begins anew.
    await queries.fail(query, { failures: pause ? 0 : failures, why: failure.message, afterMs }, also);
  }

  async function poll(query: Claimed): Promise<void> {
    try {
      const operation = findOperation(query.operation);
      const input = operation?.input.safeParse(JSON.parse(query.input));
      if (!operation?.records || !input?.success) return await fail(query, brokenError());
      if (await isUnchanged(query, operation)) return await queries.skip(query);
      let read: RecordsRead;
      try {
        read = await failpoints('poll.ask', () => ask(operation, input.data));
      } catch (error) {
        return await fail(query, error);
      }
      const plan = await failpoints('poll.compare', () => compareWith(read, query, operation));
      await failpoints('poll.store', () => storeAnswer(query, operation, read, plan));
    } catch (error) {
      if (!(error instanceof QueryLostError)) throw error;
      log.warn({ query: query.key }, 'a poll took so long that its lease ran out');
    }
  }

  async function runAll(keys: readonly string[]): Promise<void> {
    const claimed = await queries.claim(keys, jittered);
    const polls = claimed.map(async (query) => {
      running.set(query.key, wordsOf(query.operation).vendor);
      try {
        await poll(query);
      } catch (error) {
        // Its lease runs out, and the poll is tried again.
        log.error({ err: error, query: query.key }, 'a poll failed');
      } finally {
        running.delete(query.key);
        queries.release(query);
      }
    });
    await Promise.all(polls);
  }

  return {
    async sweep() {
      while (!isStopped) {
        const keys = choose(await queries.due());
        if (keys.length === 0) return;
        await runAll(keys);
      }
    },
    stop() {
      isStopped = true;
    },
  };
}
