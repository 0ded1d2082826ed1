import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '../../src/log.ts';
import { createBackoff } from './backoff.ts';
import { type Connection, connect, type Envelope } from './connection.ts';
import { type Refusal, refusalFrom, refusalOf, sentenceFor } from './refusals.ts';

/** The time limits for opening a connection and for a ping. */
export const TIMES = { openMs: 5_000, pingMs: 2_500 };
const ANSWERS_WITHIN_MS = 3_000;

export interface SupervisorParts {
  /** Asks Slack for the address of a new connection. */
  address(): Promise<string>;
  envelope(envelope: Envelope, from: Connection): void;
  log: Logger;
}

function logRefusal(log: Logger, { reason, advice, isPermanent }: Refusal, tries: number): void {
  const line = { reason, ...(advice ? { advice } : {}), tries };
  if (isPermanent) log.error(line, 'Socket Mode: Slack refuses the connection');
  else log.warn(line, 'Socket Mode: no connection');
}

/**
 * Keeps one connection open. The next one is opened before the last one goes; every failure is logged and tried again,
 * ever more slowly. Only at the start does a permanent refusal end it.
 */
export function createSupervisor({ address, envelope, log }: SupervisorParts) {
  const stopping = new AbortController();
  const open = new Set<Connection>();
  const backoff = createBackoff();
  let current: Connection | undefined;
  let connecting: Promise<void> | undefined;

  async function openOne(): Promise<void> {
    let opened: Connection | undefined;
    const events = {
      envelope,
      leaving: (reason: string) => (opened ? replace(opened, reason) : undefined),
      closed: (why: string) => (opened ? lost(opened, why) : undefined),
    };
    opened = await connect(await address(), events, TIMES);
    open.add(opened);
    if (stopping.signal.aborted) return opened.close(0);
    const before = current;
    current = opened;
    backoff.opened();
    log.info('Socket Mode: connected');
    if (before) void before.close(ANSWERS_WITHIN_MS);
  }

  /** Slack ends a connection: another one takes its place, and it goes when that is open. */
  function replace(connection: Connection, reason: string): void {
    if (connection !== current) return;
    const refusal = refusalOf(reason);
    if (refusal.advice) {
      current = undefined;
      logRefusal(log, refusal, backoff.failed());
      void connection.close(0);
    } else {
      backoff.ended();
      log.info({ reason }, 'Socket Mode: Slack asks for a new connection');
    }
    void keepConnected();
  }

  function lost(connection: Connection, reason: string): void {
    open.delete(connection);
    if (connection !== current || stopping.signal.aborted) return;
    current = undefined;
    backoff.ended();
    log.warn({ reason }, 'Socket Mode: the connection was lost');
    void keepConnected();
  }

  /** Opens a connection, however many tries it takes. `rejects`: a permanent refusal ends that. */
  async function tryUntilConnected(rejects: boolean): Promise<void> {
    while (!stopping.signal.aborted) {
      await wait(backoff.pauseMs(), undefined, { signal: stopping.signal });
      try {
        return await openOne();
      } catch (error) {
        if (stopping.signal.aborted) return;
        const refusal = refusalFrom(error);
        if (rejects && refusal.isPermanent) throw new Error(sentenceFor(refusal), { cause: error });
        logRefusal(log, refusal, backoff.failed());
      }
    }
  }

  function keepConnected(): Promise<void> {
    connecting ??= tryUntilConnected(false)
      .catch(() => {}) // It was stopped meanwhile.
      .finally(() => {
        connecting = undefined;
        // It may have been lost again already.
        if (!current && !stopping.signal.aborted) void keepConnected();
      });
    return connecting;
  }

  return {
    /** The connection in use; undefined while there is none. */
    current: (): Connection | undefined => current,
    isStopping: (): boolean => stopping.signal.aborted,
    /** Resolves once Slack has taken the first connection. Rejects when Slack refuses it for good. */
    start: (): Promise<void> => tryUntilConnected(true),
    /** Closes every connection once its envelopes are answered. */
    async stop(): Promise<void> {
      stopping.abort();
      await Promise.all([...open].map((connection) => connection.close(ANSWERS_WITHIN_MS)));
    },
  };
}
