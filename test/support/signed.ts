import { createHmac } from 'node:crypto';

/** A request as Slack would send it, or as somebody who wants to be taken for Slack would. */
export interface Sent {
  secret: string;
  body: string | Buffer;
  contentType?: string;
  /** Seconds since 1970. */
  stamp?: number | string;
  signature?: string;
  path?: string;
}

export const sign = (secret: string, stamp: number | string, body: string | Buffer): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${stamp}:`).update(body).digest('hex')}`;

export async function send(port: number, request: Sent): Promise<{ status: number; body: string }> {
  const { secret, body, contentType = 'application/x-www-form-urlencoded' } = request;
  const stamp = request.stamp ?? Math.floor(Date.now() / 1000);
  const response = await fetch(`http://127.0.0.1:${port}${request.path ?? '/slack/events'}`, {
    method: 'POST',
    headers: {
      'content-type': contentType,
      'x-slack-request-timestamp': String(stamp),
      'x-slack-signature': request.signature ?? sign(secret, stamp, body),
    },
    body: body as string,
  });
  return { status: response.status, body: await response.text() };
}

export const interaction = (payload: unknown): string =>
  new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
