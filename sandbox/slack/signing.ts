import { createHmac } from 'node:crypto';

/** Slack's signature of a request body; `timestamp` in seconds since 1970. */
export const sign = (secret: string, timestamp: number | string, body: string): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
