import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { App } from '@slack/bolt';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { createSocketReceiver, type SocketReceiver } from '../../handlers/socket/receiver.ts';

// Slack's side, in a few lines: one ticket, one connection, and what the bot says on it.
let http: Server;
let sockets: WebSocketServer;
let receiver: SocketReceiver;
let slack: WebSocket;
const said: { envelope_id: string; payload?: unknown }[] = [];
const processed: unknown[] = [];
/** Slack takes its time to hand out the next connection. */
let opening: Promise<unknown>;
let handle: (ack: (body?: unknown) => Promise<void>) => Promise<void>;

beforeEach(async () => {
  said.length = 0;
  processed.length = 0;
  opening = Promise.resolve();
  handle = (ack) => ack({ text: 'done' });
  http = createServer(async (_, response) => {
    await opening;
    const { port } = http.address() as AddressInfo;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ok: true, url: `ws://127.0.0.1:${port}/link` }));
  });
  sockets = new WebSocketServer({ server: http });
  const connected = new Promise<void>((resolve) => {
    sockets.on('connection', (socket) => {
      slack = socket;
      socket.on('message', (data) => said.push(JSON.parse(String(data))));
      socket.send(JSON.stringify({ type: 'hello', num_connections: 1 }));
      resolve();
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  receiver = createSocketReceiver({
    appToken: 'xapp-1',
    apiUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}/api/`,
    fetch: globalThis.fetch,
    routes: [],
    log: pino({ level: 'silent' }),
  });
  receiver.init({
    processEvent: async ({ body, ack }: { body: unknown; ack: (body?: unknown) => Promise<void> }) => {
      processed.push(body);
      await handle(ack);
    },
  } as unknown as App);
  await receiver.start({ port: 0, host: '127.0.0.1' } as never);
  await connected;
});
afterEach(async () => {
  await receiver.stop();
  sockets.close();
  http.closeAllConnections();
  http.close();
});

const deliver = (id: string) =>
  slack.send(
    JSON.stringify({ type: 'slash_commands', envelope_id: id, payload: { id }, accepts_response_payload: true }),
  );
const quiet = () => new Promise((resolve) => setTimeout(resolve, 150));

it('answers an envelope that is delivered again like the first time, and does nothing twice', async () => {
  deliver('e1');
  await expect.poll(() => said.length).toBe(1);
  deliver('e1');
  await expect.poll(() => said.length).toBe(2);
  expect(processed).toEqual([{ id: 'e1' }]);
  expect(said[1]).toEqual(said[0]);
});

it('leaves an envelope that comes again while it is at work to the first delivery', async () => {
  let go = () => {};
  handle = async (ack) => {
    await new Promise<void>((resolve) => {
      go = resolve;
    });
    await ack();
  };
  deliver('e2');
  await expect.poll(() => processed.length).toBe(1);
  deliver('e2');
  await quiet();
  go();
  await expect.poll(() => said.length).toBe(1);
  expect(processed).toHaveLength(1);
});

it('acknowledges once, however often a handler does', async () => {
  handle = async (ack) => {
    await ack({ text: 'first' });
    await ack({ text: 'second' });
  };
  deliver('e3');
  await quiet();
  expect(said).toHaveLength(1);
});

it.each(['refresh_requested', 'warning'])(
  'answers on the old connection until the next one is open: %s',
  async (reason) => {
    let open = () => {};
    opening = new Promise<void>((resolve) => {
      open = resolve;
    });
    const old = slack;
    old.send(JSON.stringify({ type: 'disconnect', reason }));
    await quiet();
    deliver('e4');
    await expect.poll(() => said.map(({ envelope_id }) => envelope_id)).toEqual(['e4']);
    expect(() => receiver.assertConnected()).not.toThrow();
    open();
    await expect.poll(() => slack !== old).toBe(true);
    await expect.poll(() => old.readyState).toBe(old.CLOSED);
    deliver('e5');
    await expect.poll(() => said.map(({ envelope_id }) => envelope_id)).toEqual(['e4', 'e5']);
  },
);
