import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { App, Receiver } from '@slack/bolt';
import { LogLevel, WebClient } from '@slack/web-api';
import type { Logger } from '../../src/log.ts';
import { createHooks, type Hooks } from '../http/hooks.ts';
import { closeGently, type HealthRoute, serveRoutes } from '../http/server.ts';
import { createEnvelopes } from './envelopes.ts';
import { createSupervisor, TIMES } from './supervisor.ts';

export interface SocketReceiver extends Receiver {
  /** Resolves with the port of the health routes once Slack has taken the connection. */
  start(address: { port: number; host?: string }): Promise<number>;
  /** Throws while no connection is open. */
  assertConnected(): void;
}

export interface SocketReceiverOptions {
  appToken: string;
  apiUrl: string;
  fetch: typeof globalThis.fetch;
  routes: readonly HealthRoute[];
  /** Absent: there are none. */
  hooks?: Hooks;
  log: Logger;
}

/** Socket Mode under our own supervision, because Bolt's receiver loses requests while it reconnects. */
export function createSocketReceiver({
  appToken,
  apiUrl,
  fetch,
  routes,
  hooks,
  log,
}: SocketReceiverOptions): SocketReceiver {
  const slack = new WebClient(appToken, {
    slackApiUrl: apiUrl,
    fetch,
    timeout: TIMES.openMs,
    logLevel: LogLevel.ERROR,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
  let app: App;
  let server: Server | undefined;

  const supervisor = createSupervisor({
    address: async () => (await slack.apps.connections.open({})).url ?? '',
    envelope: (envelope, from) =>
      void receive(envelope, from).catch((error) => log.error({ err: error }, 'Socket Mode: delivery failed')),
    log,
  });
  const receive = createEnvelopes({ ...supervisor, handle: (event) => app.processEvent(event), log });

  return {
    init(bolt) {
      app = bolt;
    },
    async start(address: { port: number; host?: string }) {
      const warn = (words: string) => log.warn({ from: 'http' }, words);
      server = await serveRoutes(routes, address, hooks && createHooks({ ...hooks, warn }));
      await supervisor.start();
      return (server.address() as AddressInfo).port;
    },
    async stop() {
      await supervisor.stop();
      if (server) await closeGently(server);
    },
    assertConnected() {
      if (!supervisor.current()?.isOpen()) throw new Error('Socket Mode has no connection.');
    },
  };
}
