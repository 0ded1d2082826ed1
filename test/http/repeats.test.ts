import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { clientTo, failure, inTurn, ok, read, repeatableWrite, serve, serveTcp, status, write } from './support.ts';

/** A port that refuses connections: it was just closed. */
async function closedPort(): Promise<string> {
  const { url, server } = await serveTcp(() => {});
  server.close();
  return url;
}

describe.concurrent('what must not be repeated', () => {
  it.each([429, 500, 502, 503, 504])('is sent once and its HTTP %i handed on', async (code) => {
    const { url, requests } = await serve(status(code, { 'retry-after': '0' }, 'no'));
    expect(await clientTo(url)(...write)).toMatchObject({ status: code, body: 'no' });
    expect(requests).toHaveLength(1);
  });

  it('is sent once when its answer is lost, and nobody knows what became of it', async () => {
    const { url, requests } = await serve((response) => response.destroy());
    expect(await failure(clientTo(url)(...write))).toEqual({
      kind: 'unavailable',
      message: 'Acme broke off the connection.',
      outcomeUnknown: true,
    });
    expect(requests).toHaveLength(1);
  });

  it('is tried again when the connection was refused, since it never left', async () => {
    const url = await closedPort();
    const sending = clientTo(url, { timeoutMs: 5_000 })(...write);
    const { requests, server } = await serve(ok);
    server.close();
    server.listen(Number(new URL(url).port), '127.0.0.1');
    expect(await sending).toMatchObject({ status: 200 });
    expect(requests).toHaveLength(1);
  });

  it.each([
    ['nobody listens', closedPort],
    ['the name does not exist', async () => 'http://vendor.invalid'],
  ])('is certainly not done when %s', async (_, urlOf) => {
    const send = clientTo(await urlOf(), { timeoutMs: 500 });
    expect(await failure(send(...write))).toEqual({ kind: 'unavailable', message: 'Acme cannot be reached.' });
  });
});

describe.concurrent('what may be repeated', () => {
  it.each([
    ['a read', read],
    ['a repeatable write', repeatableWrite],
  ])('%s is sent again after HTTP 503, with the same body', async (_, call) => {
    const { url, requests } = await serve(inTurn(status(503), ok));
    expect(await clientTo(url)(...call)).toMatchObject({ status: 200 });
    const [first, second] = requests;
    expect(second).toMatchObject({ method: first?.method, url: first?.url, body: first?.body });
  });

  it('is sent again after a lost answer', async () => {
    const { url, requests } = await serve(inTurn((response) => void response.destroy(), ok));
    expect(await clientTo(url)(...repeatableWrite)).toMatchObject({ status: 200 });
    expect(requests).toHaveLength(2);
  });

  it.each([
    ['after HTTP 503', status(503, { 'retry-after': '0.01' }), async () => false],
    ['after a lost answer', (response: ServerResponse) => void response.destroy(), async () => false],
    ['when nobody can say', status(503, { 'retry-after': '0.01' }), () => Promise.reject(new Error('No database'))],
  ])('is not sent again when another process took over, %s', async (_, first, mayRepeat) => {
    const { url, requests } = await serve(inTurn(first, ok));
    const [path, options, call] = repeatableWrite;
    expect(await failure(clientTo(url)(path, options, { ...call, mayRepeat }))).toEqual({
      kind: 'unavailable',
      message: expect.stringContaining('another process'),
      outcomeUnknown: true,
    });
    expect(requests).toHaveLength(1);
  });

  it('is not sent at all when another process took over before a connection could be made', async () => {
    const url = await closedPort();
    const [path, options, call] = repeatableWrite;
    const sending = clientTo(url, { timeoutMs: 5_000 })(path, options, { ...call, mayRepeat: async () => false });
    const { requests, server } = await serve(ok);
    server.close();
    server.listen(Number(new URL(url).port), '127.0.0.1');
    expect(await failure(sending)).toMatchObject({ outcomeUnknown: true });
    expect(requests).toHaveLength(0);
  });

  it('is sent again while this process has it', async () => {
    const { url, requests } = await serve(inTurn(status(503, { 'retry-after': '0.01' }), ok));
    const [path, options, call] = repeatableWrite;
    expect(await clientTo(url)(path, options, { ...call, mayRepeat: async () => true })).toMatchObject({ status: 200 });
    expect(requests).toHaveLength(2);
  });

  it('is sent three times at most, and the last answer counts', async () => {
    const { url, requests } = await serve(status(500, { 'retry-after': '0.01' }, 'still no'));
    expect(await clientTo(url)(...read)).toMatchObject({ status: 500, body: 'still no' });
    expect(requests).toHaveLength(3);
  });

  it.each([
    ['503', status(503), true],
    ['a lost answer', (response: ServerResponse) => void response.destroy(), true],
    ['429, before which nothing is done', status(429), undefined],
  ])('tells that an earlier try may have been carried out, after %s', async (_, first, mayHaveRun) => {
    const { url } = await serve(inTurn(first, status(404)));
    const answer = await clientTo(url)(...repeatableWrite);
    expect([answer.status, answer.mayHaveRun]).toEqual([404, mayHaveRun]);
  });

  it.each([400, 401, 403, 404, 405, 409, 418, 422])('is not sent again after HTTP %i', async (code) => {
    const { url, requests } = await serve(status(code));
    expect(await clientTo(url)(...read)).toMatchObject({ status: code });
    expect(requests).toHaveLength(1);
  });
});

describe.concurrent('Retry-After', () => {
  it.each([
    ['seconds', () => '1'],
    ['a date', () => new Date(Date.now() + 1_600).toUTCString()],
  ])('is waited for within the time limit, given as %s', async (_, retryAfter) => {
    const { url, requests } = await serve((...arrived) =>
      requests.length === 1 ? status(429, { 'retry-after': retryAfter() })(...arrived) : ok(...arrived),
    );
    expect(await clientTo(url)(...read)).toMatchObject({ status: 200 });
    const [first, second] = requests;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(500);
  });

  it('beyond the time limit is handed on at once instead', async () => {
    const { url, requests } = await serve(status(429, { 'retry-after': '30' }));
    const before = performance.now();
    expect(await clientTo(url)(...read)).toMatchObject({ status: 429, headers: { 'retry-after': '30' } });
    expect(performance.now() - before).toBeLessThan(500);
    expect(requests).toHaveLength(1);
  });

  it.each(['0', 'soon', ''])('that says nothing useful (%j) leaves the usual pause', async (retryAfter) => {
    const { url, requests } = await serve(inTurn(status(503, { 'retry-after': retryAfter }), ok));
    expect(await clientTo(url)(...read)).toMatchObject({ status: 200 });
    const [first, second] = requests;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(900);
  });
});
