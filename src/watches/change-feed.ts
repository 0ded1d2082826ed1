import type { Logger } from '../log.ts';
import type { Operation } from '../operations/operation.ts';
import type { Claimed, QueryStore } from './query-store.ts';

/** What a vendor does not say of itself is found by a whole answer at least this often. */
const WHOLE_EVERY_MS = 30 * 60_000;
/** The vendor's clock may be behind. */
const CLOCKS_DIFFER_MS = 2 * 60_000;

/**
 * Makes the function that says whether a vendor says itself that a whole answer would be as the last one. Where it cannot
 * say, and for a watch that has had no answer yet, it is asked for a whole one.
 */
export function createIsUnchanged({
  queries,
  mayHaveChanged,
  log,
}: {
  queries: Pick<QueryStore, 'isSettled'>;
  mayHaveChanged(operation: Operation, since: number): Promise<boolean>;
  log: Logger;
}): (query: Claimed, operation: Operation) => Promise<boolean> {
  return async (query, operation) => {
    const { last_answer_at: since, failures, claimedAt } = query;
    if (!operation.changedSince || since === null || failures > 0 || claimedAt - since >= WHOLE_EVERY_MS) return false;
    try {
      if (await mayHaveChanged(operation, since - CLOCKS_DIFFER_MS)) return false;
      return await queries.isSettled(query);
    } catch (error) {
      log.info({ err: error, query: query.key }, 'the vendor did not say what changed');
      return false;
    }
  };
}
