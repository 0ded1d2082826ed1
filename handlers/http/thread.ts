import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parentPort } from 'node:worker_threads';
import { type Answer, createListener, type Delivery, type RouteRequest } from './listener.ts';
import { closeGently } from './server.ts';

/**
 * The data for the thread that receives Slack's requests. It is a thread of its own because Node accepts one connection
 * per turn of its event loop, and the bot's work makes turns long.
 */
export interface ThreadData {
  signingSecret: string;
  routes: readonly string[];
  address: { port: number; host?: string };
}

export type ToBot =
  | { is: 'request'; id: number; request: Delivery | RouteRequest }
  | { is: 'warning'; words: string }
  | { is: 'listening'; port: number }
  | { is: 'failed'; error: { message: string; code?: string; port?: number; address?: string } }
  | { is: 'closed' };

export type ToThread =
  | { is: 'listen'; data: ThreadData }
  | { is: 'answer'; id: number; answer: Answer }
  | { is: 'close' };

const port = parentPort;
if (!port) throw new Error('This program is a thread of the bot.');
const send = (message: ToBot): void => port.postMessage(message);

const waiting = new Map<number, (answer: Answer) => void>();
let lastId = 0;

const answer = (request: Delivery | RouteRequest): Promise<Answer> =>
  new Promise((resolve) => {
    const id = ++lastId;
    waiting.set(id, resolve);
    send({ is: 'request', id, request });
  });

function listen({ signingSecret, routes, address }: ThreadData): Server {
  const warn = (words: string) => send({ is: 'warning', words });
  const server = createListener({ signingSecret, routes, answer, warn });
  server.once('error', (error: Error & { code?: string; port?: number; address?: string }) => {
    const { message, code, port: wanted, address: host } = error;
    send({
      is: 'failed',
      error: {
        message,
        ...(code ? { code } : {}),
        ...(wanted ? { port: wanted } : {}),
        ...(host ? { address: host } : {}),
      },
    });
  });
  return server.listen(address, () => send({ is: 'listening', port: (server.address() as AddressInfo).port }));
}

let server: Server | undefined;
port.on('message', (message: ToThread) => {
  switch (message.is) {
    case 'listen':
      server = listen(message.data);
      return;
    case 'close':
      if (server) void closeGently(server).then(() => send({ is: 'closed' }));
      return;
    case 'answer':
      waiting.get(message.id)?.(message.answer);
      waiting.delete(message.id);
  }
});
