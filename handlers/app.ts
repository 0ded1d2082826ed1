import { App, type Logger as BoltLogger, LogLevel } from '@slack/bolt';
import type { Config, SlackConfig } from '../src/config.ts';
import { type CoreOptions, createCore } from '../src/core.ts';
import { withFailpoints } from '../src/engine/failpoints.ts';
import type { DoorKind } from '../src/journal/intent.ts';
import { type Logger, withLogRules } from '../src/log.ts';
import { VERSION } from '../src/version.ts';
import type { Context } from './context.ts';
import { withOwnAck } from './event-ack.ts';
import { createFormDrafts } from './forms/drafts.ts';
import { sweepForms } from './forms/open-form.ts';
import type { Hooks } from './http/hooks.ts';
import { createHttpReceiver, type HttpReceiver } from './http/receiver.ts';
import { explainListen, healthRoutes } from './http/server.ts';
import { registerHandlers } from './index.ts';
import { createAnnouncer } from './notify/announcer.ts';
import { createSnapshots } from './notify/list-pages.ts';
import { createNotifier } from './notify/notifier.ts';
import { createSlackOut } from './slack/clients.ts';
import { createDeliver } from './slack/deliver.ts';
import { createFileSource } from './slack/files.ts';
import { createInFlight } from './slack/in-flight.ts';
import { createNameFinder } from './slack/names.ts';
import { createPersonOf, type Home } from './slack/people.ts';
import { createPostQueue, withRetriesUntilWell } from './slack/post-queue.ts';
import { placeOf } from './slack/reply-to.ts';
import { createZones } from './slack/zones.ts';
import type { SocketReceiver } from './socket/receiver.ts';

export interface RunningBot {
  /** The port it listens on. */
  port: number;
  /** Looks at once for what is due. */
  wake(): void;
  /** Takes nothing new, finishes what was acknowledged, then closes everything. */
  stop(): Promise<void>;
}

export interface BotOptions extends CoreOptions {
  /** False: Slack's requests arrive in the bot's own thread. For tests, which run the sources and cannot start a thread. */
  inThread?: boolean;
}

/** Whoever has a response URL can answer in the bot's name. */
const SECRET_NAMES = ['response_url', 'responseUrl'];

/**
 * Slack's own ways in, and the terminal: nobody else asks a terminal's approvers, and what a terminal that is closed left
 * behind must not hold a record for ever. Its person gets a direct message.
 */
const SERVED: readonly DoorKind[] = ['command', 'form', 'button', 'shortcut', 'home', 'mention', 'terminal'];

/** A handler that lasts longer has acknowledged and recorded; it waits for Slack or for the outcome. */
const HANDLERS_WITHIN_MS = 5_000;

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

/** Either way that Slack's requests come in. */
type BotReceiver = HttpReceiver & Partial<Pick<SocketReceiver, 'assertConnected'>>;

async function createReceiver(
  { way, apiUrl }: SlackConfig,
  parts: { isReady: () => Promise<void>; hooks: Hooks; log: Logger; fetch: typeof globalThis.fetch; inThread: boolean },
): Promise<BotReceiver> {
  const routes = healthRoutes(parts.isReady);
  if (way.mode === 'http') return createHttpReceiver({ signingSecret: way.signingSecret, routes, ...parts });
  // Loaded only here: over HTTP no WebSocket is needed.
  const { createSocketReceiver } = await import('./socket/receiver.ts');
  return createSocketReceiver({ appToken: way.appToken, apiUrl, routes, ...parts });
}

/** Where the bot is at home, as `auth.test` says it. */
const homeOf = (
  self: { team_id?: string | undefined; enterprise_id?: string | undefined },
  { membership }: Pick<SlackConfig, 'membership'>,
): Home => ({ team: self.team_id ?? '', enterprise: self.enterprise_id, membership });

/** Puts the bot together and starts it. Rejects when Slack does not accept the token, or the policy or the journal cannot be opened. */
export async function startBot(
  config: Config & { slack: SlackConfig },
  givenLog: Logger,
  { inThread = true, ...options }: BotOptions = {},
): Promise<RunningBot> {
  const log = withLogRules(givenLog, SECRET_NAMES);
  const slack = createSlackOut(config.slack);
  const self = await withRetriesUntilWell(() => slack.background.auth.test());
  const inOrder = createPostQueue();
  const deliver = withFailpoints('deliver', createDeliver(slack, log, inOrder), options.failpoints);
  const names = createNameFinder(slack.interactive);
  const snapshots = createSnapshots();
  const zones = createZones(slack.interactive);
  const core = await createCore(
    config,
    log,
    [
      {
        kinds: SERVED,
        asksApprovers: true,
        personOf: createPersonOf(slack.interactive, homeOf(self, config.slack), zones.learn, options.now),
        membersOf: async (usergroup) => (await slack.interactive.usergroups.users.list({ usergroup })).users ?? [],
        placeOf,
        createNotifier: ({ journal }) => createNotifier({ deliver, journal, snapshots, log }),
        createAnnouncer: () => createAnnouncer({ slack, inOrder, names, log }),
        files: config.slack.files && createFileSource(slack, config.slack.files.maxBytes),
      },
    ],
    options,
  );

  const logger = boltLogger(log);
  let stopping = false;
  const isReady = async () => {
    if (stopping) throw new Error('stopping');
    receiver.assertConnected?.();
    await core.ping();
  };
  const parts = { isReady, hooks: core.webhooks, log, fetch: slack.fetch, inThread };
  const receiver = await createReceiver(config.slack, parts);
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
  const context: Context = {
    ...core,
    slack,
    deliver,
    formDrafts: createFormDrafts(core.drafts),
    snapshots,
    zones,
    names,
    log,
    version: VERSION,
  };
  registerHandlers(app, context);
  const inFlight = createInFlight();
  const process = app.processEvent.bind(app);
  app.processEvent = (event) => inFlight.track(process(withOwnAck(event)));
  const close = async () => {
    await app.stop();
    await inFlight.idle(HANDLERS_WITHIN_MS);
  };

  let port: number;
  try {
    port = await receiver.start({ port: config.port, ...(config.host ? { host: config.host } : {}) });
  } catch (error) {
    await core.stop(close).catch(() => {}); // The first error says more.
    await slack.close();
    throw explainListen(error);
  }
  core.start(() => sweepForms(context));
  return {
    port,
    wake: core.wake,
    async stop() {
      stopping = true;
      await core.stop(close);
      await slack.close();
    },
  };
}
