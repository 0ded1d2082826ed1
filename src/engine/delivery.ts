import { setTimeout as wait } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Entry, MessageAddress, Outcome, State } from '../journal/intent.ts';
import type { Journal } from '../journal/journal.ts';
import type { Logger } from '../log.ts';
import type { Operation } from '../operations/operation.ts';

/** Every way to reach the person was refused for good. Another attempt helps only if somebody changes something. */
export class UndeliverableError extends Error {
  constructor(cause: unknown) {
    super('Every way to notify the person was refused.', { cause });
    this.name = 'UndeliverableError';
  }
}

export interface NotifyLimits {
  /** After so many failed attempts in which every way was refused, the entry is abandoned. */
  attempts: number;
  /** Failures that may be temporary must also have lasted this long, in milliseconds. */
  forMs: number;
  firstPauseMs: number;
  /** Pause between attempts that were refused. */
  longestPauseMs: number;
  /** Pause between other attempts: short, so that a person is notified soon after the trouble ends. */
  longestTemporaryPauseMs: number;
}

export const NOTIFY_LIMITS: NotifyLimits = {
  attempts: 12,
  forMs: 2 * 60 * 60_000,
  firstPauseMs: 1_000,
  longestPauseMs: 15_000,
  longestTemporaryPauseMs: 4_000,
};

/** Outcomes can hold large cards, so memory keeps only so many; others are read again. */
const MOST_KEPT = 200;

export interface DeliveryParts {
  journal: Pick<Journal, 'markNotified' | 'countAttempt' | 'markUndeliverable' | 'now'>;
  /**
   * Shows the outcome to the person. Resolves with where it stands, if it was posted anew. Rejects with an
   * `UndeliverableError` when every way was refused for good.
   */
  show(entry: Entry, operation: Operation, outcome: Outcome): Promise<MessageAddress | undefined>;
  log: Logger;
  limits?: Partial<NotifyLimits>;
}

export type Delivery = ReturnType<typeof createDelivery>;

/**
 * Notifies people of outcomes. Failed attempts are counted in the journal; too many end as "could not be notified". The
 * outcome is kept in memory meanwhile, so nothing is read again at the vendor while this process lives.
 */
export function createDelivery({ journal, show, log, limits: given }: DeliveryParts) {
  const limits = { ...NOTIFY_LIMITS, ...given };
  const kept = new LRUCache<string, Outcome>({ max: MOST_KEPT });
  const stopping = new AbortController();

  async function isOver({ attempts = 0, endedAt }: Entry, isRefused: boolean): Promise<boolean> {
    if (attempts < limits.attempts) return false;
    return isRefused || (endedAt !== undefined && (await journal.now()) - endedAt >= limits.forMs);
  }

  function pauseAfter(attempts: number, isRefused: boolean): number {
    const longest = isRefused ? limits.longestPauseMs : limits.longestTemporaryPauseMs;
    return Math.min(limits.firstPauseMs * 2 ** Math.min(attempts - 1, 20), longest);
  }

  async function abandon({ reference, operation }: Entry, recorded: State, error?: unknown): Promise<void> {
    kept.delete(reference);
    if (!(await journal.markUndeliverable(reference, recorded))) return;
    log.error({ err: error, reference, operation, state: recorded }, 'the person could not be notified');
  }

  /** Decides after a failed attempt: another one, or none. */
  async function afterFailure(entry: Entry, recorded: State, error: unknown): Promise<'again' | 'enough'> {
    const { reference } = entry;
    const isRefused = error instanceof UndeliverableError;
    const now = await journal.countAttempt(reference, recorded);
    // Another process claimed the entry, or recorded a newer outcome, and notifies.
    if (!now) return 'enough';
    if (await isOver(now, isRefused)) {
      await abandon(entry, recorded, error);
      return 'enough';
    }
    const { attempts = 1 } = now;
    log.warn({ reference, attempts, cause: isRefused ? error.cause : error }, 'not notified yet');
    const isStopping = await wait(pauseAfter(attempts, isRefused), false, { signal: stopping.signal }).catch(
      () => true,
    );
    return isStopping ? 'enough' : 'again';
  }

  return {
    /**
     * Resolves when the person is notified or cannot be, or when this process stops. `recorded`: the state on record.
     * `failed`: the first attempt was made already, and rejected with this.
     */
    async notify(
      entry: Entry,
      operation: Operation,
      outcome: Outcome,
      { recorded = outcome.state, failed }: { recorded?: State | undefined; failed?: { error: unknown } } = {},
    ): Promise<void> {
      const { reference } = entry;
      kept.set(reference, outcome);
      let result: MessageAddress | undefined;
      for (let last = failed; ; ) {
        if (last && (await afterFailure(entry, recorded, last.error)) === 'enough') return;
        try {
          result = await show(entry, operation, outcome);
          break;
        } catch (error) {
          last = { error };
        }
      }
      await journal.markNotified(reference, recorded, result);
      kept.delete(reference);
    },

    abandon,

    /** The outcome of an entry whose person is still to be notified, if this process has it. */
    keptOutcome({ reference, state }: Entry): Outcome | undefined {
      const outcome = kept.get(reference);
      return outcome?.state === state ? outcome : undefined;
    },

    /** Ends all waiting for a further attempt. What was not delivered is claimed by another process, or by the next. */
    stop: (): void => stopping.abort(),
  };
}
