import { describe, expect, it } from 'vitest';
import { clientTo, failure, ok, read, serve, serveTcp, status, write } from './support.ts';

const hang = () => {};

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; tookMs: number }> {
  const before = performance.now();
  const value = await work();
  return { value, tookMs: performance.now() - before };
}

describe.concurrent('the time limit of a call', () => {
  it('ends a call that is never answered, and says that a write may have arrived', async () => {
    const { url } = await serve(hang);
    const { value, tookMs } = await timed(() => failure(clientTo(url, { timeoutMs: 200 })(...write)));
    expect(value).toEqual({
      kind: 'unavailable',
      message: 'Acme did not answer within 0.2 seconds.',
      outcomeUnknown: true,
    });
    expect(tookMs).toBeGreaterThan(150);
    expect(tookMs).toBeLessThan(600);
  });

  it('ends an answer that trickles in for ever', async () => {
    const { url } = await serve((response) => {
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    });
    const { value, tookMs } = await timed(() => failure(clientTo(url, { timeoutMs: 200 })(...read)));
    expect(value.message).toBe('Acme did not answer within 0.2 seconds.');
    expect(tookMs).toBeLessThan(600);
  });

  it('counts repeats in: the last one is cut when the time of the whole call is up', async () => {
    const { url, requests } = await serve((response, request) =>
      requests.length === 1 ? status(503, { 'retry-after': '0' })(response, request, '') : hang(),
    );
    const { value, tookMs } = await timed(() => failure(clientTo(url, { timeoutMs: 1_400 })(...read)));
    expect(value.message).toBe('Acme did not answer within 1.4 seconds.');
    expect(requests).toHaveLength(2);
    expect(tookMs).toBeLessThan(1_900);
  });

  it('says that it cannot be reached when the connection is never made secure', async () => {
    const { url } = await serveTcp(hang);
    const send = clientTo(url.replace('http:', 'https:'), { timeoutMs: 300 });
    expect(await failure(send(...write))).toEqual({ kind: 'unavailable', message: 'Acme cannot be reached.' });
  });

  it('closes the connection of a call it gave up', async () => {
    const { url, open } = await serve(hang);
    await failure(clientTo(url, { timeoutMs: 100 })(...read));
    await expect.poll(open).toBe(0);
  });
});

describe.concurrent('places', () => {
  it('lets no more calls through at once than there are places', async () => {
    let atOnce = 0;
    let most = 0;
    const { url, requests } = await serve((response) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      setTimeout(() => {
        atOnce -= 1;
        response.end('{}');
      }, 20);
    });
    const send = clientTo(url, { concurrency: 3 });
    await Promise.all(Array.from({ length: 9 }, () => send(...read)));
    expect(requests).toHaveLength(9);
    expect(most).toBe(3);
  });

  it('counts waiting for a place: a call that gets none in half its time gives up, and was never sent', async () => {
    const { url, requests } = await serve(hang);
    const send = clientTo(url, { timeoutMs: 400, concurrency: 2 });
    const stuck = [send(...read), send(...read)].map(failure);
    const { value, tookMs } = await timed(() => failure(send(...write)));
    expect(value).toEqual({ kind: 'unavailable', message: 'Acme is busy with earlier requests.' });
    expect(tookMs).toBeLessThan(380);
    await Promise.all(stuck);
    expect(requests.map(({ method }) => method)).toEqual(['GET', 'GET']);
  });

  it('are free again once calls that hung are over', async () => {
    let isHanging = true;
    const { url, requests } = await serve((...arrived) => (isHanging ? hang() : ok(...arrived)));
    const send = clientTo(url, { timeoutMs: 200, concurrency: 2 });
    await Promise.all([send(...read), send(...read), send(...read), send(...read)].map(failure));
    isHanging = false;
    expect(await send(...read)).toMatchObject({ status: 200 });
    expect(requests).toHaveLength(3);
  });

  it('belong to one vendor: another one answers while every place of the first hangs', async () => {
    const hanging = await serve(hang);
    const fine = await serve(ok);
    const stuck = clientTo(hanging.url, { timeoutMs: 300, concurrency: 1 });
    const other = clientTo(fine.url, { timeoutMs: 300, concurrency: 1 });
    const waiting = [stuck(...read), stuck(...read)].map(failure);
    const { tookMs } = await timed(() => other(...read));
    expect(tookMs).toBeLessThan(250);
    await Promise.all(waiting);
  });
});
