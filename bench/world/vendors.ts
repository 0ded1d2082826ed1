import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startVendors } from '../../sandbox/vendors/index.ts';

/** How many leads the long list has; its answer stays below the bot's limit of 10 MB. */
const MANY = 10_000;

/** PMP's word for a lead that was added. */
const WRITTEN = Buffer.from('{"status":true,"message":"Lead add successful."}');

export interface VendorStandIn {
  /** For all five vendors. */
  environment: Readonly<Record<string, string>>;
  /** Only what PMP needs. */
  pmpEnvironment: Readonly<Record<string, string>>;
  calls(): number;
  /** How long each answer takes from now on. */
  delay(ms: number): void;
  /** From now on nothing is answered; with false, everything that was held back is. */
  hang(on: boolean): void;
  /** From now on everything is answered with a 500. */
  fail(on: boolean): void;
  /** How long the vendor itself took for the command of this number; forgets it. */
  heldFor(number: number): number;
  /** The leads of an ordinary search, parsed. */
  leads: unknown[];
  close(): Promise<void>;
}

interface Canned {
  environment: Record<string, string>;
  pmpEnvironment: Record<string, string>;
  few: Buffer;
  many: Buffer;
}

async function fetchLeads(url: string, path: string, token: string): Promise<unknown[]> {
  const response = await fetch(`${url}/api/${path}`, { headers: { authtoken: token } });
  return (await response.json()) as unknown[];
}

/** The sandbox's own answers, taken once: afterwards serving them costs next to nothing. */
async function takeAnswers(): Promise<Canned> {
  const vendors = await startVendors({ leads: MANY });
  const pmp = vendors.find(({ id }) => id === 'pmp')!;
  const token = pmp.env.PMP_AUTH_TOKEN!;
  const few = await fetchLeads(pmp.url, 'leads/search/acme', token);
  const many = (await fetchLeads(pmp.url, 'leads', token)).slice(0, MANY);
  const environment = Object.assign({}, ...vendors.map(({ env }) => env)) as Record<string, string>;
  const origins = vendors.map(({ url }) => new URL(url).origin);
  await Promise.all(vendors.map((vendor) => vendor.close()));
  const placed = (env: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(env).map(([name, value]) => [
        name,
        origins.reduce((text, origin) => text.replace(origin, '{origin}'), value),
      ]),
    );
  return {
    environment: placed(environment),
    pmpEnvironment: placed({ ...pmp.env }),
    few: Buffer.from(JSON.stringify(few)),
    many: Buffer.from(JSON.stringify(many)),
  };
}

const at = (origin: string, environment: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, value.replace('{origin}', origin)]));

/** The five vendors behind one address: PMP's answers to a search for leads, which any search gets. */
export async function startVendorStandIn(): Promise<VendorStandIn> {
  const canned = await takeAnswers();
  const held = new Map<number, number>();
  const hanging = new Set<ServerResponse>();
  let calls = 0;
  let delayMs = 0;
  let hangs = false;
  let fails = false;

  function answer(response: ServerResponse, body: Buffer): void {
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length });
    response.end(body);
  }

  function serve(request: IncomingMessage, response: ServerResponse): void {
    calls += 1;
    request.resume();
    if (hangs) {
      hanging.add(response);
      response.once('close', () => hanging.delete(response));
      return;
    }
    if (fails) {
      response.writeHead(500, { 'content-length': 0 }).end();
      return;
    }
    const [, word, number] = /search\/(\w+?)(?:%20|\+)(\d+)/.exec(request.url ?? '') ?? [];
    const body = request.method === 'GET' ? (word === 'many' ? canned.many : canned.few) : WRITTEN;
    if (delayMs === 0) {
      answer(response, body);
      return;
    }
    const since = performance.now();
    setTimeout(() => {
      answer(response, body);
      if (number) held.set(Number(number), performance.now() - since);
    }, delayMs);
  }

  const server: Server = createServer({ keepAliveTimeout: 120_000 }, serve);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 4096, resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    environment: at(origin, canned.environment),
    pmpEnvironment: at(origin, canned.pmpEnvironment),
    calls: () => calls,
    delay(ms) {
      delayMs = ms;
    },
    fail(on) {
      fails = on;
    },
    hang(on) {
      hangs = on;
      if (!on) for (const response of hanging) answer(response, canned.few);
      hanging.clear();
    },
    heldFor(number) {
      const ms = held.get(number) ?? 0;
      held.delete(number);
      return ms;
    },
    leads: JSON.parse(canned.few.toString()) as unknown[],
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
