import { App, type Logger as BoltLogger, type CustomRoute, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { registerHandlers } from '../handlers/index.ts';
import { createHttpReceiver } from '../handlers/receiver.ts';
import { createReporter } from '../handlers/report.ts';
import { createDeliver } from '../handlers/support/deliver.ts';
import { createDrafts } from '../handlers/support/drafts.ts';
import { createPersonOf } from '../handlers/support/people.ts';
import { createSlackOut, type SlackOut } from '../handlers/support/slack-out.ts';
import { createSnapshots } from '../handlers/support/snapshots.ts';
import { type Around, withPoints } from './around.ts';
import { createClients } from './clients.ts';
import type { Config, SlackConfig } from './config.ts';
import type { Journal } from './journal/journal.ts';
import { openJournal } from './journal/open.ts';
import type { Logger } from './log.ts';
import { createPolicy } from './policy/policy.ts';
import { createRunner } from './run.ts';
import { VERSION } from './version.ts';

/** A dead process's work is taken over within the two together. */
const LEASE_MS = 10_000;
const SWEEP_EVERY_MS = 3_000;
const PRUNE_EVERY_MS = 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

export interface RunningBot {
  /** The port it listens on. */
  port: number;
  /** Takes nothing new, finishes what was acknowledged, then closes everything. */
  stop(): Promise<void>;
}

/** Bolt's own words, in our log; at most one level, since bodies appear in its debug output. */
const boltLogger = (log: Logger): BoltLogger => ({
  debug: () => {},
  info: () => {},
  warn: (...words) => log.warn({ from: 'bolt' }, words.filter((word) => typeof word === 'string').join(' ')),
  error: (...words) =>
    log.error(
      { from: 'bolt', err: words.find((word) => word instanceof Error) },
      words.filter((word) => typeof word === 'string').join(' '),
    ),
  setLevel: () => {},
  getLevel: () => LogLevel.WARN,
  setName: () => {},
});

function healthRoutes(isReady: () => Promise<void>): CustomRoute[] {
  return [
    { path: '/healthz', method: 'GET', handler: (_, response) => void response.writeHead(200).end('ok') },
    {
      path: '/readyz',
      method: 'GET',
      handler: (_, response) => {
        isReady().then(
          () => response.writeHead(200).end('ready'),
          () => response.writeHead(503).end('not ready'),
        );
      },
    },
  ];
}

function createReceiver(
  { way, apiUrl }: SlackConfig,
  port: number,
  routes: CustomRoute[],
  logger: BoltLogger,
  slack: SlackOut,
) {
  return way.mode === 'http'
    ? createHttpReceiver({ signingSecret: way.signingSecret, customRoutes: routes, logger })
    : new SocketModeReceiver({
        appToken: way.appToken,
        customRoutes: routes,
        logger,
        installerOptions: { port, clientOptions: { slackApiUrl: apiUrl, fetch: slack.fetch } },
      });
}

async function everyOnceInAWhile(work: () => Promise<unknown>, log: Logger, what: string): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.warn({ err: error }, `${what} failed`);
  }
}

/** Puts the bot together and starts it. Rejects when Slack does not accept the token or the journal cannot be opened. */
export async function startBot(
  config: Config & { slack: SlackConfig },
  log: Logger,
  { around }: { around?: Around } = {},
): Promise<RunningBot> {
  const slack = createSlackOut(config.slack);
  const self = await slack.patient.auth.test();
  const opened = await openJournal({
    ...(config.databaseUrl ? { databaseUrl: config.databaseUrl } : {}),
    dataDir: config.dataDir,
    leaseMs: LEASE_MS,
    log,
  });
  const journal: Journal = withPoints('journal', opened, around);
  const clients = Object.fromEntries(
    Object.entries(createClients(config.vendors, config.vendorLimits)).map(([id, client]) => [
      id,
      client && withPoints('vendor', client, around),
    ]),
  );
  const authorise = createPolicy(
    createPersonOf(slack.quick, { team: self.team_id ?? '', enterprise: self.enterprise_id }),
  );
  const deliver = withPoints('deliver', createDeliver(slack), around);
  const snapshots = createSnapshots();
  const drafts = createDrafts();
  const reporter = createReporter({ deliver, snapshots, drafts });
  const runner = createRunner({ clients, journal, authorise, reporter, log });

  let stopping = false;
  const isReady = async () => {
    if (stopping) throw new Error('stopping');
    await journal.ping();
  };
  const logger = boltLogger(log);
  const receiver = createReceiver(config.slack, config.port, healthRoutes(isReady), logger, slack);
  const app = new App({
    receiver,
    logger,
    // Known once from auth.test: without this Bolt would ask Slack again on every request.
    authorize: async () => ({
      botToken: config.slack.botToken,
      botId: self.bot_id ?? '',
      botUserId: self.user_id ?? '',
    }),
    clientOptions: { slackApiUrl: config.slack.apiUrl, fetch: slack.fetch },
    convoStore: false,
  });
  registerHandlers(app, {
    runner,
    journal,
    clients,
    authorise,
    slack,
    deliver,
    drafts,
    snapshots,
    log,
    version: VERSION,
  });
  const server = await app.start({ port: config.port, ...(config.host ? { host: config.host } : {}) });

  const sweeping = setInterval(() => void everyOnceInAWhile(runner.sweep, log, 'sweep'), SWEEP_EVERY_MS);
  const prune = () => journal.prune(Date.now() - config.journalKeepDays * DAY_MS);
  const pruning = setInterval(() => void everyOnceInAWhile(prune, log, 'pruning'), PRUNE_EVERY_MS);
  void everyOnceInAWhile(runner.sweep, log, 'sweep');

  const address = (server as { address?: () => unknown } | undefined)?.address?.() as
    | { port?: number }
    | null
    | undefined;
  return {
    port: address?.port ?? config.port,
    async stop() {
      stopping = true;
      clearInterval(sweeping);
      clearInterval(pruning);
      const closed = app.stop();
      // Keep-alive connections of Slack's proxies would hold the server open.
      (server as { closeIdleConnections?: () => void } | undefined)?.closeIdleConnections?.();
      await closed;
      await runner.drain();
      await journal.close();
      await slack.close();
    },
  };
}
