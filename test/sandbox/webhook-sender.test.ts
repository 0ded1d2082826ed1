import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createWebhookSender, WEBHOOK_ENV } from '../../sandbox/webhook-sender.ts';

interface Heard {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}
let server: Server;
let heard: Heard[];
let url: string;

beforeEach(async () => {
  heard = [];
  server = createServer(async (request, response) => {
    heard.push({ path: request.url ?? '', headers: request.headers, body: await text(request) });
    response.writeHead(202).end('taken');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => void server.close());

const body = '{"event":"lead.created","data":{}}';

function isSigned({ body: sent }: Heard, header: unknown, secret: string): boolean {
  const [, stamp, hash] = /^t=(\d+),v1=(\w+)$/.exec(String(header)) ?? [];
  return createHmac('sha256', secret).update(`${stamp}.${sent}`).digest('hex') === hash;
}

it('signs the raw body for either kind of hook, and passes the answer on', async () => {
  const send = createWebhookSender(() => url);
  expect(await send({ hook: 'deploys', body, spoil: false, again: false })).toEqual({
    ok: true,
    status: 202,
    answer: 'taken',
  });
  await send({ hook: 'pmp', body, spoil: false, again: false });
  const [own, pmp] = heard as [Heard, Heard];
  expect([own.path, pmp.path]).toEqual(['/hooks/deploys', '/hooks/pmp']);
  expect(isSigned(own, own.headers['x-bellhop-signature'], WEBHOOK_ENV.HOOK_DEPLOYS_SECRET!)).toBe(true);
  expect(isSigned(pmp, pmp.headers['x-perfex-signature'], WEBHOOK_ENV.HOOK_PMP_SECRET!)).toBe(true);
  expect(pmp.headers['x-perfex-event']).toBe('lead.created');
});

it('sends the same delivery again, a new one otherwise, and a spoilt signature', async () => {
  const send = createWebhookSender(() => url);
  await send({ hook: 'deploys', body, spoil: false, again: false });
  await send({ hook: 'deploys', body: '{}', spoil: false, again: true });
  await send({ hook: 'deploys', body, spoil: true, again: false });
  const [first, again, spoilt] = heard as [Heard, Heard, Heard];
  expect([again.body, again.headers['x-delivery-id']]).toEqual([first.body, first.headers['x-delivery-id']]);
  expect(spoilt.headers['x-delivery-id']).not.toBe(first.headers['x-delivery-id']);
  expect(isSigned(spoilt, spoilt.headers['x-bellhop-signature'], WEBHOOK_ENV.HOOK_DEPLOYS_SECRET!)).toBe(false);
});

it('says that the bot does not answer', async () => {
  const gone = createWebhookSender(() => 'http://127.0.0.1:1');
  expect(await gone({ hook: 'pmp', body, spoil: false, again: false })).toMatchObject({ ok: false });
  const unknown = createWebhookSender(() => undefined);
  expect(await unknown({ hook: 'pmp', body, spoil: false, again: false })).toMatchObject({ ok: false });
});
