import type { IncomingMessage, ServerResponse } from 'node:http';
import { examine, type HookDelivery, type HookGate, UNSIGNED } from '../../src/webhooks/intake.ts';
import { createTokenBucket, type TokenBucket } from '../../src/webhooks/token-bucket.ts';
import { header, MAX_BODY_BYTES, readBody } from './requests.ts';

/** `kept`: it is on disk now. `known`: it was there already. */
export type HookTaken = 'kept' | 'known';

export interface HookRate {
  burst: number;
  perSecond: number;
}

/** The hooks of a bot, and where their deliveries go. */
export interface Hooks {
  gates: readonly HookGate[];
  /** Resolves once the delivery is on disk. Rejects when it could not be kept. */
  take(delivery: HookDelivery): Promise<HookTaken>;
}

interface HookParts extends Hooks {
  /** Logs a warning for the operator. */
  warn(words: string): void;
  rate?: HookRate;
}

/** A sender that empties its queue sends hundreds at once; a storm goes on for longer. */
const RATE: HookRate = { burst: 300, perSecond: 10 };
const AGAIN_SECONDS = 10;
const PATH = /^\/hooks\/([^/]+)$/;

/** Answers a request to the hook of this name. */
export type HookHandler = (name: string, request: IncomingMessage, response: ServerResponse) => Promise<void>;

type Headers = Readonly<Record<string, string>>;

const TEXT: Headers = { 'content-type': 'text/plain; charset=utf-8' };

/** The answer to a request whose body was read. */
const say = (response: ServerResponse, status: number, sentence: string, headers: Headers = {}): void => {
  response.writeHead(status, { ...TEXT, ...headers }).end(sentence);
};

/** The answer to a request whose body nobody reads. Node discards a small one; with a large one the connection goes. */
const sayUnread = (response: ServerResponse, status: number, sentence: string, headers: Headers = {}): void => {
  if (Number(response.req.headers['content-length']) <= MAX_BODY_BYTES) {
    say(response, status, sentence, headers);
    return;
  }
  response.writeHead(status, { ...TEXT, connection: 'close', ...headers }).end(sentence, () => response.req.destroy());
};

/** The name in `/hooks/<name>`. Undefined: the path belongs to something else. */
export const hookIn = (path: string): string | undefined => PATH.exec(path)?.[1];

/**
 * Answers `POST /hooks/<name>`: 202 once a delivery is on disk, 200 for one that was there already. Whoever cannot sign
 * learns one sentence. A storm of signed deliveries is refused before it is read; forged ones use up nobody's allowance.
 */
export function createHooks({ gates, take, warn, rate = RATE }: HookParts): HookHandler {
  const known = new Map<string, { gate: HookGate; bucket: TokenBucket }>(
    gates.map((gate) => [gate.name, { gate, bucket: createTokenBucket(rate) }]),
  );

  const tooMany = (bucket: TokenBucket): [number, string, Headers] => [
    429,
    'Too many deliveries. Send this one again later.',
    { 'retry-after': String(Math.max(1, Math.ceil(bucket.waitMs() / 1000))) },
  ];

  async function admit(
    { gate, bucket }: { gate: HookGate; bucket: TokenBucket },
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (bucket.waitMs() > 0) return sayUnread(response, ...tooMany(bucket));
    const body = await readBody(request);
    if (!body) {
      warn(`Refused a delivery to the hook ${gate.name}: it is too large or incomplete`);
      return sayUnread(response, 413, 'The body is larger than 1 MB, or incomplete.');
    }
    const verdict = examine(gate, (name) => header(request, name), body, Date.now());
    if (verdict.is === 'refused') {
      warn(`Refused a delivery to the hook ${gate.name}: ${verdict.why}`);
      return say(response, 401, UNSIGNED);
    }
    if (!bucket.take()) return say(response, ...tooMany(bucket));
    const taken = await take(verdict.delivery).catch(() => undefined);
    if (taken === 'kept') return say(response, 202, 'Accepted.');
    if (taken === 'known') return say(response, 200, 'Already accepted.');
    say(response, 503, 'It could not be kept. Send it again.', { 'retry-after': String(AGAIN_SECONDS) });
  }

  return async (name, request, response) => {
    const one = known.get(name);
    if (!one) return sayUnread(response, 404, 'There is no such hook.');
    if (request.method !== 'POST') return sayUnread(response, 405, 'Only POST.', { allow: 'POST' });
    return admit(one, request, response);
  };
}
