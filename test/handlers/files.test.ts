import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { createSlackOut, isSlacksOwn } from '../../handlers/slack/clients.ts';
import { createFileSource } from '../../handlers/slack/files.ts';
import { failureOf, OperationError } from '../../src/errors.ts';

const TOKEN = 'xoxb-do-not-let-this-out';
const FILE = { id: 'F1', name: 'roof.jpg', size: 10 };
const MB = 2 ** 20;
const CONTENT = Buffer.from('0123456789');

const closers: (() => unknown)[] = [];
afterAll(() => Promise.all(closers.map((close) => close())));

type Handler = (response: ServerResponse, request: IncomingMessage) => void;

/** A server that keeps what it was asked. */
async function serve(handler: Handler) {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    request.resume();
    handler(response, request);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

interface Slack {
  /** What `files.info` says of the file; its address is of this Slack unless told. */
  file?: Record<string, unknown>;
  error?: string;
  download?: Handler;
}

/** A Slack that knows one file, and the bot's way to it. */
async function slackWith({ file = {}, error, download = (response) => response.end(CONTENT) }: Slack) {
  const server = await serve((response, request) => {
    if (request.url?.startsWith('/files/')) return download(response, request);
    const known = {
      id: 'F1',
      name: 'roof.jpg',
      mimetype: 'image/jpeg',
      size: 10,
      url_private_download: `${server.url}/files/roof.jpg`,
      ...file,
    };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(error ? { ok: false, error } : { ok: true, file: known }));
  });
  const out = createSlackOut({ botToken: TOKEN, apiUrl: `${server.url}/api/` });
  closers.push(() => out.close());
  return { ...server, source: createFileSource(out, MB) };
}

type Source = Awaited<ReturnType<typeof slackWith>>['source'];

