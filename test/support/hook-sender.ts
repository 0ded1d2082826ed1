import { createHmac } from 'node:crypto';

/** A delivery as a sender outside would send it, or as somebody who wants to be taken for one would. */
export interface SentHook {
  secret: string;
  body: string | Buffer;
  id?: string;
  /** Seconds since 1970. */
  stamp?: number;
  /** In place of the right one. */
  signature?: string;
  header?: string;
  method?: string;
}

export const signHook = (secret: string, body: string | Buffer, stamp = Math.floor(Date.now() / 1000)): string =>
  `t=${stamp},v1=${createHmac('sha256', secret).update(`${stamp}.`).update(body).digest('hex')}`;

/** Sends it to `POST /hooks/<name>`. */
export async function sendHook(
  port: number,
  name: string,
  { secret, body, id, stamp, signature, header = 'x-bellhop-signature', method = 'POST' }: SentHook,
): Promise<{ status: number; text: string; retryAfter: string | null }> {
  const response = await fetch(`http://127.0.0.1:${port}/hooks/${name}`, {
    method,
    headers: {
      'content-type': 'application/json',
      [header]: signature ?? signHook(secret, body, stamp),
      ...(id === undefined ? {} : { 'x-delivery-id': id }),
    },
    ...(method === 'GET' ? {} : { body: body as string }),
  });
  return { status: response.status, text: await response.text(), retryAfter: response.headers.get('retry-after') };
}
