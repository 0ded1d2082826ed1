import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Exchange, SwitchPosition, VendorState } from '../api.ts';
import { openBooks } from './books.ts';
import { type Answer, page, readBody, received, send } from './http.ts';
import { createRecordEditor } from './records.ts';
import type { StartOptions, VendorRules } from './rules.ts';
import type { VendorSimulator } from './simulator.ts';
import { answerAs } from './switches.ts';

const HOST = '127.0.0.1';
/** Books keep every write; the picture sent to the page at each change keeps the newest. */
const WRITES_SHOWN = 200;

/** Starts one vendor on a free port of the loopback. Resolves once it accepts connections. */
export async function startSimulator(rules: VendorRules, options: StartOptions = {}): Promise<VendorSimulator> {
  const now = options.now ?? Date.now;
  const slowMs = options.delayMs?.slow ?? 4000;
  const exchangeListeners: ((exchange: Omit<Exchange, 'id'>) => void)[] = [];
  const changeListeners: ((state: VendorState) => void)[] = [];
  let position: SwitchPosition = 'normal';

  const books = openBooks(now, changed);
  const editor = createRecordEditor(rules.records ?? [], books.write);
  const server = createServer((incoming, response) => void serve(incoming, response));
  // Longer than clients keep idle connections, so that only the switch breaks connections.
  server.keepAliveTimeout = 65_000;

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = now();
    const body = await readBody(incoming);
    if (!body) {
      response.destroy();
      return;
    }
    const request = received(incoming, body);
    const record = (answer: Answer) => {
      for (const report of exchangeListeners) report(exchangeOf(rules.id, incoming, body, answer, { at, end: now() }));
    };
    const work = async () => rules.answer(request, books);
    try {
      await answerAs(position, { rules, response, slowMs, work, record });
    } catch (error) {
      send(response, page(500, 'The simulator itself failed', String(error)));
    }
  }

  server.listen(0, HOST);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://${HOST}:${port}${rules.basePath}`;

  const state = (): VendorState => ({
    id: rules.id,
    name: rules.name,
    url,
    position,
    kinds: editor.kinds(),
    writes: books.all().slice(-WRITES_SHOWN).reverse(),
  });
  function changed(): void {
    for (const report of changeListeners) report(state());
  }

  /** Opens or closes the listener until it is as asked for; one change at a time. */
  let settled = Promise.resolve();
  const finish = (wantOpen: () => boolean) => {
    settled = settled.then(async () => {
      if (wantOpen() === server.listening) return;
      if (server.listening) {
        server.close();
        server.closeAllConnections();
      } else {
        server.listen(port, HOST);
        await once(server, 'listening');
      }
    });
    return settled;
  };

  const setSwitch = (next: SwitchPosition) => {
    position = next;
    void finish(() => position !== 'down');
    changed();
  };

  return {
    id: rules.id,
    name: rules.name,
    url,
    env: rules.env(url),
    state,
    setSwitch,
    editor,
    books: books.all,
    onExchange: (listener) => void exchangeListeners.push(listener),
    onChange: (listener) => void changeListeners.push(listener),
    reset() {
      rules.reset();
      books.clear();
      setSwitch('normal');
    },
    close: () => finish(() => false),
  };
}

/** Files and whole lists make bodies large, and a watch asks for its list every minute; what is shown is the beginning. */
const SHOWN_BYTES = 64 * 1024;
const shown = (body: Buffer): string =>
  body.length <= SHOWN_BYTES
    ? body.toString()
    : `${body.subarray(0, SHOWN_BYTES).toString()}\n(${body.length - SHOWN_BYTES} more bytes)`;

const flat = (headers: Record<string, string | string[] | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

const exchangeOf = (
  vendor: string,
  incoming: IncomingMessage,
  body: Buffer,
  answer: Answer,
  time: { at: number; end: number },
): Omit<Exchange, 'id'> => ({
  at: time.at,
  between: 'bot-to-vendor',
  vendor,
  method: incoming.method ?? 'GET',
  url: `http://${incoming.headers.host}${incoming.url}`,
  requestHeaders: flat(incoming.headers),
  requestBody: shown(body),
  status: answer.status,
  responseHeaders: answer.headers,
  responseBody: shown(Buffer.from(answer.body)),
  tookMs: time.end - time.at,
});
