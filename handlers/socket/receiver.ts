import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { App, Receiver } from '@slack/bolt';
import { LogLevel, WebClient } from '@slack/web-api';
import { LRUCache } from 'lru-cache';
import type { Logger } from '../../src/log.ts';
import { createHooks, type Hooks } from '../http/hooks.ts';
import { closeGently, type HealthRoute, serveRoutes } from '../http/server.ts';
import { type Connection, connect, type Envelope } from './connection.ts';
import { type Refusal, refusalFrom, refusalOf, sentenceFor } from './refusals.ts';

const TIMES = { openMs: 5_000, pingMs: 2_500 };
const ANSWERS_WITHIN_MS = 3_000;
/** The second try comes at once; then pauses double from the first to the longest. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** A connection that lasted so long was a success: the next one may be opened at once. */
const STABLE_MS = 10_000;

/** How long Slack may deliver an envelope again. */
const REMEMBERED_MS = 10 * 60_000;

export interface SocketReceiver extends Receiver {
  /** Resolves with the port of the health routes once Slack has taken the connection. */
  start(address: { port: number; host?: string }): Promise<number>;
  /** Throws while no connection is open. */
  assertConnected(): void;
}

/**
 * Socket Mode under our own supervision. The next connection is opened before the last one goes; a dead one is noticed
 * by unanswered pings; every failure is logged and tried again, ever more slowly. Only at the start does a permanent
 * refusal end it.
 */
export function createSocketReceiver(options: {
  appToken: string;
  apiUrl: string;
  fetch: typeof globalThis.fetch;
  routes: readonly HealthRoute[];
  /** Absent: there are none. */
  hooks?: Hooks;
  log: Logger;
}): SocketReceiver {
  const { log } = options;
  const slack = new WebClient(options.appToken, {
    slackApiUrl: options.apiUrl,
    fetch: options.fetch,
    timeout: TIMES.openMs,
    logLevel: LogLevel.ERROR,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
  const stopping = new AbortController();
  const open = new Set<Connection>();
  const answers = new LRUCache<string, { isGiven: boolean; body?: unknown }>({ max: 5_000, ttl: REMEMBERED_MS });
  let app: App;
  let server: Server | undefined;
  let current: Connection | undefined;
  let connecting: Promise<void> | undefined;
  let failures = 0;
  let openedAt = 0;

  async function receive({ envelope_id, payload, ...envelope }: Envelope, from: Connection): Promise<void> {
    const known = answers.get(envelope_id);
    // Slack delivers again what it saw no answer to: the answer is given again, and nothing is done twice.
    if (known)
      return void (known.isGiven && (from.answer(envelope_id, known.body) || current?.answer(envelope_id, known.body)));
    const answer: { isGiven: boolean; body?: unknown } = { isGiven: false };
    answers.set(envelope_id, answer);
    const ack = async (body?: unknown) => {
      if (answer.isGiven) return;
      answer.isGiven = true;
      answer.body = body;
      if (from.answer(envelope_id, body) || current?.answer(envelope_id, body)) return;
      log.warn({ type: envelope.type }, 'Socket Mode: the connection was lost before an acknowledgement');
    };
    // What cannot be acknowledged must not be done: Slack shows the person that it failed.
    if (stopping.signal.aborted || (!from.isOpen() && !current?.isOpen())) {
      answers.delete(envelope_id);
      return;
    }
    await app.processEvent({
      body: payload,
      ack,
      ...(envelope.retry_attempt === undefined ? {} : { retryNum: envelope.retry_attempt }),
      ...(envelope.retry_reason === undefined ? {} : { retryReason: envelope.retry_reason }),
    });
  }

  async function openOne(): Promise<void> {
    const { url } = await slack.apps.connections.open({});
    let opened: Connection | undefined;
    opened = await connect(
      url ?? '',
      {
        envelope: (envelope, from) =>
          void receive(envelope, from).catch((error) => log.error({ err: error }, 'Socket Mode: delivery failed')),
        leaving: (reason) => (opened ? leave(opened, reason) : undefined),
        closed: (why) => (opened ? lost(opened, why) : undefined),
      },
      TIMES,
    );
    open.add(opened);
    if (stopping.signal.aborted) return opened.close(0);
    const before = current;
    current = opened;
    openedAt = Date.now();
    log.info('Socket Mode: connected');
    if (before) void before.close(ANSWERS_WITHIN_MS);
  }

  /** Slack ends a connection: another one takes its place, and it goes when that is open. */
  function leave(connection: Connection, reason: string): void {
    if (connection !== current) return;
    const { advice } = refusalOf(reason);
    if (advice) {
      current = undefined;
      noteFailure(refusalOf(reason));
      void connection.close(0);
    } else {
      failures = isStable() ? 0 : failures + 1;
      log.info({ reason }, 'Socket Mode: Slack asks for a new connection');
    }
    void keepConnected();
  }

  function lost(connection: Connection, why: string): void {
    open.delete(connection);
    if (connection !== current || stopping.signal.aborted) return;
    current = undefined;
    failures = isStable() ? 0 : failures + 1;
    log.warn({ reason: why }, 'Socket Mode: the connection was lost');
    void keepConnected();
  }

  const isStable = (): boolean => Date.now() - openedAt > STABLE_MS;

  function pauseMs(): number {
    if (failures < 2) return 0;
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 2));
    return Math.round(longest * (0.75 + Math.random() / 4));
  }

  function noteFailure(refusal: Refusal): void {
    failures++;
    const { reason, advice } = refusal;
    const line = { reason, ...(advice ? { advice } : {}), tries: failures };
    if (refusal.isPermanent) log.error(line, 'Socket Mode: Slack refuses the connection');
    else log.warn(line, 'Socket Mode: no connection');
  }

  /** Opens a connection, however many tries it takes. `rejects`: a permanent refusal ends that. */
  async function tryUntilConnected(rejects: boolean): Promise<void> {
    while (!stopping.signal.aborted) {
      await wait(pauseMs(), undefined, { signal: stopping.signal });
      try {
        await openOne();
        return;
      } catch (error) {
        if (stopping.signal.aborted) return;
        const refusal = refusalFrom(error);
        if (rejects && refusal.isPermanent) throw new Error(sentenceFor(refusal), { cause: error });
        noteFailure(refusal);
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
    init(bolt) {
      app = bolt;
    },
    async start(address: { port: number; host?: string }) {
      const { hooks } = options;
      const warn = (words: string) => log.warn({ from: 'http' }, words);
      server = await serveRoutes(options.routes, address, hooks && createHooks({ ...hooks, warn }));
      await tryUntilConnected(true);
      return (server.address() as AddressInfo).port;
    },
    async stop() {
      stopping.abort();
      await Promise.all([...open].map((connection) => connection.close(ANSWERS_WITHIN_MS)));
      if (server) await closeGently(server);
    },
    assertConnected() {
      if (!current?.isOpen()) throw new Error('Socket Mode has no connection.');
    },
  };
}
