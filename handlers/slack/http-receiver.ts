import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { ListenOptions } from 'node:net';
import { type Logger as BoltLogger, type CustomRoute, HTTPReceiver } from '@slack/bolt';
import { createReplies } from './replies.ts';
import { closeGently, KEEP_ALIVE } from './server.ts';

/** Slack's largest payloads (a view with its state) stay well below this. */
export const MAX_BODY_BYTES = 1024 * 1024;
const MAX_SKEW_SECONDS = 5 * 60;
const ENDPOINT = '/slack/events';
const FORM = 'application/x-www-form-urlencoded';

type Buffered = IncomingMessage & { rawBody?: Buffer };

/** Reads at most `MAX_BODY_BYTES`. Undefined when there is more, or the sender breaks off. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    // Destroying the request would take the socket along, and the refusal with it.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      size += (chunk as Buffer).length;
      if (size > MAX_BODY_BYTES) return undefined;
      chunks.push(chunk as Buffer);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks);
}

/** Slack's TLS probe is unsigned; Bolt answers it and drops whatever else is in the body. */
const isProbe = (body: Buffer): boolean => new URLSearchParams(body.toString('latin1')).get('ssl_check') === '1';

const header = (request: IncomingMessage, name: string): string => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
};

function isSigned(request: IncomingMessage, body: Buffer, secret: string): boolean {
  const stamp = header(request, 'x-slack-request-timestamp');
  const mac = createHmac('sha256', secret).update(`v0:${stamp}:`).update(body).digest('hex');
  const expected = Buffer.from(`v0=${mac}`);
  const given = Buffer.from(header(request, 'x-slack-signature'));
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Whether the body holds what Slack sends: form fields, a JSON object in `payload`, or a JSON object. Bolt breaks on others. */
function isReadable(body: Buffer, contentType: string): boolean {
  const text = body.toString('utf8');
  const form = contentType === FORM ? new URLSearchParams(text) : undefined;
  if (form && !form.has('payload')) return form.has('command');
  try {
    const parsed: unknown = JSON.parse(form?.get('payload') ?? text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  } catch {
    return false;
  }
}

/**
 * Bolt's HTTP receiver behind a stricter door: time stamps are refused on both sides of five minutes (Bolt lets the
 * future pass), a repeated request is answered like the first and handled once, bodies end at 1 MiB, malformed ones are
 * refused before Bolt meets them, and a `charset` behind the content type does no harm.
 */
export function createHttpReceiver(options: {
  signingSecret: string;
  customRoutes: CustomRoute[];
  logger: BoltLogger;
}): HTTPReceiver {
  const receiver = new HTTPReceiver({ ...options, endpoints: [ENDPOINT], bodyLimit: MAX_BODY_BYTES });
  const replies = createReplies(2 * MAX_SKEW_SECONDS * 1000);
  const bolt = receiver.requestListener;

  const refuse = (response: ServerResponse, status: number, why: string) => {
    options.logger.warn(`Refused a request: ${why}`);
    response.writeHead(status, { connection: 'close' }).end(() => response.req.destroy());
  };

  async function admit(request: Buffered, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    if (!body) return refuse(response, 413, 'its body is too large or incomplete');
    request.rawBody = body;
    // Bolt knows form bodies only by the bare name.
    request.headers['content-type'] = header(request, 'content-type').split(';', 1)[0]?.trim() ?? '';
    if (request.headers['content-type'] === FORM && isProbe(body)) return bolt(request, response);

    const stamp = Number(header(request, 'x-slack-request-timestamp'));
    if (!Number.isInteger(stamp) || Math.abs(Date.now() / 1000 - stamp) > MAX_SKEW_SECONDS) {
      return refuse(response, 401, 'its time stamp is missing, too old or in the future');
    }
    if (!isSigned(request, body, options.signingSecret)) return refuse(response, 401, 'its signature is wrong');
    const contentType = request.headers['content-type'];
    await replies.once(header(request, 'x-slack-signature'), response, () => {
      if (!isReadable(body, contentType)) refuse(response, 400, 'its body is malformed');
      else bolt(request, response);
    });
  }

  receiver.requestListener = (request: IncomingMessage, response: ServerResponse) => {
    const isEvent = request.method === 'POST' && request.url?.split('?', 1)[0] === ENDPOINT;
    if (!isEvent) return bolt(request, response);
    admit(request, response).catch((error) => {
      options.logger.error(error);
      if (!response.headersSent) response.writeHead(500).end();
    });
  };

  const { start } = receiver;
  let server: Server | undefined;
  receiver.start = async (address) => {
    const started = await start.call(receiver, address as ListenOptions, KEEP_ALIVE);
    server = started as Server;
    return started;
  };
  receiver.stop = async () => {
    if (server) await closeGently(server);
  };
  return receiver;
}
