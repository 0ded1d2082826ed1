import { readFileSync } from 'node:fs';
import { App, type Logger as BoltLogger, type CustomRoute, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { sweepApprovals } from '../handlers/approvals.ts';
import { registerHandlers } from '../handlers/index.ts';
import { createHttpReceiver } from '../handlers/receiver.ts';
import { createReporter } from '../handlers/report/reporter.ts';
import { createDeliver } from '../handlers/support/deliver.ts';
import type { Desk } from '../handlers/support/desk.ts';
import { createDrafts } from '../handlers/support/drafts.ts';
import { createFileSource } from '../handlers/support/files.ts';
import { createPersonOf } from '../handlers/support/people.ts';
import { createSlackOut, type SlackOut } from '../handlers/support/slack-out.ts';
import { createSnapshots } from '../handlers/support/snapshots.ts';
import { createAmend } from './amend.ts';
import { type Around, withPoints } from './around.ts';
import { createClients } from './clients.ts';
import type { Config, SlackConfig } from './config.ts';
import type { Journal } from './journal/journal.ts';
import { openJournal } from './journal/open.ts';
import { type Logger, withLogRules } from './log.ts';
import { loadPolicy } from './policy/load.ts';
import { createPolicy, type Rules } from './policy/policy.ts';
import { createRunner } from './run.ts';
import { VERSION } from './version.ts';

/** A dead process's work is taken over within these two together. */
const LEASE_MS = 10_000;
const SWEEP_EVERY_MS = 3_000;
/** After this long without a result the person sees that it is working. */
const WORKING_AFTER_MS = 1_500;
const PRUNE_EVERY_MS = 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

/** For tests: how the way is disturbed, and shorter times (milliseconds). A bot at work takes none of it. */
export interface BotOptions {
  around?: Around;
  leaseMs?: number;
  sweepMs?: number;
  workingAfterMs?: number;
  /** Its name in the journal's leases. */
  owner?: string;
}

export interface RunningBot {
  /** The port it listens on. */
  port: number;
  /** Takes nothing new, finishes what was acknowledged, then closes everything. */
  stop(): Promise<void>;
}

/** Bolt's own sentence, up to where it begins to quote a payload. */
const boltWords = (words: readonly unknown[]): string =>
  words.flatMap((word) => (typeof word === 'string' ? word.replace(/[{[<][\s\S]*/, '…').slice(0, 300) : [])).join(' ');

/** Bolt's warnings and errors in our log; its debug output holds request bodies and is dropped. */
const boltLogger = (log: Logger): BoltLogger => ({
  debug: () => {},
  info: () => {},
  warn: (...words) => log.warn({ from: 'bolt' }, boltWords(words)),
  error: (...words) => log.error({ from: 'bolt', err: words.find((word) => word instanceof Error) }, boltWords(words)),
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

/** Throws a PolicyError that lists every mistake with its line, or an Error when there is no such file. */
function readPolicy(path: string): Rules {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new Error(`POLICY_FILE names ${path}, which cannot be read.`);
  }
  return loadPolicy(text, path);
}

/** Puts the bot together and starts it. Rejects when Slack does not accept the token, or the policy or the journal cannot be opened. */
export async function startBot(
  config: Config & { slack: SlackConfig },
  givenLog: Logger,
  { around, leaseMs = LEASE_MS, sweepMs = SWEEP_EVERY_MS, workingAfterMs = WORKING_AFTER_MS, owner }: BotOptions = {},
): Promise<RunningBot> {
  const log = withLogRules(givenLog);
  const slack = createSlackOut(config.slack);
  const self = await slack.patient.auth.test();
  const opened = await openJournal({
    ...(config.databaseUrl ? { databaseUrl: config.databaseUrl } : {}),
    dataDir: config.dataDir,
    leaseMs,
    ...(owner === undefined ? {} : { owner }),
    log,
  });
  const journal: Journal = withPoints('journal', opened, around);
  const files = config.slack.files && createFileSource(slack, config.slack.files.maxBytes);
  const clients = Object.fromEntries(
    Object.entries(createClients(config.vendors, config.vendorLimits, files)).map(([id, client]) => [
      id,
      client && withPoints('vendor', client, around),
    ]),
  );
  const policy = createPolicy({
    ...(config.policyFile ? { rules: readPolicy(config.policyFile) } : {}),
    personOf: createPersonOf(slack.quick, { team: self.team_id ?? '', enterprise: self.enterprise_id }),
    membersOf: async (usergroup) => (await slack.quick.usergroups.users.list({ usergroup })).users ?? [],
  });
  const deliver = withPoints('deliver', createDeliver(slack), around);
  const snapshots = createSnapshots();
  const drafts = createDrafts(journal);
  const reporter = createReporter({ deliver, journal, snapshots, log });
  const runner = createRunner({ clients, journal, policy, reporter, log, workingAfterMs });
  const amend = createAmend({ clients, journal, undoMinutes: config.undoMinutes });

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
  const desk: Desk = {
    runner,
    journal,
    clients,
    policy,
    amend,
    slack,
    deliver,
    drafts,
    snapshots,
    log,
    version: VERSION,
  };
  registerHandlers(app, desk);
  const server = await app.start({ port: config.port, ...(config.host ? { host: config.host } : {}) });

  const sweep = async () => {
    await runner.sweep();
    await sweepApprovals(desk);
  };
  const sweeping = setInterval(() => void everyOnceInAWhile(sweep, log, 'sweep'), sweepMs);
  const prune = () => journal.prune(Date.now() - config.journalKeepDays * DAY_MS);
  const pruning = setInterval(() => void everyOnceInAWhile(prune, log, 'pruning'), PRUNE_EVERY_MS);
  void everyOnceInAWhile(sweep, log, 'sweep');

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
      // What is still at work here must not be taken for a dead process's.
      const keeping = setInterval(() => void everyOnceInAWhile(() => journal.renewLeases(), log, 'renewing'), sweepMs);
      const closed = app.stop();
      // Keep-alive connections of Slack's proxies would hold the server open.
      (server as { closeIdleConnections?: () => void } | undefined)?.closeIdleConnections?.();
      await closed;
      await runner.drain();
      clearInterval(keeping);
      await journal.close();
      await slack.close();
    },
  };
}
