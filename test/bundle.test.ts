import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';

// The built program; `npm test` builds it first.
const folder = new URL('../dist/bot/', import.meta.url);
const MOST_BYTES = 3_000_000;

type Undici = Pick<typeof import('undici'), 'Agent' | 'request' | 'fetch'>;
const load = createRequire(import.meta.url);

it('stays small enough to start fast and to lie in memory', () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.js'));
  expect(files).toContain('main.js');
  const bytes = files.reduce((sum, name) => sum + readFileSync(new URL(name, folder)).length, 0);
  expect(bytes).toBeLessThan(MOST_BYTES);
});

it.each(['undici', '../scripts/bundle/undici.cjs'])('asks a server as undici does, by %s', async (name) => {
  const { Agent, request, fetch } = load(name) as Undici;
  const server = createServer((asked, response) => {
    asked.setEncoding('utf8').on('data', (body) => response.write(body));
    asked.on('end', () => response.end(`${asked.method} ${asked.url} ${asked.headers['x-test'] ?? ''}`));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const dispatcher = new Agent({ connections: 2 });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const got = await request(`${origin}/a%20b?c=d`, { dispatcher, headers: { 'x-test': 'yes' } });
    expect([got.statusCode, await got.body.text()]).toEqual([200, 'GET /a%20b?c=d yes']);
    const posted = await request(`${origin}/`, { dispatcher, method: 'POST', body: 'hello ' });
    expect(await posted.body.text()).toBe('hello POST / ');
    const fetched = await fetch(`${origin}/x`, { dispatcher, method: 'POST', body: 'hello ' });
    expect([fetched.status, await fetched.text()]).toEqual([200, 'hello POST /x ']);
    const late = request(`${origin}/`, { dispatcher, signal: AbortSignal.abort(new Error('too late')) });
    await expect(late).rejects.toThrow('too late');
  } finally {
    await dispatcher.close();
    server.close();
  }
});
