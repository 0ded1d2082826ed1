import { inspect } from 'node:util';
import nock from 'nock';
import { pino } from 'pino';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createClients } from '../../../src/vendors/clients.ts';
import { DEFAULT_LIMITS } from '../../../src/vendors/shared/http-client.ts';
import { type Serving, serve, serveTcp, status } from '../../http/support.ts';
import { performing } from '../../support/vendor-replay.ts';
import { intents, operation, PROJECT, settings } from './support.ts';

// These go over real connections.
beforeAll(() => nock.restore());

/** With the characters that JSON, PHP and addresses write differently. */
const KEY = 'k3y/4711+odd"chars&more';
const spellings = [KEY, encodeURIComponent(KEY), new URLSearchParams({ k: KEY }).toString().slice(2)];
spellings.push(JSON.stringify(KEY).slice(1, -1), KEY.replaceAll('/', '\\/').replaceAll('"', '\\"'));

/** Everything of a performed operation that could be kept, shown or logged, by the most talkative means there are. */
function everything(performed: { outcome: unknown; error?: unknown }): string {
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const { outcome, error } = performed;
  log.error({ err: error, cause: error instanceof Error ? error.cause : undefined, outcome }, 'operation finished');
  return [
    inspect(performed, { depth: Number.POSITIVE_INFINITY, showHidden: true }),
    JSON.stringify(performed),
    ...lines,
  ].join('\n');
}

const from = (url: string) => performing(settings({ JUMPTECH_BASE_URL: url, JUMPTECH_API_KEY: KEY }), 400);
const echo = `bad key ${KEY}, see https://api.example.com/?apikey=${encodeURIComponent(KEY)}`;

/** Vendors that fail in every way we know, most of them with the key in their words. */
const vendors: [way: string, start: () => Promise<{ url: string }>][] = [
  ['never answers', () => serve(() => {})],
  ['hangs up', () => serve((response) => void response.destroy())],
  [
    'breaks off in the middle',
    () =>
      serveTcp(
        (socket) => void socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{')),
      ),
  ],
  ['speaks something else', () => serveTcp((socket) => void socket.once('data', () => socket.end('hello\r\n')))],
  ['refuses connections', async () => ({ url: 'http://127.0.0.1:1' })],
  ['does not exist', async () => ({ url: 'http://jumptech.invalid.internal' })],
  [
    'speaks no TLS',
    async () => ({ url: (await serveTcp((socket) => void socket.end('no'))).url.replace('http:', 'https:') }),
  ],
  ['says 403 with the key', () => serve(status(403, {}, JSON.stringify({ message: echo })))],
  [
    'says 403 with the key as PHP writes it',
    () => serve(status(403, {}, JSON.stringify({ message: echo }).replaceAll('/', '\\/'))),
  ],
  ['says 400 with the key as text', () => serve(status(400, {}, echo))],
  ['says 429 with the key', () => serve(status(429, { 'retry-after': '30' }, echo))],
  ['says 500 with the key on a page', () => serve(status(500, {}, `<html>${echo}</html>`))],
  [
    'says no inside 200, with the key',
    () => serve(status(200, {}, JSON.stringify({ statusCode: 400, body: JSON.stringify({ message: echo }) }))),
  ],
  [
    'answers for the key instead of the project',
    () => serve(status(200, {}, JSON.stringify({ statusCode: 200, body: JSON.stringify(KEY) }))),
  ],
  [
    'succeeds, with the key all over',
    () =>
      serve(
        status(
          200,
          { 'x-key': 'k' },
          JSON.stringify({ statusCode: 200, body: JSON.stringify(PROJECT), message: echo, url: KEY }),
        ),
      ),
  ],
  [
    'redirects with the key',
    () =>
      serve(
        (response, request) => void response.writeHead(307, { location: `/again${request.url?.slice(1)}` }).end(echo),
      ),
  ],
];

describe('the key in the address', () => {
  it.each(vendors)('is in nothing the bot keeps, shows or logs of a vendor that %s', async (_, start) => {
    const stdout = vi.spyOn(process.stdout, 'write');
    const stderr = vi.spyOn(process.stderr, 'write');
    const run = from((await start()).url);
    for (const [words, input] of intents.slice(0, 3)) {
      const shown = everything(await run(operation(words), input));
      for (const hidden of spellings) expect(shown).not.toContain(hidden);
      expect(shown.toLowerCase()).not.toContain('apikey=k3y');
    }
    const written = [...stdout.mock.calls, ...stderr.mock.calls].map(([chunk]) => String(chunk)).join('');
    for (const hidden of spellings) expect(written).not.toContain(hidden);
    vi.restoreAllMocks();
  });

  it('really travels there, and nowhere else', async () => {
    const { url, requests } = await serve(status(403));
    await from(url)(operation('note.add'), { projectId: PROJECT, text: 'x' });
    const [{ url: target, body } = requests[0]!] = requests;
    expect(new URL(target, url).searchParams.get('apikey')).toBe(KEY);
    expect(body).toBe('{"notes":[{"note":"x"}]}');
  });

  it('follows no redirect to another host', async () => {
    const elsewhere: Serving = await serve(status(200));
    for (const code of [301, 302, 303, 307, 308]) {
      const { url } = await serve(status(code, { location: `${elsewhere.url}/projects` }));
      const { outcome } = await from(url)(operation('project.update'), { projectId: PROJECT, firstName: 'A' });
      expect(outcome.failure).toEqual({
        kind: 'unavailable',
        message: 'Jumptech sent the request elsewhere, which is not allowed.',
        // These two may follow work that was done.
        ...([302, 303].includes(code) ? { maybeDone: true } : {}),
      });
    }
    expect(elsewhere.connections()).toBe(0);
  });

  it('cannot be read off the client', async () => {
    const clients = await createClients(settings({ JUMPTECH_API_KEY: KEY }), { limits: DEFAULT_LIMITS });
    expect(inspect(clients, { depth: 9, showHidden: true })).not.toContain(KEY);
  });
});
