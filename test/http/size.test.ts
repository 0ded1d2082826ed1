import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { clientTo, failure, read, serve, serveTcp, status, write } from './support.ts';

const MB = 2 ** 20;
const tooLarge = 'Acme sent an answer that is too large.';

describe('the size limit of an answer', () => {
  it('takes an answer of exactly the limit and refuses one byte more', async () => {
    const { url, requests } = await serve((response) => response.end('x'.repeat(requests.length === 1 ? 1000 : 1001)));
    const send = clientTo(url, { maxBytes: 1000 });
    expect((await send(...read)).body).toHaveLength(1000);
    expect((await failure(send(...read))).message).toBe(tooLarge);
  });

  it('does not wait for an answer whose announced length is too large', async () => {
    const { url, open } = await serve((response) => {
      response.writeHead(200, { 'content-length': 50 * MB }).write('{');
    });
    const before = performance.now();
    expect((await failure(clientTo(url)(...read))).message).toBe(tooLarge);
    expect(performance.now() - before).toBeLessThan(1_000);
    await expect.poll(open).toBe(0);
  });

  it('cuts an endless answer off, closes the connection, and says that a write may have been done', async () => {
    const { url, open } = await serve((response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(MB)));
      };
      response.on('drain', more);
      more();
    });
    expect(await failure(clientTo(url)(...write))).toEqual({
      kind: 'unavailable',
      message: tooLarge,
      outcomeUnknown: true,
    });
    await expect.poll(open).toBe(0);
  });

  it.each([
    ['gzip', gzipSync(Buffer.alloc(200 * MB))],
    ['br', brotliCompressSync(Buffer.alloc(200 * MB), { params: { 1: 1 } })],
  ])('counts bytes after unpacking, so a %s bomb goes off outside', async (encoding, bomb) => {
    expect(bomb.length).toBeLessThan(MB);
    const { url } = await serve(status(200, { 'content-encoding': encoding }, bomb as unknown as string));
    const before = process.memoryUsage().rss;
    expect((await failure(clientTo(url)(...read))).message).toBe(tooLarge);
    expect(process.memoryUsage().rss - before).toBeLessThan(120 * MB);
  });

  it('applies to answers that say no as well', async () => {
    const { url } = await serve(status(404, {}, 'x'.repeat(2000)));
    expect((await failure(clientTo(url, { maxBytes: 1000 })(...read))).message).toBe(tooLarge);
  });

  it('reads packed answers within the limit', async () => {
    const { url } = await serve((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"name":"Zoë"}'));
    });
    expect((await clientTo(url)(...read)).body).toBe('{"name":"Zoë"}');
  });
});

describe('an answer that breaks off', () => {
  const gone = { kind: 'unavailable', message: 'Acme broke off the connection.', outcomeUnknown: true };

  it.each([
    ['before the announced length', 'content-length: 100\r\n\r\n{"id":'],
    ['between chunks', 'transfer-encoding: chunked\r\n\r\n6\r\n{"id":\r\n'],
    ['in its headers', 'content-le'],
  ])('is no answer: cut %s', async (_, rest) => {
    const { url } = await serveTcp((socket) => {
      socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\n${rest}`));
    });
    expect(await failure(clientTo(url)(...write))).toEqual(gone);
  });

  it('is no answer: packed and cut in the middle', async () => {
    const half = gzipSync(Buffer.from('{"id":"1"}'.repeat(500))).subarray(0, 30);
    const { url } = await serve((response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(half));
    expect(await failure(clientTo(url)(...write))).toEqual(gone);
  });

  it('is no answer: something that is not HTTP', async () => {
    const { url } = await serveTcp((socket) => {
      socket.once('data', () => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    });
    expect(await failure(clientTo(url)(...write))).toEqual(gone);
  });
});
