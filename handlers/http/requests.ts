import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Slack's largest payloads (a view with its state) stay well below this. */
export const MAX_BODY_BYTES = 1024 * 1024;
/** The largest difference between the time stamp of a signed request and our clock, in both directions. */
export const MAX_SKEW_SECONDS = 5 * 60;
const FORM = 'application/x-www-form-urlencoded';

/** The value of a header; empty when it is absent or was sent more than once. */
export const header = (request: IncomingMessage, name: string): string => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
};

/** Reads at most `MAX_BODY_BYTES`. Undefined when there is more, or the sender breaks off. */
export async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    // Destroying the request would also close the socket, so the refusal could not be sent.
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

export function isForm(request: IncomingMessage): boolean {
  return header(request, 'content-type').split(';', 1)[0]?.trim().toLowerCase() === FORM;
}

/** True for Slack's TLS probe, which is unsigned: it is answered, and its body is dropped. */
export const isProbe = (body: Buffer): boolean =>
  body.includes('ssl_check') && new URLSearchParams(body.toString('latin1')).get('ssl_check') === '1';

/** True if the time stamp is near enough. Bolt accepts every one from the future; this does not. */
export function isRecent(request: IncomingMessage): boolean {
  const stamp = Number(header(request, 'x-slack-request-timestamp'));
  return Number.isInteger(stamp) && Math.abs(Date.now() / 1000 - stamp) <= MAX_SKEW_SECONDS;
}

/** Checks Slack's signature: HMAC-SHA256 over version, time stamp and the raw body. */
export function isSigned(request: IncomingMessage, body: Buffer, secret: string): boolean {
  const stamp = header(request, 'x-slack-request-timestamp');
  const mac = createHmac('sha256', secret).update(`v0:${stamp}:`).update(body).digest('hex');
  const expected = Buffer.from(`v0=${mac}`);
  const given = Buffer.from(header(request, 'x-slack-signature'));
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** The JSON text of what Slack sends: form fields, a JSON object in the field `payload`, or a JSON object. Undefined for anything else. */
export function payloadOf(body: Buffer, hasForm: boolean): string | undefined {
  const text = body.toString('utf8');
  const form = hasForm ? new URLSearchParams(text) : undefined;
  if (form && !form.has('payload')) return form.has('command') ? JSON.stringify(Object.fromEntries(form)) : undefined;
  const json = form?.get('payload') ?? text;
  try {
    const parsed: unknown = JSON.parse(json);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? json : undefined;
  } catch {
    return undefined;
  }
}
