import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { App } from '@slack/bolt';
import { afterEach, expect, it } from 'vitest';
import type { Hooks } from '../../handlers/http/hooks.ts';
import type { createHttpReceiver } from '../../handlers/http/receiver.ts';
import { createLog } from '../../src/log.ts';
import type { HookDelivery } from '../../src/webhooks/intake.ts';
import { sendHook } from '../support/hook-sender.ts';
import { send } from '../support/signed.ts';

// The built receiver, since its thread runs built code; `npm test` builds it first.
const built = fileURLToPath(new URL('../../dist/handlers/http/receiver.js', import.meta.url));
const SECRET = 'a-signing-secret';
const log = createLog('silent');

type Receiver = ReturnType<typeof createHttpReceiver>;
let receiver: Receiver;
afterEach(() => receiver.stop());

/** A receiver in front of an app that does this with each delivery. */
async function listening(
  processEvent: (event: Parameters<App['processEvent']>[0]) => Promise<void>,
  hooks?: Hooks,
): Promise<number> {
  const module = (await import(built)) as { createHttpReceiver: typeof createHttpReceiver };
  const routes = [{ path: '/readyz', answer: async () => ({ status: 503, body: 'not ready' }) }];
  receiver = module.createHttpReceiver({
    signingSecret: SECRET,
    routes,
    ...(hooks ? { hooks } : {}),
    log,
    inThread: true,
  });
  receiver.init({ processEvent } as App);
  return receiver.start({ port: 0, host: '127.0.0.1' });
}

/** Sends requests with wrong signatures from a thread of its own, each on a new connection. Milliseconds until all were refused. */
const CLIENT = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { request } = require('node:http');
  const one = () => new Promise((resolve, reject) => {
    request({ port: workerData.port, path: '/slack/events', method: 'POST', agent: false }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    }).on('error', reject).end('x');
  });
  parentPort.once('message', async () => {
    const before = performance.now();
    const statuses = await Promise.all(Array.from({ length: 100 }, one));
    parentPort.postMessage({ ms: performance.now() - before, statuses: [...new Set(statuses)] });
  });
  parentPort.postMessage('ready');
`;

it('takes new connections and refuses forged requests while the bot itself is busy', async () => {
  const port = await listening(async () => {});
  const client = new Worker(CLIENT, { eval: true, workerData: { port } });
  await once(client, 'message');
  client.postMessage('go');
  // The bot's own thread does nothing else for this long.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_500);
  const [{ ms, statuses }] = (await once(client, 'message')) as [{ ms: number; statuses: number[] }];
  expect(statuses).toEqual([401]);
  expect(ms).toBeLessThan(1_400);
});

it('hands on what is signed with the time of its arrival, and gives the acknowledgement back', async () => {
  const events: Parameters<App['processEvent']>[0][] = [];
  const port = await listening(async (event) => {
    events.push(event);
    await event.ack({ text: 'Taken' });
  });
  const body = 'command=%2Fpmp&text=lead+search&trigger_id=1.2.3';
  const before = Date.now();
  const answer = await send(port, { secret: SECRET, body });
  expect(answer).toEqual({ status: 200, body: '{"text":"Taken"}' });
  expect(events[0]?.body).toMatchObject({ command: '/pmp', text: 'lead search', trigger_id: '1.2.3' });
  const arrivedAt = events[0]?.customProperties?.arrivedAt;
  expect(arrivedAt).toBeGreaterThanOrEqual(before);
  expect(arrivedAt).toBeLessThanOrEqual(Date.now());
});

it('checks a webhook over its raw bytes, and hands on what is signed to be kept', async () => {
  const kept: HookDelivery[] = [];
  const takes: (() => Promise<'kept' | 'known'>)[] = [
    async () => 'kept',
    async () => 'known',
    () => Promise.reject(new Error('The disk is full')),
  ];
  const port = await listening(async () => {}, {
    gates: [{ name: 'deploys', secrets: [SECRET], signatureHeader: 'x-bellhop-signature' }],
    take: (delivery) => {
      kept.push(delivery);
      return takes.shift()?.() ?? Promise.reject(new Error('Nobody expects it'));
    },
  });
  const body = Buffer.from('{ "title" : "Déployé 📦" ,\r\n\t"a":1e2}\n');
  const send = (sent: Partial<Parameters<typeof sendHook>[2]> = {}) =>
    sendHook(port, 'deploys', { secret: SECRET, body, ...sent });
  expect((await send({ body: body.subarray(0, -1), signature: `t=1,v1=${'0'.repeat(64)}` })).status).toBe(401);
  expect([await send(), await send(), await send()].map(({ status }) => status)).toEqual([202, 200, 503]);
  expect(kept.map((one) => one.body)).toEqual([body.toString(), body.toString(), body.toString()]);
});

it('answers what nobody acknowledges, what fails, and who asks whether it is ready', async () => {
  const port = await listening(async ({ body }) => {
    if (body.command === '/breaks') throw new Error('broken');
  });
  expect((await send(port, { secret: SECRET, body: 'command=%2Fnobody' })).status).toBe(404);
  expect((await send(port, { secret: SECRET, body: 'command=%2Fbreaks' })).status).toBe(500);
  const ready = await fetch(`http://127.0.0.1:${port}/readyz`);
  expect([ready.status, await ready.text()]).toEqual([503, 'not ready']);
});

it('says why it cannot listen', async () => {
  const port = await listening(async () => {});
  const module = (await import(built)) as { createHttpReceiver: typeof createHttpReceiver };
  const second = module.createHttpReceiver({ signingSecret: SECRET, routes: [], log, inThread: true });
  await expect(second.start({ port, host: '127.0.0.1' })).rejects.toMatchObject({ code: 'EADDRINUSE', port });
});
