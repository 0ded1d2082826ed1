import type { ServerResponse } from 'node:http';
import type { SandboxEvent } from './api.ts';

const KEEP_ALIVE_MS = 15_000;

/** Every page that listens, each as one person. */
export class EventStreams {
  readonly #open = new Map<ServerResponse, string>();

  add(response: ServerResponse, personId: string): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(':\n\n');
    const keepAlive = setInterval(() => response.write(':\n\n'), KEEP_ALIVE_MS);
    keepAlive.unref();
    this.#open.set(response, personId);
    response.on('close', () => {
      clearInterval(keepAlive);
      this.#open.delete(response);
    });
  }

  send(event: SandboxEvent, isFor: (personId: string) => boolean = () => true): void {
    const line = `data: ${JSON.stringify(event)}\n\n`;
    for (const [response, personId] of this.#open) if (isFor(personId)) response.write(line);
  }

  close(): void {
    for (const response of this.#open.keys()) response.end();
  }
}
