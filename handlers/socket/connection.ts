import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';

/** One thing Slack sends, e.g. a command. */
export interface Envelope {
  envelope_id: string;
  type: string;
  payload: Record<string, unknown>;
  retry_attempt?: number;
  retry_reason?: string;
}

export interface ConnectionEvents {
  envelope(envelope: Envelope, from: Connection): void;
  /** Slack ends this connection soon. */
  leaving(reason: string): void;
  closed(why: string): void;
}

export interface Connection {
  isOpen(): boolean;
  /** Answers an envelope, of this or of another connection. False when nothing can be sent any more. */
  answer(envelopeId: string, body: unknown): boolean;
  /** Closes once every envelope was answered, or after this long. */
  close(withinMs: number): Promise<void>;
}

export interface ConnectionTimes {
  /** For the connection, and again for Slack's greeting. */
  openMs: number;
  pingMs: number;
}

/** A connection that missed so many pings in a row is dead. */
const MISSED_PINGS = 3;
const CLOSE_HANDSHAKE_MS = 1_000;

const parse = (text: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};

const payloadOf = (body: unknown): unknown => (typeof body === 'string' ? { text: body } : (body ?? {}));

/** Opens a connection of Socket Mode. Resolves after Slack's greeting; rejects when that does not come in time. */
export function connect(url: string, events: ConnectionEvents, times: ConnectionTimes): Promise<Connection> {
  const socket = new WebSocket(url, { handshakeTimeout: times.openMs, perMessageDeflate: false });
  const unanswered = new Set<string>();
  let isGreeted = false;
  let missed = 0;

  const connection: Connection = {
    isOpen: () => isGreeted && socket.readyState === WebSocket.OPEN,
    answer(envelopeId, body) {
      unanswered.delete(envelopeId);
      if (!connection.isOpen()) return false;
      socket.send(JSON.stringify({ envelope_id: envelopeId, payload: payloadOf(body) }));
      return true;
    },
    async close(withinMs) {
      for (const until = Date.now() + withinMs; unanswered.size > 0 && Date.now() < until; ) await wait(20);
      socket.close(1000);
      const late = setTimeout(() => socket.terminate(), CLOSE_HANDSHAKE_MS);
      if (socket.readyState !== WebSocket.CLOSED) await new Promise((resolve) => socket.once('close', resolve));
      clearTimeout(late);
    },
  };

  return new Promise((resolve, reject) => {
    let why = 'Slack closed it';
    const end = (reason: string) => {
      why = reason;
      socket.terminate();
    };
    const greeting = setTimeout(end, 2 * times.openMs, 'no greeting');
    // A count and not a clock: after the process stood still, what arrived meanwhile is read first.
    const heartbeat = setInterval(() => {
      if (missed >= MISSED_PINGS) return end('no answer to pings');
      missed++;
      if (socket.readyState === WebSocket.OPEN) socket.ping();
    }, times.pingMs);

    socket.on('ping', () => (missed = 0));
    socket.on('pong', () => (missed = 0));
    socket.on('error', (error) => (why = error.message));
    socket.on('close', () => {
      clearTimeout(greeting);
      clearInterval(heartbeat);
      if (isGreeted) events.closed(why);
      else reject(new Error(why));
    });
    socket.on('message', (data) => {
      missed = 0;
      const message = parse(String(data));
      if (message.type === 'hello') {
        isGreeted = true;
        clearTimeout(greeting);
        resolve(connection);
      } else if (message.type === 'disconnect') {
        if (isGreeted) events.leaving(String(message.reason));
        else end(String(message.reason));
      } else if (typeof message.envelope_id === 'string') {
        unanswered.add(message.envelope_id);
        events.envelope(message as unknown as Envelope, connection);
      }
    });
  });
}
