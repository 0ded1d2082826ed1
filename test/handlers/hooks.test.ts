import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createHooks, type HookRate, hookIn } from '../../handlers/http/hooks.ts';
import type { HookDelivery, HookGate } from '../../src/webhooks/intake.ts';
import { sendHook, signHook } from '../support/hook-sender.ts';

const SECRET = 'a-secret-of-the-tests';
const GATE: HookGate = {
  name: 'deploys',
  secrets: [SECRET],
  signatureHeader: 'x-bellhop-signature',
  deliveryHeader: 'x-delivery-id',
};

let server: Server;
let warnings: string[];
let kept: HookDelivery[];
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function serving(options: { rate?: HookRate; take?: () => Promise<'kept' | 'known'> } = {}): Promise<number> {
  warnings = [];
  kept = [];
  const answer = createHooks({
    gates: [GATE, { ...GATE, name: 'others' }],
    take: async (delivery) => {
      kept.push(delivery);
      return options.take?.() ?? 'kept';
    },
    warn: (words) => warnings.push(words),
    ...(options.rate ? { rate: options.rate } : {}),
  });
  server = createServer((request, response) => void answer(hookIn(request.url ?? '') ?? '', request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

describe('a request to a hook', () => {
  it('is accepted once it is kept, and answered 200 where it was known', async () => {
    const port = await serving();
    expect(await sendHook(port, 'deploys', { secret: SECRET, body: '{"a":1}', id: 'd-1' })).toMatchObject({
      status: 202,
      text: 'Accepted.',
    });
    expect(kept).toMatchObject([{ hook: 'deploys', delivery: 'id:d-1', body: '{"a":1}' }]);
    server.close();
    const other = await serving({ take: async () => 'known' });
    expect((await sendHook(other, 'deploys', { secret: SECRET, body: '{}' })).status).toBe(200);
  });

  it('is asked for again where it could not be kept', async () => {
    const port = await serving({ take: () => Promise.reject(new Error('The disk is full')) });
    const answer = await sendHook(port, 'deploys', { secret: SECRET, body: '{}' });
    expect(answer).toEqual({ status: 503, text: 'It could not be kept. Send it again.', retryAfter: '10' });
  });

  it('learns nothing but one sentence where the signature is not good; the log has the reason', async () => {
    const port = await serving();
    const now = Math.floor(Date.now() / 1000);
    const answers = [
      await sendHook(port, 'deploys', { secret: 'some-other-secret', body: '{}' }),
      await sendHook(port, 'deploys', { secret: SECRET, body: '{}', signature: signHook(SECRET, '{ }') }),
      await sendHook(port, 'deploys', { secret: SECRET, body: '{}', stamp: now - 301 }),
      await sendHook(port, 'deploys', { secret: SECRET, body: '{}', signature: '' }),
      await sendHook(port, 'deploys', { secret: SECRET, body: '{}', header: 'x-perfex-signature' }),
    ];
    const sentence = 'The signature is missing, wrong, or more than five minutes old.';
    for (const answer of answers) expect(answer).toEqual({ status: 401, text: sentence, retryAfter: null });
    expect(kept).toEqual([]);
    expect(warnings).toEqual([
      'Refused a delivery to the hook deploys: its signature is wrong',
      'Refused a delivery to the hook deploys: its signature is wrong',
      'Refused a delivery to the hook deploys: its time stamp is more than five minutes from the time here',
      'Refused a delivery to the hook deploys: it has no signature that can be read',
      'Refused a delivery to the hook deploys: it has no signature that can be read',
    ]);
    expect(warnings.join()).not.toContain(SECRET);
  });

  it('must be a POST to a hook that exists', async () => {
    const port = await serving();
    expect((await sendHook(port, 'nothing', { secret: SECRET, body: '{}' })).status).toBe(404);
    expect((await sendHook(port, '__proto__', { secret: SECRET, body: '{}' })).status).toBe(404);
    expect((await sendHook(port, 'deploys', { secret: SECRET, body: '', method: 'GET' })).status).toBe(405);
    expect((await sendHook(port, 'deploys', { secret: SECRET, body: '{}', method: 'PUT' })).status).toBe(405);
    expect(hookIn('/hooks/')).toBeUndefined();
    expect(hookIn('/hooks/a/b')).toBeUndefined();
    expect(kept).toEqual([]);
  });

  it('holds one megabyte at most', async () => {
    const port = await serving();
    const most = Buffer.alloc(1024 * 1024, 'x');
    expect((await sendHook(port, 'deploys', { secret: SECRET, body: most })).status).toBe(202);
    const more = await sendHook(port, 'deploys', {
      secret: SECRET,
      body: Buffer.concat([most, Buffer.from('x')]),
    }).catch(() => undefined);
    expect(more?.status ?? 413).toBe(413);
    expect(kept).toHaveLength(1);
  });
});

describe('a storm', () => {
  it('is refused with the time to wait, and only for its own hook', async () => {
    const port = await serving({ rate: { burst: 5, perSecond: 0.5 } });
    const send = (index: number, hook = 'deploys') => sendHook(port, hook, { secret: SECRET, body: `{"n":${index}}` });
    const statuses = [];
    for (let index = 0; index < 5; index++) statuses.push((await send(index)).status);
    expect(statuses).toEqual([202, 202, 202, 202, 202]);
    const refused = await Promise.all(Array.from({ length: 20 }, (_, index) => send(index)));
    for (const { status, retryAfter } of refused) expect([status, retryAfter]).toEqual([429, '2']);
    expect(kept).toHaveLength(5);
    expect((await send(1, 'others')).status).toBe(202);
  });

  it('of forged deliveries keeps no signed one out', async () => {
    const port = await serving({ rate: { burst: 2, perSecond: 0.01 } });
    for (let index = 0; index < 10; index++)
      expect((await sendHook(port, 'deploys', { secret: 'some-other-secret', body: '{}' })).status).toBe(401);
    expect((await sendHook(port, 'deploys', { secret: SECRET, body: '{}' })).status).toBe(202);
  });
});
