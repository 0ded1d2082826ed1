import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Reply } from './web-api/index.ts';

const BODY_LIMIT = 5 * 1024 * 1024;

/** The whole body as text. Throws a RangeError when it has more bytes than a request here needs to have. */
export async function readBody(request: IncomingMessage, limit = BODY_LIMIT): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new RangeError('The request body is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export function sendReply(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

/** A body as it was meant: parsed JSON, text where it is none, undefined when empty. */
export function jsonOrText(body: string): unknown {
  if (body.trim() === '') return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
