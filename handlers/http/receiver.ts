import type { AddressInfo } from 'node:net';
import { Worker } from 'node:worker_threads';
import type { App, Receiver } from '@slack/bolt';
import type { Logger } from '../../src/log.ts';
import type { HookDelivery } from '../../src/webhooks/intake.ts';
import type { Hooks } from './hooks.ts';
import { type Answer, type BotRequest, createListener, type Delivery } from './listener.ts';
import { closeGently, type HealthRoute } from './server.ts';
import type { ThreadData, ToBot, ToThread } from './thread.ts';

interface Address {
  port: number;
  host?: string;
}

/** A server that is listening, here or in a thread of its own. */
interface Listening {
  port: number;
  close(): Promise<void>;
}

type AnswerTo = (request: BotRequest) => Promise<Answer>;

/** What Bolt was given to acknowledge with, as the body of an answer. */
function acknowledgement(response: unknown): Answer {
  if (!response) return { status: 200, body: '' };
  if (typeof response === 'string') return { status: 200, body: response };
  return { status: 200, body: JSON.stringify(response), contentType: 'application/json' };
}

/** The listener in this thread, for tests that run the bot from its sources. */
async function listenHere(data: ThreadData, answer: AnswerTo, warn: (words: string) => void): Promise<Listening> {
  const server = createListener({ ...data, answer, warn });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(data.address, resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => closeGently(server) };
}

/** The listener in a thread of its own. An error in that thread ends the process: nobody could reach it any more. */
function listenInThread(data: ThreadData, answer: AnswerTo, warn: (words: string) => void): Promise<Listening> {
  const thread = new Worker(new URL('./thread.js', import.meta.url), { workerData: data });
  const send = (message: ToThread): void => thread.postMessage(message);
  let onClosed = () => {};
  return new Promise((resolve, reject) => {
    thread.on('message', (message: ToBot) => {
      switch (message.is) {
        case 'request':
          void answer(message.request).then((given) => send({ is: 'answer', id: message.id, answer: given }));
          return;
        case 'warning':
          return warn(message.words);
        case 'listening': {
          const close = async () => {
            const closed = new Promise<void>((done) => {
              onClosed = done;
            });
            send({ is: 'close' });
            await closed;
            await thread.terminate();
          };
          return resolve({ port: message.port, close });
        }
        case 'failed':
          void thread.terminate();
          return reject(Object.assign(new Error(message.error.message), message.error));
        case 'closed':
          onClosed();
      }
    });
  });
}

/** Resolves with the port once it listens. */
export interface HttpReceiver extends Receiver {
  start(address: Address): Promise<number>;
}

/**
 * Receives Slack's requests over HTTP. They are accepted, checked and answered in a thread of their own, so that neither
 * new connections nor signatures wait for the bot's work.
 */
export function createHttpReceiver(options: {
  signingSecret: string;
  routes: readonly HealthRoute[];
  /** Absent: there are none. */
  hooks?: Hooks;
  log: Logger;
  /** False: in this thread. */
  inThread: boolean;
}): HttpReceiver {
  const { log, routes, hooks } = options;
  let app: App;
  let listening: Listening | undefined;

  async function deliver({ json, arrivedAt, retryNum, retryReason }: Delivery): Promise<Answer> {
    const body = JSON.parse(json) as Record<string, unknown>;
    if (body.type === 'url_verification') return acknowledgement({ challenge: body.challenge });
    return new Promise((resolve) => {
      const ack = async (response?: unknown) => resolve(acknowledgement(response));
      const event = {
        body,
        ack,
        customProperties: { arrivedAt },
        ...(retryNum === undefined ? {} : { retryNum }),
        ...(retryReason === undefined ? {} : { retryReason }),
      };
      app.processEvent(event).then(
        // Nobody listens to this kind of request. After an acknowledgement this changes nothing.
        () => resolve({ status: 404, body: '' }),
        (error: unknown) => {
          log.error({ err: error }, 'delivery failed');
          resolve({ status: 500, body: '' });
        },
      );
    });
  }

  async function keep(delivery: HookDelivery): Promise<Answer> {
    try {
      return { status: (await hooks?.take(delivery)) === 'known' ? 200 : 202, body: '' };
    } catch (error) {
      log.error({ err: error, hook: delivery.hook }, 'A delivery to a hook could not be kept');
      return { status: 503, body: '' };
    }
  }

  const answer: AnswerTo = async (request) => {
    if ('hook' in request) return keep(request.hook);
    if ('json' in request) {
      return deliver(request).catch((error: unknown) => {
        log.error({ err: error }, 'delivery failed');
        return { status: 500, body: '' };
      });
    }
    return (await routes.find(({ path }) => path === request.route)?.answer()) ?? { status: 404, body: '' };
  };

  return {
    init(bolt) {
      app = bolt;
    },
    async start(address) {
      const data = {
        signingSecret: options.signingSecret,
        routes: routes.map(({ path }) => path),
        hooks: hooks?.gates ?? [],
        address,
      };
      const listen = options.inThread ? listenInThread : listenHere;
      listening = await listen(data, answer, (words) => log.warn({ from: 'http' }, words));
      return listening.port;
    },
    async stop() {
      await listening?.close();
    },
  };
}
