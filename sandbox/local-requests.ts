import type { IncomingMessage } from 'node:http';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : '');

/**
 * Why a request may not drive the sandbox, or nothing. A web page elsewhere could reach the loopback through the
 * person's browser: by a name that points here (the Host gives it away) or straight across origins (the Origin does).
 */
export function refusal({ headers, method }: IncomingMessage): string | undefined {
  const { host = '', origin } = headers;
  if (!LOOPBACK.has(hostOf(`http://${host}`))) return 'The sandbox answers only on the loopback address.';
  if (origin !== undefined && origin !== `http://${host}`) return 'The sandbox takes no requests from other pages.';
  const isJson = /^application\/json\b/.test(headers['content-type'] ?? '');
  // Browsers send JSON across origins only after asking first, and nobody here says yes.
  return method === 'POST' && !isJson ? 'Send application/json.' : undefined;
}
