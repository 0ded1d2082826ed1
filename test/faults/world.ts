import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startSlack } from '../../sandbox/slack/index.ts';
import { startVendors } from '../../sandbox/vendors/index.ts';
import type { Random } from '../../sandbox/vendors/random.ts';
import type { VendorSimulator } from '../../sandbox/vendors/simulator.ts';
import { appManifest } from '../../scripts/manifest.ts';
import { Board, type Trail } from './board.ts';
import { openDoorGate } from './door-gate.ts';
import type { Death } from './faults.ts';
import { type Ended, Fleet, type Nursery } from './fleet.ts';
import type { Intent } from './intents.ts';
import { openPostgresLedger, openSqliteLedger, type Row } from './ledger.ts';
import { listen, REFERENCE } from './notifications.ts';
import { POLICY } from './recipes.ts';
import { openSlackGate } from './slack-gate.ts';
import type { Actors } from './user-actions.ts';
import { openVendorGate } from './vendor-gate.ts';

/** Short, so that many lives fit into a minute. The bot's own are in `src/core.ts`. */
export const TIMES = { sweepMs: 400, workingAfterMs: 500, vendorTimeoutMs: 2_000 };

const VENDORS = ['jumptech', 'pmp', 'particlespace', 'telecomx'];

export interface WorldParts {
  nursery: Nursery;
  intents: readonly Intent[];
  deaths: readonly (readonly Death[])[];
  random: Random;
  leaseMs: number;
  /** Where each world may have a database of its own; SQLite without. */
  server?: string;
  onPoint(point: string): void;
}

/** A row as a dead bot left it. */
export interface LeftBehind extends Ended {
  rows: readonly Row[];
}

/** A time in which a vendor broke every connection. Milliseconds since 1970. */
export interface Outage {
  vendor: string;
  from: number;
  to: number;
}

export type World = Awaited<ReturnType<typeof raiseWorld>>;

/** An empty place for a journal, its settings, and how to read it from outside. */
export async function openPlace(server: string | undefined) {
  const dataDir = mkdtempSync(join(tmpdir(), 'bellhop-faults-'));
  const clean = () => rmSync(dataDir, { recursive: true, force: true });
  const policyFile = join(dataDir, 'policy.yml');
  writeFileSync(policyFile, POLICY);
  const environment = { DATA_DIR: dataDir, POLICY_FILE: policyFile };
  if (!server)
    return { environment, where: { dataDir }, ledger: openSqliteLedger(dataDir), clean: async () => clean() };
  const name = `faults_${process.pid}_${Math.random().toString(36).slice(2)}`;
  const run = async (sql: string) => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await run(`create database ${name}`);
  const databaseUrl = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  return {
    environment: { ...environment, DATABASE_URL: databaseUrl },
    where: { dataDir, databaseUrl },
    ledger: openPostgresLedger(databaseUrl),
    async clean() {
      clean();
      await run(`drop database ${name} with (force)`);
    },
  };
}

/** Gives the leads of the intents that start from one a company that no other has. */
async function markLeads(pmp: VendorSimulator, intents: readonly Intent[]): Promise<void> {
  const authtoken = pmp.env.PMP_AUTH_TOKEN ?? '';
  for (const { door, lead, marker } of intents) {
    if (door !== 'next button') continue;
    const body = JSON.stringify({ name: 'Ada Lovelace', source: '1', status: '2', company: marker });
    const headers = { authtoken, 'content-type': 'application/json' };
    const done = await fetch(`${pmp.url}/api/leads/${lead}`, { method: 'PUT', headers, body });
    if (!done.ok) throw new Error(`PMP did not take the company of lead ${lead}: ${await done.text()}`);
  }
}

/** One at a time for each name. */
function createTurns() {
  const last = new Map<string, Promise<unknown>>();
  return <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const mine = (last.get(name) ?? Promise.resolve()).then(work, work);
    last.set(name, mine);
    return mine;
  };
}

