import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import type { HookGate } from '../../src/webhooks/intake.ts';
import { type Answer, type BotRequest, createListener } from './listener.ts';
import { closeGently } from './server.ts';

/**
 * The thread that Slack's requests arrive in. Node accepts one connection per turn of its event loop, so connections
 * would wait behind the bot's work; here each turn is short.
 */
export interface ThreadData {
  signingSecret: string;
  routes: readonly string[];
  hooks: readonly HookGate[];
  address: { port: number; host?: string };
}

export type ToBot =
  | { is: 'request'; id: number; request: BotRequest }
  | { is: 'warning'; words: string }
  | { is: 'listening'; port: number }
  | { is: 'failed'; error: { message: string; code?: string; port?: number; address?: string } }
  | { is: 'closed' };

export type ToThread = { is: 'answer'; id: number; answer: Answer } | { is: 'close' };

const port = parentPort;
if (!port) throw new Error('This program is a thread of the bot.');
const send = (message: ToBot): void => port.postMessage(message);

const { signingSecret, routes, hooks, address } = workerData as ThreadData;
const waiting = new Map<number, (answer: Answer) => void>();
let lastId = 0;

const server = createListener({
  signingSecret,
  routes,
  hooks,
  answer: (request) =>
    new Promise((resolve) => {
      const id = ++lastId;
      waiting.set(id, resolve);
      send({ is: 'request', id, request });
    }),
  warn: (words) => send({ is: 'warning', words }),
});

port.on('message', (message: ToThread) => {
  if (message.is === 'close') {
    void closeGently(server).then(() => send({ is: 'closed' }));
    return;
  }
  waiting.get(message.id)?.(message.answer);
  waiting.delete(message.id);
});

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
server.listen(address, () => send({ is: 'listening', port: (server.address() as AddressInfo).port }));
