import { createServer, type Server } from 'node:http';
import type { CustomRoute } from '@slack/bolt';

/**
 * Load balancers keep idle connections for up to a minute. The server must keep them longer: otherwise it closes one at
 * the moment a request is on its way, and the sender sees an error.
 */
export const KEEP_ALIVE = { keepAliveTimeout: 75_000, headersTimeout: 80_000, requestTimeout: 120_000 };

/** Slack waits three seconds for an answer. What is still open after that is nobody's request any more. */
const CLOSE_AFTER_MS = 3_000;

/** Takes no new connections, lets requests under way finish, then closes what is still open, e.g. half a request. */
export function closeGently(server: Server, afterMs = CLOSE_AFTER_MS): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), afterMs);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** Whether the process lives, and whether it can serve. `isReady` rejects with the reason why not. */
export function healthRoutes(isReady: () => Promise<void>): CustomRoute[] {
  return [
    { path: '/healthz', method: 'GET', handler: (_, response) => void response.writeHead(200).end('ok') },
    {
      path: '/readyz',
      method: 'GET',
      handler: (_, response) => {
        isReady().then(
          () => response.writeHead(200).end('ready'),
          () => response.writeHead(503).end('not ready'),
        );
      },
    },
  ];
}

/** A server for nothing but these routes, where Slack's requests arrive another way. */
export async function serveRoutes(
  routes: readonly CustomRoute[],
  address: { port: number; host?: string },
): Promise<Server> {
  const server = createServer(KEEP_ALIVE, (request, response) => {
    const path = request.url?.split('?', 1)[0];
    const route = routes.find((one) => one.path === path && one.method === request.method);
    if (route) route.handler(request as Parameters<CustomRoute['handler']>[0], response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, resolve);
  });
  return server;
}

/** An error of a server that could not listen, as one sentence for the operator; any other error as it came. */
export function explainListen(error: unknown): unknown {
  const { code, port, address } = error as { code?: string; port?: number; address?: string };
  const why: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} is in use. Stop the program that listens there, or set PORT to another one.`,
    EACCES: `This user may not open port ${port}. Set PORT to one above 1023.`,
    EADDRNOTAVAIL: `HOST names ${address}, which is no address of this machine.`,
    ENOTFOUND: 'HOST names no address of this machine.',
  };
  const advice = code !== undefined && Object.hasOwn(why, code) ? why[code] : undefined;
  return advice ? new Error(advice, { cause: error }) : error;
}
