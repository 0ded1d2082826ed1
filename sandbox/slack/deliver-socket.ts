import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ExchangeLog } from './exchanges.ts';
import { APP_ID, randomWord } from './identity.ts';
import { type Answer, type Delivery, noAnswer, type Transport } from './transport.ts';
import { type Dictionary, isObject } from './validate/check.ts';

const PING_MS = 10_000;
export const SOCKET_LIMIT = 10;
export const SOCKET_PATH = '/link';

interface Options {
  exchanges: ExchangeLog;
  timeoutMs: number;
  onChange: () => void;
}

/** Slack's side of Socket Mode: tickets from `apps.connections.open`, then envelopes and their acknowledgements. */
export class SocketTransport implements Transport {
  readonly #options: Options;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #tickets = new Set<string>();
  readonly #sockets: WebSocket[] = [];
  readonly #waiting = new Map<string, (payload: unknown) => void>();
  readonly #heartbeat: NodeJS.Timeout;

  constructor(options: Options) {
    this.#options = options;
    this.#heartbeat = setInterval(() => this.#sockets.forEach((socket) => void socket.ping()), PING_MS);
    this.#heartbeat.unref();
  }

  get count(): number {
    return this.#sockets.length;
  }

  /** A ticket for one connection. */
  invite(): string {
    const ticket = randomWord();
    this.#tickets.add(ticket);
    return ticket;
  }

  /** Takes over an HTTP upgrade; a ticket opens one socket. */
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname !== SOCKET_PATH || !this.#tickets.delete(searchParams.get('ticket') ?? '')) {
      stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, stream, head, (socket) => this.#welcome(socket));
  }

  async deliver({ type, payload, retry }: Delivery): Promise<Answer> {
    // Each payload goes to any one of the connections.
    const socket = this.#sockets[Math.floor(Math.random() * this.#sockets.length)];
    if (!socket) return noAnswer('dispatch_failed', 'connection_failed');
    const envelope_id = randomUUID();
    const again = retry ? { retry_attempt: retry.number, retry_reason: retry.reason } : {};
    const envelope = { envelope_id, type, accepts_response_payload: type !== 'events_api', payload, ...again };

    const requestBody = JSON.stringify(envelope);
    const record = this.#options.exchanges.begin({
      between: 'slack-to-bot',
      method: 'SOCKET',
      url: SOCKET_PATH,
      requestHeaders: {},
      requestBody,
    });
    const acked = this.#ackOf(envelope_id);
    socket.send(requestBody);
    const ack = await acked;
    const answer = ack
      ? { status: 200, responseBody: JSON.stringify(ack) }
      : { status: 0, responseBody: '(no answer)' };
    record({ ...answer, responseHeaders: {} });
    return ack ? { ok: true, body: bodyOf(ack.payload) } : noAnswer('operation_timeout', 'http_timeout');
  }

  /** Tells every connection to go, as Slack does every few hours, and closes it after `leaveOpenMs`. */
  disconnect(reason: 'warning' | 'refresh_requested' | 'link_disabled', leaveOpenMs: number): void {
    for (const socket of [...this.#sockets]) {
      socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'wss-sandbox' } }));
      if (leaveOpenMs === 0) socket.close();
      else setTimeout(() => socket.close(), leaveOpenMs).unref();
    }
  }

  /** Every connection stays open and says nothing any more, as when a network drops what is sent. */
  silence(): void {
    for (const socket of this.#sockets.splice(0)) socket.pause();
    this.#options.onChange();
  }

  close(): void {
    clearInterval(this.#heartbeat);
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
  }

  #welcome(socket: WebSocket): void {
    this.#sockets.push(socket);
    socket.on('message', (data) => this.#receive(String(data)));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      const index = this.#sockets.indexOf(socket);
      if (index >= 0) this.#sockets.splice(index, 1);
      this.#options.onChange();
    });
    const hello = {
      type: 'hello',
      num_connections: this.#sockets.length,
      connection_info: { app_id: APP_ID },
      debug_info: { host: 'wss-sandbox', build_number: 1, approximate_connection_time: 18_060 },
    };
    socket.send(JSON.stringify(hello));
    this.#options.onChange();
  }

  #receive(text: string): void {
    const message = parse(text);
    this.#waiting.get(String(message.envelope_id))?.(message);
  }

  #ackOf(envelopeId: string): Promise<Dictionary | undefined> {
    return new Promise((resolve) => {
      const finish = (ack?: unknown) => {
        clearTimeout(timer);
        this.#waiting.delete(envelopeId);
        resolve(isObject(ack) ? ack : undefined);
      };
      const timer = setTimeout(finish, this.#options.timeoutMs);
      this.#waiting.set(envelopeId, finish);
    });
  }
}

const parse = (text: string): Dictionary => {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
};

/** An empty payload is an empty acknowledgement; text alone arrives as `{ text }`. */
const bodyOf = (payload: unknown): unknown =>
  isObject(payload) && Object.keys(payload).length > 0 ? payload : undefined;
