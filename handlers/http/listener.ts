import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import type { HookDelivery, HookGate } from '../../src/webhooks/intake.ts';
import { createHooks, type HookTaken, hookIn } from './hooks.ts';
import { header, isForm, isProbe, isRecent, isSigned, MAX_SKEW_SECONDS, payloadOf, readBody } from './requests.ts';
import { KEEP_ALIVE } from './server.ts';

/** One signed request of Slack's, as data that can go to another thread. */
export interface Delivery {
  /** The JSON text of its payload. */
  json: string;
  /** When its body had arrived: milliseconds since 1970. */
  arrivedAt: number;
  retryNum?: number;
  retryReason?: string;
}

/** A request to one of the routes that are not Slack's, e.g. whether the bot is ready. */
export interface RouteRequest {
  route: string;
}

/** A signed delivery to one of the hooks, to be kept. */
export interface HookRequest {
  hook: HookDelivery;
}

/** What the bot itself has to answer. */
export type BotRequest = Delivery | RouteRequest | HookRequest;

export interface Answer {
  status: number;
  body: string;
  contentType?: string;
}

export interface ListenerParts {
  signingSecret: string;
  /** Paths that are answered by `answer` to a GET. */
  routes: readonly string[];
  hooks: readonly HookGate[];
  /** Handles what was let in. Rejects when it could not; then the sender gets a 500. */
  answer(request: BotRequest): Promise<Answer>;
  /** Logs a warning for the operator. */
  warn(words: string): void;
}

const ENDPOINT = '/slack/events';
const MOST_BYTES = 64 * 1024 * 1024;
/** What a kept answer takes besides its body. */
const ENTRY_BYTES = 512;

/** What was answered to each signature, so that a repeated request is answered like the first and handled once. */
const createAnswers = () =>
  new LRUCache<string, Answer | Promise<Answer>>({
    ttl: 2 * MAX_SKEW_SECONDS * 1000,
    maxSize: MOST_BYTES,
    sizeCalculation: (answer) => ENTRY_BYTES + ('body' in answer ? answer.body.length : 0),
  });

/** Most acknowledgements are empty: one object stands for all of them. */
const EMPTY: Answer = { status: 200, body: '' };
const asKept = (answer: Answer): Answer =>
  answer.status === EMPTY.status && answer.body === '' && !answer.contentType ? EMPTY : answer;

const retriesOf = (request: IncomingMessage): Pick<Delivery, 'retryNum' | 'retryReason'> => {
  const retryNum = Number.parseInt(header(request, 'x-slack-retry-num'), 10);
  const retryReason = header(request, 'x-slack-retry-reason');
  return { ...(Number.isNaN(retryNum) ? {} : { retryNum }), ...(retryReason ? { retryReason } : {}) };
};

function send(response: ServerResponse, { status, body, contentType }: Answer): void {
  response.writeHead(status, contentType ? { 'content-type': contentType } : {}).end(body);
}

const TAKEN: ReadonlyMap<number, HookTaken> = new Map([
  [202, 'kept'],
  [200, 'known'],
]);

function takenOf({ status }: Answer): HookTaken {
  const taken = TAKEN.get(status);
  if (!taken) throw new Error('The delivery could not be kept.');
  return taken;
}

/**
 * The HTTP server for Slack and for webhooks. Time stamps are refused on both sides of five minutes, a repeated request is answered like
 * the first and handled once, bodies end at 1 MiB, and what is malformed is refused here.
 */
export function createListener({ signingSecret, routes, hooks, answer, warn }: ListenerParts): Server {
  const answers = createAnswers();
  const takeHook = async (hook: HookDelivery) => takenOf(await answer({ hook }));
  const answerHook = createHooks({ gates: hooks, take: takeHook, warn });

  const refuse = (response: ServerResponse, status: number, why: string) => {
    warn(`Refused a request: ${why}`);
    response.writeHead(status, { connection: 'close' }).end(() => response.req.destroy());
  };

  /** The answer to a request that is signed and readable, given once for each signature. */
  function answerOnce(signature: string, delivery: Delivery): Promise<Answer> {
    const answered = answer(delivery);
    answers.set(signature, answered);
    void answered.then(
      (given) => answers.set(signature, asKept(given), { noUpdateTTL: true }),
      () => answers.delete(signature),
    );
    return answered;
  }

  async function admit(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const arrivedAt = Date.now();
    if (!body) return refuse(response, 413, 'its body is too large or incomplete');
    const hasForm = isForm(request);
    if (hasForm && isProbe(body)) return send(response, { status: 200, body: '' });
    if (!isRecent(request)) return refuse(response, 401, 'its time stamp is missing, too old or in the future');
    if (!isSigned(request, body, signingSecret)) return refuse(response, 401, 'its signature is wrong');
    const signature = header(request, 'x-slack-signature');
    const known = answers.get(signature);
    if (known) return send(response, await known);
    const json = payloadOf(body, hasForm);
    if (json === undefined) return refuse(response, 400, 'its body is malformed');
    send(response, await answerOnce(signature, { json, arrivedAt, ...retriesOf(request) }));
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.split('?', 1)[0] ?? '';
    if (request.method === 'POST' && path === ENDPOINT) return admit(request, response);
    const hook = hookIn(path);
    if (hook !== undefined) return answerHook(hook, request, response);
    if (request.method === 'GET' && routes.includes(path)) return send(response, await answer({ route: path }));
    send(response, { status: 404, body: '' });
  }

  return createServer(KEEP_ALIVE, (request, response) => {
    handle(request, response).catch(() => {
      if (!response.headersSent) send(response, { status: 500, body: '' });
    });
  });
}
