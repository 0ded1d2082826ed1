import type { IncomingMessage } from 'node:http';

/** The whole body; latin1 is the cheapest reading, and all that is looked for in it is ASCII. */
export function readBody(request: IncomingMessage, done: (body: string) => void): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => done(Buffer.concat(chunks).toString('latin1')));
}
