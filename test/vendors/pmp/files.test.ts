import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { failureOf, OperationError } from '../../../src/errors.ts';
import type { FileRef, FileSource } from '../../../src/operations/files.ts';
import { createClients } from '../../../src/vendors/clients.ts';
import { DEFAULT_LIMITS, type HttpLimits } from '../../../src/vendors/shared/http-client.ts';
import { path } from '../../../src/vendors/shared/path.ts';
import { settings } from './support.ts';

const KB = 1024;
const MB = 1024 * KB;

/** Bytes that say where they belong, so that none can be lost, doubled or swapped unseen. */
function* pattern(size: number, piece: number): Generator<Buffer> {
  for (let at = 0; at < size; at += piece) {
    const chunk = Buffer.alloc(Math.min(piece, size - at) + 8);
    for (let i = 8; i + 4 <= chunk.length; i += 4) chunk.writeUInt32LE((at + i - 8) >>> 0, i);
    // A view into something larger, as they come off a socket.
    yield chunk.subarray(8);
  }
}
const hashOf = (pieces: Iterable<Uint8Array>): string => {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
};

type Content = (signal: AbortSignal) => AsyncIterable<Uint8Array>;

/** Files whose content is made as it is asked for. */
function sourceOf(sizes: Record<string, number>, content?: Content, piece = 48 * KB) {
  const log = { handedOut: 0, stopped: false };
  async function* made(size: number, signal: AbortSignal): AsyncIterable<Uint8Array> {
    signal.addEventListener('abort', () => {
      log.stopped = true;
    });
    for (const chunk of pattern(size, piece)) {
      if (signal.aborted) return;
      log.handedOut += chunk.length;
      yield chunk;
    }
  }
  const source: FileSource = {
    maxBytes: 100 * MB,
    open: async (refs) =>
      refs.map(({ id, name }) => ({
        name,
        type: 'image/jpeg',
        size: sizes[id] ?? 0,
        read: content ?? ((signal) => made(sizes[id] ?? 0, signal)),
      })),
  };
  return { source, log };
}

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A PMP that reads as the handler likes. */
async function pmp(handler: (request: IncomingMessage, response: ServerResponse) => unknown) {
  const server = createServer((request, response) => {
    request.on('error', () => {});
    void handler(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const done = (response: ServerResponse) => response.end('{"status":true,"message":"Lead add successful."}');

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const files: FileRef[] = [
  { id: 'F1', name: 'rööf "south".jpg', size: 1 },
  { id: 'F2', name: 'plan.jpg', size: 1 },
];

/** Adds a lead with files at this address; what came of it. */
async function add(url: string, source: FileSource | undefined, limits: Partial<HttpLimits> = {}, refs = files) {
  const client = (
    await createClients(settings({ PMP_BASE_URL: url }), { limits: { ...DEFAULT_LIMITS, ...limits }, files: source })
  ).pmp!;
  const multipart = { name: 'Ada', source: '4', file: { files: refs } };
  return client.call({ method: 'POST', path: path`api/leads`, multipart }, { repeatable: false }).then(
    (answer) => ({ answer }),
    (error: unknown) => ({ failure: failureOf(error) }),
  );
}

describe('files of a new record', () => {
  it('go as file[] with name and type, before the fields, under a known length', async () => {
    const bodies: { headers: IncomingMessage['headers']; body: Buffer }[] = [];
    const url = await pmp(async (request, response) => {
      bodies.push({ headers: request.headers, body: await bodyOf(request) });
      done(response);
    });
    const { source } = sourceOf({ F1: 300 * KB, F2: 5 });
    expect(await add(url, source)).toEqual({ answer: { status: true, message: 'Lead add successful.' } });

    const [{ headers, body }] = bodies as [(typeof bodies)[0]];
    expect(headers['content-length']).toBe(String(body.length));
    expect(headers['transfer-encoding']).toBeUndefined();
    const entries = [
      ...(await new Response(new Uint8Array(body), {
        headers: { 'content-type': headers['content-type']! },
      }).formData()),
    ];
    expect(entries.map(([name]) => name)).toEqual(['file[]', 'file[]', 'name', 'source']);
    const [roof, plan] = entries.map(([, value]) => value) as [File, File];
    expect([roof.type, roof.size, plan.name, plan.size]).toEqual(['image/jpeg', 300 * KB, 'plan.jpg', 5]);
    expect(body.toString()).toContain('name="file[]"; filename="rööf %22south%22.jpg"\r\nContent-Type: image/jpeg\r\n');
    expect(hashOf([Buffer.from(await roof.arrayBuffer())])).toBe(hashOf(pattern(300 * KB, 48 * KB)));
  });

  it('arrive whole in whatever pieces they come', async () => {
    const url = await pmp(async (request, response) => {
      const form = await new Response(new Uint8Array(await bodyOf(request)), {
        headers: { 'content-type': request.headers['content-type']! },
      }).formData();
      const bytes = Buffer.from(await (form.get('file[]') as File).arrayBuffer());
      response.end(JSON.stringify({ status: true, hash: hashOf([bytes]) }));
    });
    for (const piece of [1000, 64 * KB, 200 * KB]) {
      const { source } = sourceOf({ F1: 500 * KB }, undefined, piece);
      expect(await add(url, source, {}, [files[0]!])).toEqual({
        answer: { status: true, hash: hashOf(pattern(500 * KB, piece)) },
      });
    }
  });

  it('are fetched no faster than PMP takes them: nothing is held but what is on its way', async () => {
    const size = 96 * MB;
    let goOn = () => {};
    const url = await pmp(async (request, response) => {
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
      let length = 0;
      for await (const chunk of request) length += (chunk as Buffer).length;
      response.end(JSON.stringify({ status: true, length }));
    });
    // One and the same piece again and again: making them must not be what fills the memory.
    const piece = Buffer.alloc(64 * KB, 7);
    let handedOut = 0;
    const { source } = sourceOf({ F1: size }, async function* () {
      for (; handedOut < size; handedOut += piece.length) yield piece;
    });
    const adding = add(url, source, {}, [files[0]!]);
    let before = -1;
    while (before !== handedOut || handedOut === 0) {
      before = handedOut;
      await pause(100);
    }
    // What the kernel keeps on both sides of a connection, and not the file.
    expect(handedOut).toBeLessThan(size / 3);
    goOn();
    expect(await adding).toMatchObject({ answer: { status: true } });
    expect(handedOut).toBe(size);
  });

  it('may take longer than a call without: they get time by their size', async () => {
    const url = await pmp(async (request, response) => {
      await pause(400);
      await bodyOf(request);
      done(response);
    });
    const { source } = sourceOf({ F1: 300 * KB, F2: 5 });
    expect(await add(url, source, { timeoutMs: 200 })).toMatchObject({ answer: { status: true } });
  });
});

describe('a request that is cut while files pass through', () => {
  it('is called off with the words of whoever fetches them, and PMP gets too little to act upon', async () => {
    const arrived: Buffer[] = [];
    let closed = () => {};
    const wasClosed = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const url = await pmp((request) => {
      request.on('data', (chunk: Buffer) => arrived.push(chunk)).on('close', closed);
    });
    const { source } = sourceOf({ F1: 500 * KB, F2: 500 * KB }, async function* () {
      yield* pattern(100 * KB, 10 * KB);
      throw new OperationError({ kind: 'unavailable', message: 'The cellar is flooded.' });
    });
    expect(await add(url, source)).toEqual({ failure: { kind: 'unavailable', message: 'The cellar is flooded.' } });
    await wasClosed;
    expect(Buffer.concat(arrived).toString('latin1')).not.toContain('name="name"');
  });

  it('did nothing for certain when PMP breaks off among the files, and the rest is not fetched', async () => {
    const url = await pmp((request) => void request.once('data', () => request.socket.destroy()));
    const { source, log } = sourceOf({ F1: 60 * MB, F2: 1 });
    expect(await add(url, source)).toEqual({
      failure: { kind: 'unavailable', message: 'PMP broke off the connection.' },
    });
    expect(log.stopped).toBe(true);
    expect(log.handedOut).toBeLessThan(30 * MB);
  });

  it('is unknown when PMP had everything and its answer is lost', async () => {
    const url = await pmp(async (request) => {
      await bodyOf(request);
      request.socket.destroy();
    });
    const { source } = sourceOf({ F1: 100, F2: 1 });
    expect(await add(url, source)).toEqual({
      failure: { kind: 'unavailable', message: 'PMP broke off the connection.', outcomeUnknown: true },
    });
  });

  it('did nothing for certain when the time is up among the files', async () => {
    const url = await pmp(() => {});
    const { source, log } = sourceOf({ F1: 100, F2: 1 }, async function* (signal) {
      yield* pattern(40, 10);
      await pause(10_000, undefined, { signal }).catch(() => {
        log.stopped = true;
      });
    });
    expect(await add(url, source, { timeoutMs: 200 })).toEqual({
      failure: { kind: 'unavailable', message: 'PMP did not answer within 1.2 seconds.' },
    });
    await pause(10);
    expect(log.stopped).toBe(true);
  });

  it('is never sent a second time', async () => {
    let requests = 0;
    const url = await pmp(async (request, response) => {
      requests += 1;
      await bodyOf(request);
      response.writeHead(503).end();
    });
    const { source } = sourceOf({ F1: 100, F2: 1 });
    expect(await add(url, source)).toMatchObject({ failure: { kind: 'unavailable' } });
    expect(requests).toBe(1);
  });

  it('tells that it cannot be reached, and is not tried with a body that was read', async () => {
    const url = await pmp(() => {});
    closers.splice(0).forEach((close) => void close());
    const { source } = sourceOf({ F1: 100, F2: 1 });
    expect(await add(url, source)).toEqual({ failure: { kind: 'unavailable', message: 'PMP cannot be reached.' } });
  });

  it.each([
    [
      413,
      '<html>Request Entity Too Large</html>',
      { kind: 'refused', message: 'PMP does not take a request this large.' },
    ],
    [
      404,
      '{"status":false,"message":"Token is not defined."}',
      {
        kind: 'unavailable',
        message: `PMP does not accept the bot's key ("Token is not defined."). The administrator has to check it.`,
        permanent: true,
      },
    ],
  ])('is judged by an early answer (HTTP %i), and the rest is not fetched', async (code, body, failure) => {
    const url = await pmp((_, response) => response.writeHead(code).end(body));
    const { source, log } = sourceOf({ F1: 60 * MB, F2: 1 });
    expect(await add(url, source)).toEqual({ failure });
    expect(log.stopped).toBe(true);
    expect(log.handedOut).toBeLessThan(30 * MB);
  });
});

describe('without a place to get files from', () => {
  it('nothing is sent', async () => {
    const url = await pmp(() => {
      throw new Error('Nothing should arrive.');
    });
    expect(await add(url, undefined)).toEqual({
      failure: {
        kind: 'unavailable',
        message: 'This bot does not send files. Its administrator can switch that on.',
        permanent: true,
      },
    });
  });
});
