import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { SandboxState } from '../api.ts';
import type { Clock } from './clock.ts';
import { HttpTransport } from './deliver-http.ts';
import { SOCKET_LIMIT, SOCKET_PATH, SocketTransport } from './deliver-socket.ts';
import type { ExchangeLog } from './exchanges.ts';
import type { Answer, Delivery, Transport } from './transport.ts';

interface Options {
  clock: Clock;
  exchanges: ExchangeLog;
  signingSecret: string;
  timeoutMs: number;
  /** Slack's own address. */
  origin: () => string;
}

/** The way to the bot: its sockets while it has any, else its address. */
export class BotLink implements Transport {
  readonly #http: HttpTransport;
  readonly #sockets: SocketTransport;
  readonly #origin: () => string;
  readonly #watchers: (() => void)[] = [];

  constructor(options: Options) {
    this.#http = new HttpTransport(options);
    this.#sockets = new SocketTransport({ ...options, onChange: () => this.#notify() });
    this.#origin = options.origin;
  }

  deliver(delivery: Delivery): Promise<Answer> {
    return (this.#sockets.count > 0 ? this.#sockets : this.#http).deliver(delivery);
  }

  connect(url: string): void {
    this.#http.connect(url);
    this.#notify();
  }

  probe(): Promise<string | undefined> {
    return this.#http.probe();
  }

  /** How the bot is reached right now. */
  connection(): Pick<SandboxState['bot'], 'mode' | 'url'> {
    if (this.#sockets.count > 0) return { mode: 'socket' };
    return { mode: 'http', ...(this.#http.url ? { url: this.#http.url } : {}) };
  }

  onChange(watcher: () => void): void {
    this.#watchers.push(watcher);
  }

  /** The answer to `apps.connections.open`: an address for one socket, or nothing when there are too many. */
  inviteSocket(): string | undefined {
    if (this.#sockets.count >= SOCKET_LIMIT) return undefined;
    return `${this.#origin().replace('http', 'ws')}${SOCKET_PATH}?ticket=${this.#sockets.invite()}`;
  }

  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    this.#sockets.upgrade(request, stream, head);
  }

  disconnectSockets(reason: 'warning' | 'refresh_requested' | 'link_disabled', leaveOpenMs: number): void {
    this.#sockets.disconnect(reason, leaveOpenMs);
  }

  silenceSockets(): void {
    this.#sockets.silence();
  }

  async close(): Promise<void> {
    this.#sockets.close();
    await this.#http.close();
  }

  #notify(): void {
    for (const watcher of this.#watchers) watcher();
  }
}
