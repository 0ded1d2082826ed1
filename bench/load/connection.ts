import { connect, type Socket } from 'node:net';

export interface Answer {
  /** 0 when the connection broke. */
  status: number;
  body: string;
}

const LAST_CHUNK = '0\r\n\r\n';

/** Where an answer ends; undefined while some of it is missing. */
function answerIn(received: string): Answer | undefined {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const status = Number(received.slice(9, 12));
  const head = received.slice(0, end);
  const body = received.slice(end + 4);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) return body.length >= Number(length) ? { status, body } : undefined;
  if (/\r\ntransfer-encoding: *chunked/i.test(head)) {
    return body.endsWith(LAST_CHUNK) ? { status, body: body.slice(0, -LAST_CHUNK.length) } : undefined;
  }
  // Neither a length nor chunks: it ends with the connection, or has no body.
  return status === 204 || status === 304 ? { status, body } : undefined;
}

/** One connection to the contestant, written by hand: an HTTP client would cost more than some contestants. */
export class Connection {
  readonly #socket: Socket;
  #received = '';
  #answered: ((answer: Answer) => void) | undefined;
  #isOpen = true;

  constructor(port: number) {
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.#socket.setEncoding('latin1');
    this.#socket.on('data', (chunk: string) => {
      this.#received += chunk;
      const answer = answerIn(this.#received);
      if (answer) this.#finish(answer);
    });
    this.#socket.on('error', () => {});
    this.#socket.on('close', () => {
      this.#isOpen = false;
      const status = Number(this.#received.slice(9, 12)) || 0;
      this.#finish({ status, body: '' });
    });
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  send(bytes: Buffer): Promise<Answer> {
    if (!this.#isOpen) return Promise.resolve({ status: 0, body: '' });
    return new Promise((resolve) => {
      this.#answered = resolve;
      this.#socket.write(bytes);
    });
  }

  close(): void {
    this.#isOpen = false;
    this.#socket.destroy();
  }

  #finish(answer: Answer): void {
    this.#received = '';
    const answered = this.#answered;
    this.#answered = undefined;
    answered?.(answer);
  }
}

/** Connections that are kept between requests, as many as are needed at once. */
export class Connections {
  readonly #port: number;
  readonly #idle: Connection[] = [];

  constructor(port: number) {
    this.#port = port;
  }

  /** Sends on a kept connection, or on a new one that is closed afterwards. */
  async send(bytes: Buffer, keepAlive = true): Promise<Answer> {
    const connection = (keepAlive ? this.#takeIdle() : undefined) ?? new Connection(this.#port);
    const answer = await connection.send(bytes);
    if (keepAlive && connection.isOpen) this.#idle.push(connection);
    else connection.close();
    return answer;
  }

  close(): void {
    for (const connection of this.#idle.splice(0)) connection.close();
  }

  #takeIdle(): Connection | undefined {
    for (;;) {
      const connection = this.#idle.pop();
      if (!connection || connection.isOpen) return connection;
    }
  }
}
