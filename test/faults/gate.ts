import { once } from 'node:events';
import { Agent, createServer, type IncomingHttpHeaders, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it came to a gate. */
export interface Arrived {
  method: string;
  /** Path with its query. */
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** A small HTTP server that stands between two parties and may do harm on the way. */
export interface Gate {
  /** Origin. */
  url: string;
  /** Refuses connections, and breaks those that stand. */
  shut(): Promise<void>;
  open(): Promise<void>;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
/** A connection of its own for each request: only the faults that were asked for may break one. */
const lonely = new Agent({ keepAlive: false });

async function bodyOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Passes a request on as it is. Rejects when the other side breaks off or cannot be reached. */
export function pass(origin: string, { method, url, headers, body }: Arrived): Promise<Answer> {
  const { host: _, connection: __, 'transfer-encoding': ___, ...rest } = headers;
  return new Promise((resolve, reject) => {
    const sending = request(
      new URL(url, origin),
      { method, headers: { ...rest, 'content-length': body.length }, agent: lonely },
      (response) => {
        const { 'transfer-encoding': ____, connection: _____, ...kept } = response.headers;
        const flat = Object.fromEntries(Object.entries(kept).map(([name, value]) => [name, String(value)]));
        bodyOf(response).then(
          (whole) => resolve({ status: response.statusCode ?? 0, headers: flat, body: whole }),
          reject,
        );
      },
    );
    sending.once('error', reject);
    sending.end(body);
  });
}

/** Hands over an answer. Resolves with whether the other side was still there to take all of it. */
export function give(response: ServerResponse, { status, headers, body }: Answer): Promise<boolean> {
  if (response.destroyed) return Promise.resolve(false);
  const gone = new Promise<boolean>((resolve) => response.once('close', () => resolve(response.writableFinished)));
  response.writeHead(status, { ...headers, 'content-length': body.length });
  response.end(body);
  return gone;
}

/** The first half of the body under the length of the whole, then nothing more. */
export function giveHalf(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, 'content-length': body.length });
  response.write(body.subarray(0, body.length >> 1), () => response.destroy());
}

export const plainAnswer = (status: number, body: string, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': body.startsWith('{') ? 'application/json; charset=utf-8' : 'text/html', ...headers },
  body: Buffer.from(body),
});

/** Opens a gate on a free port of the loopback. What `serve` throws breaks the connection. */
export async function openGate(serve: (arrived: Arrived, response: ServerResponse) => Promise<void>): Promise<Gate> {
  const server = createServer((incoming, response) => {
    bodyOf(incoming)
      .then((body) =>
        serve({ method: incoming.method ?? '', url: incoming.url ?? '/', headers: incoming.headers, body }, response),
      )
      .catch(() => response.destroy());
  });
  // Longer than anybody keeps an idle connection.
  server.keepAliveTimeout = 65_000;
  server.listen(0, HOST);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const shut = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return {
    url: `http://${HOST}:${port}`,
    shut,
    async open() {
      if (server.listening) return;
      server.listen(port, HOST);
      await once(server, 'listening');
    },
    close: shut,
  };
}