async function read(source: Source, signal = new AbortController().signal): Promise<string> {
  const [file] = await source.open([FILE]);
  const chunks: Uint8Array[] = [];
  for await (const chunk of file!.read(signal)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** How reading ends; nothing of it, for people or for the log, may hold the token. */
async function failing(source: Source) {
  const error = await read(source).then(
    (text) => new Error(`It was read: ${text}`),
    (reason: unknown) => reason as Error,
  );
  expect(error).toBeInstanceOf(OperationError);
  expect(JSON.stringify([error.message, error.cause])).not.toContain(TOKEN);
  return failureOf(error);
}

const calledOff = {
  kind: 'unavailable',
  message: 'Slack did not hand out "roof.jpg" as a whole, so the request was called off.',
};

describe.concurrent('a file of Slack', () => {
  it('is told of by its id, and read with the token of the bot only when that is wanted', async () => {
    const { source, requests } = await slackWith({});
    const [file] = await source.open([FILE]);
    expect(file).toMatchObject({ name: 'roof.jpg', type: 'image/jpeg', size: 10 });
    expect(requests.map(({ url }) => url)).toEqual(['/api/files.info']);
    expect(await read(source)).toBe('0123456789');
    expect(requests.at(-1)).toMatchObject({ url: '/files/roof.jpg', headers: { authorization: `Bearer ${TOKEN}` } });
  });

  it('is never asked of another server, so that the token stays', async () => {
    const elsewhere = await serve((response) => response.end(CONTENT));
    const { source } = await slackWith({ file: { url_private_download: `${elsewhere.url}/files/roof.jpg` } });
    expect(await failing(source)).toEqual(calledOff);
    expect(elsewhere.requests).toEqual([]);
  });

  it.each([301, 302, 307, 308])('is not followed through a redirect (HTTP %i)', async (code) => {
    const elsewhere = await serve((response) => response.end(CONTENT));
    const download: Handler = (response) => response.writeHead(code, { location: `${elsewhere.url}/roof.jpg` }).end();
    const { source } = await slackWith({ download });
    expect(await failing(source)).toEqual(calledOff);
    expect(elsewhere.requests).toEqual([]);
  });

  it.each<[string, Handler]>([
    ['is not handed out', (response) => response.writeHead(500).end('<html>Server Error</html>')],
    ['is shorter than announced', (response) => response.end('01234')],
    ['is longer than announced', (response) => response.end(Buffer.alloc(5_000_000, 'x'))],
    ['is a sign-in page', (response) => response.end('<html>Sign in to your workspace</html>')],
    [
      'breaks off',
      (response) => {
        response.writeHead(200, { 'content-length': '10' }).write('01234');
        setTimeout(() => response.destroy(), 20);
      },
    ],
    ['is not connected at all', (response) => response.destroy()],
  ])('calls the request off when it %s', async (_, download) => {
    const { source } = await slackWith({ download });
    expect(await failing(source)).toEqual(calledOff);
  });

  it('is not read any further when nobody wants it any more', async () => {
    const events = new EventEmitter();
    const closed = once(events, 'closed');
    const { source } = await slackWith({
      file: { size: 90 },
      download(response) {
        response.write('0');
        response.on('close', () => events.emit('closed'));
      },
    });
    const stop = new AbortController();
    const [file] = await source.open([FILE]);
    const reading = (async () => {
      for await (const _ of file!.read(stop.signal)) stop.abort();
    })();
    expect(await reading.catch(failureOf)).toEqual(calledOff);
    await closed;
  });
});

describe.concurrent('a file that cannot be had', () => {
  const input = (message: string) => ({ kind: 'input', message });
  it.each<[string, Slack, object]>([
    ['is gone', { error: 'file_not_found' }, input('"roof.jpg" is not in Slack any more. Please add it again.')],
    ['was deleted', { error: 'file_deleted' }, input('"roof.jpg" is not in Slack any more. Please add it again.')],
    [
      'lives elsewhere',
      { file: { url_private_download: undefined, is_external: true } },
      input('"roof.jpg" is not kept in Slack itself. Please save it on your computer and add it from there.'),
    ],
    ['is too large', { file: { size: 2.5 * MB } }, input('"roof.jpg" is 2.5 MB; at most 1 MB can be sent.')],
    [
      'may not be read',
      { error: 'missing_scope' },
      {
        kind: 'unavailable',
        message: 'The bot may not read files in this workspace. The administrator has to give it the scope files:read.',
        permanent: true,
      },
    ],
    [
      'meets a Slack in trouble',
      { error: 'internal_error' },
      { kind: 'unavailable', message: 'Slack did not hand out "roof.jpg".' },
    ],
  ])('is told before anything is sent when it %s', async (_, slack, failure) => {
    const { source, requests } = await slackWith(slack);
    expect(await failing(source)).toEqual(failure);
    expect(requests.every(({ url }) => url === '/api/files.info')).toBe(true);
  });

  it('is refused together with others that are too large with it', async () => {
    const { source } = await slackWith({ file: { size: 0.6 * MB } });
    await expect(source.open([FILE, FILE])).rejects.toMatchObject({ failure: { kind: 'input' } });
    await expect(source.open([FILE])).resolves.toHaveLength(1);
  });
});

describe('the addresses that get the token of the bot', () => {
  const slack = 'https://slack.com/api/';
  const test = 'http://127.0.0.1:4000/api/';
  it.each([
    ['https://files.slack.com/files-pri/T1-F1/download/a.jpg', slack, true],
    ['https://files-edge.slack.com/x', slack, true],
    ['https://slack.com/files/x', slack, true],
    ['http://127.0.0.1:4000/files-pri/x', test, true],
    ['http://files.slack.com/x', slack, false],
    ['https://files.slack.com:8443/x', slack, false],
    ['https://files.slack.com.evil.example/x', slack, false],
    ['https://evilslack.com/x', slack, false],
    ['https://slack.com@evil.example/x', slack, false],
    ['https://evil.example/files.slack.com', slack, false],
    ['https://evil.example\\@files.slack.com/x', slack, false],
    ['ftp://files.slack.com/x', slack, false],
    ['//files.slack.com/x', slack, false],
    ['files.slack.com/x', slack, false],
    ['', slack, false],
    ['http://127.0.0.1:4001/x', test, false],
    ['https://127.0.0.1:4000/x', test, false],
    ['http://localhost:4000/x', test, false],
    ['http://127.0.0.1:4000/x', slack, false],
  ])('%s of a bot that speaks to %s: %s', (address, apiUrl, isOwn) => {
    expect(isSlacksOwn(address, apiUrl)).toBe(isOwn);
  });
});
