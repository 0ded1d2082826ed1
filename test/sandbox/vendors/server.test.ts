import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Exchange, VendorState } from '../../../sandbox/api.ts';
import { startJumptech, startVendors } from '../../../sandbox/vendors/index.ts';
import { SAMPLE_PROJECT_ID } from '../../../sandbox/vendors/jumptech/index.ts';
import type { VendorSimulator } from '../../../sandbox/vendors/simulator.ts';
import { vendors } from '../../../src/vendors/index.ts';

async function start(now?: () => number): Promise<VendorSimulator> {
  const simulator = await startJumptech(now ? { now } : {});
  onTestFinished(() => simulator.close());
  return simulator;
}

const addNote = ({ url, env }: VendorSimulator, note: string) =>
  fetch(`${url}/projects/updateProject/${SAMPLE_PROJECT_ID}?apikey=${env.JUMPTECH_API_KEY}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ notes: [{ note }] }),
  });

/** The bytes of the answer to one request, until the connection closes. */
async function rawAnswer({ url, env }: VendorSimulator): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const body = '{"notes":[{"note":"Rang"}]}';
  socket.write(
    `POST /projects/updateProject/${SAMPLE_PROJECT_ID}?apikey=${env.JUMPTECH_API_KEY} HTTP/1.1\r\nHost: x\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  let bytes = '';
  socket.on('data', (chunk) => {
    bytes += chunk;
  });
  socket.on('error', () => undefined);
  await once(socket, 'close');
  return bytes;
}

describe('startVendors', () => {
  it('starts one for every vendor, each on its own port, with what the bot needs in its environment', async () => {
    const simulators = await startVendors({ leads: 1 });
    onTestFinished(async () => void (await Promise.all(simulators.map((one) => one.close()))));
    expect(simulators.map(({ id }) => id)).toEqual(vendors.map(({ id }) => id));
    expect(new Set(simulators.map(({ url }) => new URL(url).port)).size).toBe(vendors.length);
    const own = Object.fromEntries(simulators.map(({ id, env }) => [id, env]));
    // Each is taken by the vendor's own settings, and its address is the one that the simulator listens at.
    for (const { id, settings } of vendors) {
      const read = settings.safeParse(own[id]);
      expect(read.error?.issues, id).toBeUndefined();
      const names = Object.keys(settings.shape);
      expect(
        Object.keys(own[id] ?? {}).filter((name) => !names.includes(name)),
        id,
      ).toEqual([]);
      const address = names.find((name) => name.endsWith('_BASE_URL')) ?? '';
      expect(own[id]?.[address], id).toBe(simulators.find((one) => one.id === id)?.url);
    }
  });

  it('refuses a vendor it does not know', async () => {
    await expect(startVendors({ only: ['acme'] })).rejects.toThrow(RangeError);
  });
});

describe('the server around a vendor', () => {
  it('keeps books oldest first and shows writes newest first, with the time of the clock', async () => {
    let time = 1_000;
    const simulator = await start(() => time);
    await addNote(simulator, 'first');
    time = 2_000;
    await addNote(simulator, 'second');
    expect(simulator.books().map(({ at, what }) => [at, what.split(': ')[1]])).toEqual([
      [1_000, 'first'],
      [2_000, 'second'],
    ]);
    expect(simulator.state().writes.map(({ at }) => at)).toEqual([2_000, 1_000]);
  });

  it('tells of each exchange before the answer is read, secrets included', async () => {
    const simulator = await start();
    const exchanges: Omit<Exchange, 'id'>[] = [];
    simulator.onExchange((exchange) => exchanges.push(exchange));
    const response = await addNote(simulator, 'Zoë 🔌');
    expect(exchanges).toHaveLength(1);
    expect(exchanges[0]).toMatchObject({
      between: 'bot-to-vendor',
      vendor: 'jumptech',
      method: 'POST',
      url: `${simulator.url}/projects/updateProject/${SAMPLE_PROJECT_ID}?apikey=${simulator.env.JUMPTECH_API_KEY}`,
      requestBody: '{"notes":[{"note":"Zoë 🔌"}]}',
      requestHeaders: { 'content-type': 'application/json' },
      status: 200,
      responseBody: await response.text(),
    });
  });

  it('records status 0 where no answer left', async () => {
    const simulator = await start();
    const exchanges: Omit<Exchange, 'id'>[] = [];
    simulator.onExchange((exchange) => exchanges.push(exchange));
    simulator.setSwitch('drops_answer');
    await expect(addNote(simulator, 'lost')).rejects.toThrow();
    expect(exchanges).toMatchObject([{ status: 0, responseBody: '' }]);
  });

  it('tells of every change: switch, write, reset', async () => {
    const simulator = await start();
    const seen: [VendorState['position'], number][] = [];
    simulator.onChange(({ position, writes }) => seen.push([position, writes.length]));
    await addNote(simulator, 'one');
    simulator.setSwitch('hangs');
    simulator.reset();
    expect(seen).toEqual([
      ['normal', 1],
      ['hangs', 1],
      ['normal', 0],
    ]);
  });

  it('cuts off after half of the promised bytes', async () => {
    const simulator = await start();
    simulator.setSwitch('cuts_off');
    const [head = '', body = ''] = (await rawAnswer(simulator)).split('\r\n\r\n');
    const promised = Number(/content-length: (\d+)/i.exec(head)?.[1]);
    expect(head).toMatch(/^HTTP\/1\.1 200 /);
    expect(body.length).toBe(Math.floor(promised / 2));
  });

  it('drops the connection without a single byte', async () => {
    const simulator = await start();
    simulator.setSwitch('drops_answer');
    expect(await rawAnswer(simulator)).toBe('');
    expect(simulator.books()).toHaveLength(1);
  });

  it('ends where the last of several quick switches points', async () => {
    const simulator = await start();
    for (const position of ['down', 'normal', 'down', 'normal', 'down'] as const) simulator.setSwitch(position);
    await expect
      .poll(() => addNote(simulator, 'x').catch((error) => error.cause.code), { interval: 5 })
      .toBe('ECONNREFUSED');
    simulator.setSwitch('normal');
    await expect
      .poll(
        () =>
          addNote(simulator, 'x').then(
            ({ status }) => status,
            () => 0,
          ),
        { interval: 5 },
      )
      .toBe(200);
  });

  it('closes a connection that sends more than 40 MB', async () => {
    const simulator = await start();
    await expect(addNote(simulator, 'x'.repeat(41 * 1024 * 1024))).rejects.toThrow();
    expect(simulator.books()).toHaveLength(0);
  });
});
