import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { afterAll } from 'vitest';
import { type Failure, failureOf } from '../../src/errors.ts';
import { createHttpClient, DEFAULT_LIMITS, type HttpLimits, type Send } from '../../src/vendors/shared/http-client.ts';

export interface Serving {
  url: string;
  /** Requests as they arrived: method, path with query, and body. */
  requests: { method: string; url: string; body: string; at: number }[];
  /** Connections ever accepted. */
  connections(): number;
  /** Connections open right now. */
  open(): number;
  server: Server;
}

const closers: (() => Promise<void>)[] = [];
afterAll(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

export async function listen(server: Server): Promise<Omit<Serving, 'requests'>> {
  const sockets = new Set<Socket>();
  let accepted = 0;
  server.on('connection', (socket: Socket) => {
    accepted += 1;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(async () => {
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, 'close');
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, connections: () => accepted, open: () => sockets.size, server };
}

type Handler = (response: ServerResponse, request: IncomingMessage, body: string) => void;

/** A real server on the loopback that closes after the file. The handler runs once the request is read. */
export async function serve(handler: Handler): Promise<Serving> {
  const requests: Serving['requests'] = [];
  const server = createServer(async (request, response) => {
    const at = performance.now();
    let body = '';
    for await (const chunk of request) body += chunk;
    requests.push({ method: request.method ?? '', url: request.url ?? '', body, at });
    handler(response, request, body);
  });
  return { ...(await listen(server)), requests };
}

/** A server that speaks no HTTP of its own. */
export const serveTcp = (handler: (socket: Socket) => void) => listen(createTcpServer(handler));

/** Answers the given way in turn; the last one stays. */
export function inTurn(...handlers: Handler[]): Handler {
  let turn = 0;
  return (...arrived) => {
    const handler = handlers[Math.min(turn, handlers.length - 1)];
    turn += 1;
    handler?.(...arrived);
  };
}

export const ok: Handler = (response) => void response.end('{"ok":true}');
export const status =
  (code: number, headers: Record<string, string> = {}, body = ''): Handler =>
  (response) =>
    void response.writeHead(code, headers).end(body);

/** An HTTP client whose limits suit a test. */
export const clientTo = (url: string, limits: Partial<HttpLimits> = {}) =>
  createHttpClient('Acme', { prefixUrl: url }, { ...DEFAULT_LIMITS, ...limits });

type SentCall = Parameters<Send>;
export const read: SentCall = ['things/7', { method: 'GET' }, { repeatable: true }];
export const repeatableWrite: SentCall = ['things/7', { method: 'PUT', json: { a: 1 } }, { repeatable: true }];
export const write: SentCall = ['things/7', { method: 'POST', json: { a: 1 } }, { repeatable: false }];

/** What a rejected call tells people. */
export async function failure(call: Promise<unknown>): Promise<Failure> {
  const outcome = await call.then(
    (answer) => ({ answer }),
    (error: unknown) => ({ error }),
  );
  if ('answer' in outcome) throw new Error(`It was answered: ${JSON.stringify(outcome.answer)}`);
  return failureOf(outcome.error);
}
