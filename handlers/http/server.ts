import { createServer, type Server } from 'node:http';
import { type HookHandler, hookIn } from './hooks.ts';

/**
 * Load balancers keep idle connections for up to a minute. The server must keep them longer: otherwise it closes one at
 * the moment a request is on its way, and the sender sees an error.
 */
export const KEEP_ALIVE = { keepAliveTimeout: 75_000, headersTimeout: 80_000, requestTimeout: 120_000 };

/** Slack waits three seconds for an answer, so a connection that is open for longer is useless. */
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

/** A path for whatever monitors the process. */
export interface HealthRoute {
  path: string;
  answer(): Promise<{ status: number; body: string }>;
}

/** The routes that say if the process is alive and if it is ready. `isReady` rejects when it is not. */
export const healthRoutes = (isReady: () => Promise<void>): HealthRoute[] => [
  { path: '/healthz', answer: async () => ({ status: 200, body: 'ok' }) },
  {
    path: '/readyz',
    answer: () =>
      isReady().then(
        () => ({ status: 200, body: 'ready' }),
        () => ({ status: 503, body: 'not ready' }),
      ),
  },
];

/** Starts a server for these routes and hooks, where Slack's requests arrive another way. */
export async function serveRoutes(
  routes: readonly HealthRoute[],
  address: { port: number; host?: string },
  answerHook?: HookHandler,
): Promise<Server> {
  const server = createServer(KEEP_ALIVE, async (request, response) => {
    const path = request.url?.split('?', 1)[0] ?? '';
    const hook = hookIn(path);
    if (answerHook && hook !== undefined) {
      await answerHook(hook, request, response).catch(() => response.destroy());
      return;
    }
    const route = request.method === 'GET' ? routes.find((one) => one.path === path) : undefined;
    const { status, body } = (await route?.answer()) ?? { status: 404, body: '' };
    response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, resolve);
  });
  return server;
}

/** Explains why a server could not listen, in one sentence for the operator; returns any other error unchanged. */
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
