import { describe, expect, it } from 'vitest';
import { clientTo, inTurn, ok, read, repeatableWrite, serve, serveTcp, status, write } from './support.ts';

/** Answers the first request of each connection and closes it without a word when the second arrives. */
const closesOnReuse = (requests: string[]) =>
  serveTcp((socket) => {
    let answered = 0;
    socket.on('data', (bytes) => {
      requests.push(bytes.toString('latin1').split(' ', 1)[0] ?? '');
      if (answered++ > 0) socket.destroy();
      else socket.write('HTTP/1.1 200 OK\r\nconnection: keep-alive\r\ncontent-length: 2\r\n\r\n{}');
    });
  });

describe('connections', () => {
  it('are kept and used again, whatever the answer was', async () => {
    const { url, connections } = await serve(inTurn(ok, status(404), status(302, { location: '/' }), ok));
    const send = clientTo(url);
    for (const call of [read, read, read, repeatableWrite]) await send(...call);
    expect(connections()).toBe(1);
  });

  it('are new for what must not be repeated, and closed behind it', async () => {
    const { url, connections, open } = await serve(ok);
    const send = clientTo(url);
    for (const call of [read, write, read, write]) await send(...call);
    expect(connections()).toBe(3);
    await expect.poll(open).toBe(1);
  });

  it('are announced as kept only where they are', async () => {
    const said: (string | undefined)[] = [];
    const { url, connections } = await serve((response, request) => {
      said.push(request.headers.connection);
      response.end('{}');
    });
    const send = clientTo(url, { concurrency: 1 });
    await Promise.all([send(...read), send(...write), send(...write)]);
    expect(said).toEqual(['keep-alive', 'close', 'close']);
    expect(connections()).toBe(3);
  });

  it('closed by the vendor between two calls leave no write in doubt', async () => {
    const requests: string[] = [];
    const { url } = await closesOnReuse(requests);
    const send = clientTo(url);
    await send(...read);
    expect(await send(...write)).toMatchObject({ status: 200 });
    expect(requests).toEqual(['GET', 'POST']);
  });

  it('closed by the vendor at the moment of a read only cost a second try, at once', async () => {
    const requests: string[] = [];
    const { url } = await closesOnReuse(requests);
    const send = clientTo(url);
    await send(...read);
    const before = performance.now();
    expect(await send(...read)).toMatchObject({ status: 200 });
    expect(performance.now() - before).toBeLessThan(500);
    expect(requests).toEqual(['GET', 'GET', 'GET']);
  });

  it('are not used again when the vendor says it will close them sooner than is safe', async () => {
    const { url, connections } = await serve(
      status(200, { connection: 'keep-alive', 'keep-alive': 'timeout=1' }, '{}'),
    );
    const send = clientTo(url);
    await send(...read);
    await send(...read);
    expect(connections()).toBe(2);
  });

  it('are closed before the vendor, by the time it names, would close them', async () => {
    const { url, open } = await serve(status(200, { connection: 'keep-alive', 'keep-alive': 'timeout=2' }, '{}'));
    await clientTo(url)(...read);
    expect(open()).toBe(1);
    await expect.poll(open, { timeout: 2_000 }).toBe(0);
  });

  it('do not follow a redirect, to the same host or another', async () => {
    const elsewhere = await serve(ok);
    for (const code of [301, 302, 303, 307, 308]) {
      const { url, requests } = await serve(status(code, { location: `${elsewhere.url}/catch` }));
      expect(await clientTo(url)(...read)).toMatchObject({ status: code });
      expect(await clientTo(url)(...write)).toMatchObject({ status: code });
      expect(requests).toHaveLength(2);
    }
    expect(elsewhere.requests).toEqual([]);
  });
});