/** Slack, the vendors, the gates between and the bots: everything one round needs, and nothing of another. */
export async function raiseWorld({ nursery, intents, deaths, random, leaseMs, server, onPoint }: WorldParts) {
  const board = new Board(intents);
  const [slack, vendors, place] = await Promise.all([
    startSlack({ manifest: appManifest() }),
    startVendors({ only: VENDORS }),
    openPlace(server),
  ]);
  const { ledger } = place;
  const vendor = (id: string) => vendors.find((one) => one.id === id) as VendorSimulator;
  await markLeads(vendor('pmp'), intents);

  const trailOfRow = ({ operation, input }: Row): Trail | undefined =>
    board.byText(input) ??
    (operation.startsWith('pmp.lead.') ? board.byLead((JSON.parse(input) as { id?: string }).id) : undefined);

  async function trailOf(text: string): Promise<Trail | undefined> {
    const marked = board.byText(text);
    const reference = marked ? undefined : REFERENCE.exec(text)?.[0];
    if (!reference) return marked ?? board.byLead(/\blead get (\d+)\b/.exec(text)?.[1]);
    const row = (await ledger.rows()).find((one) => one.reference === reference);
    return row && trailOfRow(row);
  }

  const timeoutMs = TIMES.vendorTimeoutMs;
  const vendorGates = new Map(
    await Promise.all(vendors.map(async (one) => [one.id, await openVendorGate(one, board, { timeoutMs })] as const)),
  );
  const slackGate = await openSlackGate(slack.url, trailOf, (path) => board.byResponseUrl(path));
  const throughGates = (environment: Readonly<Record<string, string>>, origin: string, gate: string) =>
    Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, value.replaceAll(origin, gate)]));

  const left: LeftBehind[] = [];
  const outages: Outage[] = [];
  const fleet = new Fleet({
    nursery,
    deaths,
    onPoint,
    restMs: server ? 300 : 0,
    orders: {
      ...TIMES,
      leaseMs,
      environment: {
        ...throughGates(slack.env, slack.url, slackGate.url),
        ...Object.assign(
          {},
          ...vendors.map((one) => throughGates(one.env, new URL(one.url).origin, vendorGates.get(one.id)?.url ?? '')),
        ),
        ...place.environment,
        PORT: '0',
        HOST: '127.0.0.1',
        LOG_LEVEL: process.env.FAULTS_LOG ?? 'silent',
        VENDOR_TIMEOUT_SECONDS: String(TIMES.vendorTimeoutMs / 1000),
        VENDOR_CONCURRENCY: '40',
      },
    },
    async onEnd(ended) {
      left.push({ ...ended, rows: await ledger.rows() });
    },
  });
  const doorGate = await openDoorGate({
    signingSecret: slack.env.SLACK_SIGNING_SECRET ?? '',
    slackUrl: slack.url,
    slackGateUrl: slackGate.url,
    trailOf,
    ownsResponseUrl: (path, trail) => board.ownsResponseUrl(path, trail),
    pickBot: () => fleet.pick((count) => random.int(0, count - 1)),
  });
  slack.connectBot(doorGate.url);

  const heard = listen(slack.workspace);
  const hand: Actors = {
    workspace: slack.workspace,
    alone: createTurns(),
    async referencesOf(trail) {
      return (await ledger.rows()).filter((row) => trailOfRow(row) === trail).map(({ reference }) => reference);
    },
  };
  return {
    board,
    ledger,
    fleet,
    left,
    outages,
    heard,
    hand,
    trailOfRow,
    vendorGates,
    deliveriesDone: doorGate.idle,
    /** What the vendors have really done. */
    books: () => vendors.flatMap((one) => one.books().map((entry) => ({ ...entry, vendor: one.id }))),
    async close() {
      heard.end();
      await fleet.stop();
      await Promise.all([
        doorGate.close(),
        slackGate.close(),
        ...[...vendorGates.values()].map((gate) => gate.close()),
      ]);
      await Promise.all([slack.close(), ...vendors.map((one) => one.close()), ledger.close()]);
      await place.clean();
    },
  };
}
