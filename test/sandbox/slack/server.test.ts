import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SandboxEvent, SandboxState, VendorState } from '../../../sandbox/api.ts';
import { type SandboxServer, startSandboxServer } from '../../../sandbox/server.ts';
import { type SlackSimulator, startSlack } from '../../../sandbox/slack/index.ts';
import { createRecordEditor } from '../../../sandbox/vendors/records.ts';
import type { VendorSimulator } from '../../../sandbox/vendors/simulator.ts';
import { MANIFEST } from './bolt-app.ts';

let slack: SlackSimulator;
let server: SandboxServer;
let pageDir: string;
let vendorState: VendorState = {
  id: 'acme',
  name: 'Acme',
  url: 'http://127.0.0.1:9',
  position: 'normal',
  kinds: [],
  writes: [],
};
let changed: (state: VendorState) => void = () => {};

const vendor: VendorSimulator = {
  id: 'acme',
  name: 'Acme',
  url: vendorState.url,
  env: {},
  state: () => vendorState,
  setSwitch(position) {
    vendorState = { ...vendorState, position };
    changed(vendorState);
  },
  editor: createRecordEditor([], () => {}),
  books: () => [],
  onExchange: () => {},
  onChange: (listener) => {
    changed = listener;
  },
  reset: () => {},
  close: async () => {},
};

beforeAll(async () => {
  pageDir = await mkdtemp(join(tmpdir(), 'page-'));
  await writeFile(join(pageDir, 'index.html'), '<!doctype html><title>Sandbox</title>');
  await writeFile(join(pageDir, 'app.js'), 'export {};');
  slack = await startSlack({ manifest: MANIFEST });
  server = startSandboxServer({ slack, vendors: [vendor], pageDir });
});
afterAll(async () => {
  server.close();
  await slack.close();
  await rm(pageDir, { recursive: true });
});

const get = async (path: string) => (await fetch(server.url + path)).json();
const post = (name: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/sandbox/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const done = async (name: string, body: unknown) => (await post(name, body)).json();

/** A request as no browser page of ours makes it: `fetch` would not let us set Host. */
const status = (headers: Record<string, string>, method = 'GET', path = '/sandbox/state') =>
  new Promise<number | undefined>((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    request({ hostname, port, path, method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });

describe('the page', () => {
  it('is served with its types, and nothing outside its folder is', async () => {
    const index = await fetch(server.url);
    expect([index.status, index.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect((await fetch(`${server.url}/app.js`)).headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect((await fetch(`${server.url}/..%2fpackage.json`)).status).toBe(404);
    expect((await fetch(`${server.url}/nothing.js`)).status).toBe(404);
  });
});

describe('the state', () => {
  it('is what this person sees', async () => {
    const ada = (await get('/sandbox/state?as=U0ADA000001')) as SandboxState;
    const guest = (await get('/sandbox/state?as=U0GUEST0001')) as SandboxState;
    expect(ada.channels.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['operations', 'installations', 'random', 'board', 'old-rollout', 'directmessage']),
    );
    expect(guest.channels.map(({ name }) => name)).toEqual(['operations', 'directmessage']);
    expect(ada.people.map(({ kind }) => kind)).toEqual(['member', 'member', 'admin', 'guest', 'stranger', 'bot']);
    expect(ada.groups).toEqual([{ id: 'S0OPSLEADS1', handle: 'ops-leads', users: ['U0GRACE0001', 'U0MARGARET1'] }]);
    expect(ada.commands[0]).toEqual({ command: '/porter', description: 'Carries things', usageHint: 'carry <what>' });
    expect(ada).toMatchObject({
      vendors: [{ id: 'acme' }],
      bot: { running: false, mode: 'http' },
      slackTrouble: 'none',
    });
  });

  it('can be asked for before anybody was chosen', async () => {
    expect(await get('/sandbox/state?as=')).toMatchObject({
      people: [{ id: 'U0ADA000001' }, {}, {}, {}, {}, {}],
      channels: [],
    });
  });
});

describe('calls', () => {
  it('do what they say, and answer what a person would see', async () => {
    expect(await done('say', { as: 'ada', channel: '#operations', text: 'Morning' })).toMatchObject({ ok: true });
    expect(await done('vendor_switch', { vendor: 'acme', position: 'down' })).toEqual({ ok: true });
    expect(await done('vendor_switch', { vendor: 'none', position: 'down' })).toMatchObject({ ok: false });
    expect(await done('slack_trouble', { trouble: 'slow' })).toEqual({ ok: true });
    expect(await get('/sandbox/state?as=ada')).toMatchObject({ slackTrouble: 'slow', vendors: [{ position: 'down' }] });
    expect(await done('bot', { do: 'kill' })).toMatchObject({ ok: false });
  });

  it('of another shape or name are refused', async () => {
    expect((await post('say', { as: 'ada' })).status).toBe(400);
    expect((await post('vendor_switch', { vendor: 'acme', position: 'sideways' })).status).toBe(400);
    expect((await post('sing', {})).status).toBe(404);
  });

  it('are taken from this page only', async () => {
    const { host } = new URL(server.url);
    const port = new URL(server.url).port;
    expect(await status({ host })).toBe(200);
    expect(await status({ host: `localhost:${port}` })).toBe(200);
    expect(await status({ host: `evil.example:${port}` })).toBe(403);
    expect(await status({ host, origin: 'https://evil.example' }, 'POST', '/sandbox/say')).toBe(403);
    const form = { host, 'content-type': 'text/plain' };
    expect(await status(form, 'POST', '/sandbox/say')).toBe(403);
    const own = { origin: server.url };
    expect((await post('say', { as: 'ada', channel: '#operations', text: 'Mine' }, own)).status).toBe(200);
  });
});

describe('events', () => {
  it('reach who may see them, and nobody else', async () => {
    const collect = async (as: string, until: string): Promise<SandboxEvent[]> => {
      const aborter = new AbortController();
      const response = await fetch(`${server.url}/sandbox/events?as=${as}`, { signal: aborter.signal });
      const events: SandboxEvent[] = [];
      for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
        for (const line of chunk.split('\n')) if (line.startsWith('data: ')) events.push(JSON.parse(line.slice(6)));
        if (chunk.includes(until)) break;
      }
      aborter.abort();
      return events;
    };
    const [ada, guest] = [collect('U0ADA000001', 'the end'), collect('U0GUEST0001', 'the end')];
    await new Promise((resolve) => setTimeout(resolve, 50));
    vendor.setSwitch('slow');
    await done('say', { as: 'ada', channel: '#board', text: 'between us' });
    await done('say', { as: 'ada', channel: '#operations', text: 'the end' });
    const texts = (events: SandboxEvent[]) =>
      events.flatMap((event) => (event.type === 'message' ? [event.message.text] : []));
    expect(texts(await ada)).toEqual(['between us', 'the end']);
    expect(texts(await guest)).toEqual(['the end']);
    expect((await guest).map(({ type }) => type)).toContain('vendor');
  });
});
