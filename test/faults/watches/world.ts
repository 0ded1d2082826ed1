import { setTimeout as wait } from 'node:timers/promises';
import { TEAM } from '../../../sandbox/slack/identity.ts';
import { startSlack } from '../../../sandbox/slack/index.ts';
import { startVendors } from '../../../sandbox/vendors/index.ts';
import type { Random } from '../../../sandbox/vendors/random.ts';
import type { VendorSimulator } from '../../../sandbox/vendors/simulator.ts';
import { appManifest } from '../../../scripts/manifest.ts';
import type { Death } from '../faults.ts';
import { type Ended, Fleet, type Nursery } from '../fleet.ts';
import { openPlace, TIMES } from '../world.ts';
import { drawEvents } from './events.ts';
import { HOOK, seedWatches } from './seed.ts';
import { openSlackLog } from './slack-log.ts';
import { openTables } from './tables.ts';
import type { Waiting } from './verdict.ts';

export const SECRET = 'a-secret-of-the-fault-suite';

const BASELINE_WITHIN_MS = 60_000;

export interface WatchWorldParts {
  nursery: Nursery;
  number: number;
  spanMs: number;
  random: Random;
  deaths: readonly (readonly Death[])[];
  leaseMs: number;
  server?: string;
  onPoint(point: string): void;
}

export type WatchWorld = Awaited<ReturnType<typeof raiseWatchWorld>>;

/** Slack, a vendor, the log between and the bots: everything one round needs, and nothing of another. */
export async function raiseWatchWorld(parts: WatchWorldParts) {
  const { nursery, number, spanMs, random, deaths, leaseMs, server, onPoint } = parts;
  const [slack, vendors, place] = await Promise.all([
    startSlack({ manifest: appManifest() }),
    startVendors({ only: ['pmp'] }),
    openPlace(server),
  ]);
  const [pmp] = vendors as [VendorSimulator];
  const { workspace } = slack;
  const ada = workspace.person('ada');
  const channels = [
    '#operations',
    '#installations',
    ...['ada', 'grace', 'margaret'].map((name) => workspace.person(name)?.id ?? ''),
  ];
  const ids = channels.map((name) => workspace.channel(name)?.id ?? '');
  const page = pmp.editor.list('tickets', '');
  const tickets = page ? page.records.map(({ id }) => id) : [];
  const drawn = drawEvents(random, number, { channels: ids, tickets, spanMs });
  await seedWatches(place.where, drawn.watches, { id: ada?.id ?? '', team: TEAM.id });
  const tables = await openTables(place.where);
  const slackLog = await openSlackLog(slack.url, random);
  const ends: Ended[] = [];
  const fleet = new Fleet({
    ...{ nursery, deaths, onPoint },
    restMs: server ? 300 : 0,
    orders: {
      ...{ ...TIMES, leaseMs },
      environment: {
        ...slack.env,
        SLACK_API_URL: `${slackLog.url}/{owner}/api/`,
        ...pmp.env,
        ...place.environment,
        HOOK_FAULTS_SECRET: SECRET,
        PORT: '0',
        HOST: '127.0.0.1',
        LOG_LEVEL: process.env.FAULTS_LOG ?? 'silent',
        VENDOR_TIMEOUT_SECONDS: String(TIMES.vendorTimeoutMs / 1000),
      },
    },
    async onEnd(ended) {
      ends.push(ended);
    },
  });

  const count = async (sql: string): Promise<number> => Number((await tables.all<{ n: number | string }>(sql))[0]?.n);
  return {
    ...{ drawn, pmp, random, fleet, ends, slackLog },
    /** Resolves when the bots know the records as they are. */
    async baseline() {
      const known = () => count('select count(*) as n from watch_query where baseline_at is not null');
      for (const until = Date.now() + BASELINE_WITHIN_MS; Date.now() < until && (await known()) === 0; ) await wait(50);
    },
    /** True once an answer is compared that was asked for after this time. */
    isAskedSince: async (at: number): Promise<boolean> =>
      (await count(`select count(*) as n from watch_query where last_answer_at > ${at}`)) > 0,
    async waiting(): Promise<Waiting> {
      return {
        deliveries: await count(`select count(*) as n from watch_hook where hook = '${HOOK}' and state = 'waiting'`),
        notifications: await count("select count(*) as n from watch_notification where state = 'waiting'"),
      };
    },
    /** How many messages the events of a watch became, and how many of them are in one. */
    async onRecord(watch: string) {
      const rows = `from watch_notification where watch = '${watch}' and state = 'posted'`;
      return {
        messages: await count(`select count(distinct address) as n ${rows}`),
        events: await count(`select count(*) as n ${rows} and kind = 'event'`),
      };
    },
    /** The messages that show records, by watch. */
    async roots(): Promise<ReadonlyMap<string, string>> {
      const rows = await tables.all<{ watch: string; address: string }>('select watch, address from watch_root');
      return new Map(rows.map((row) => [row.watch, (JSON.parse(row.address) as { ts: string }).ts]));
    },
    async close() {
      await fleet.stop();
      await slackLog.close();
      await Promise.all([slack.close(), pmp.close(), tables.close(), place.ledger.close()]);
      await place.clean();
    },
  };
}
