import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, type Logger, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { type SlackOptions, type SlackSimulator, startSlack } from '../../../sandbox/slack/index.ts';

/** A small app: one command, two shortcuts, a Home tab, and every scope the tests need. */
export const MANIFEST = {
  display_information: { name: 'Porter' },
  features: {
    app_home: { home_tab_enabled: true },
    bot_user: { display_name: 'porter' },
    slash_commands: [
      { command: '/porter', description: 'Carries things', usage_hint: 'carry <what>', should_escape: true },
      { command: '/plain', description: 'Text as typed' },
    ],
    shortcuts: [
      { type: 'global', name: 'Carry something', callback_id: 'carry', description: 'Opens a form' },
      { type: 'message', name: 'Carry this', callback_id: 'carry_message', description: 'Starts from a message' },
    ],
  },
  oauth_config: {
    scopes: { bot: ['commands', 'chat:write', 'users:read', 'im:write', 'channels:read', 'usergroups:read'] },
  },
  settings: {
    interactivity: { is_enabled: true, message_menu_options_url: 'https://bot.example.com/slack/events' },
    event_subscriptions: { bot_events: ['app_home_opened', 'message.im', 'app_mention'] },
  },
  functions: {
    carry_step: {
      title: 'Carry',
      description: 'Carries one thing',
      input_parameters: { properties: { what: { type: 'string', title: 'What' } }, required: ['what'] },
      output_parameters: { properties: { where: { type: 'string', title: 'Where' } }, required: ['where'] },
    },
  },
};

/** Bolt complains loudly about listeners that fail on purpose. */
const SILENT: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

export interface Stage {
  slack: SlackSimulator;
  workspace: SlackSimulator['workspace'];
  app: App;
  stop(): Promise<void>;
}

const clientOptions = (slack: SlackSimulator) => ({
  slackApiUrl: slack.env.SLACK_API_URL!,
  retryConfig: { retries: 0 },
});

/** Slack and a real Bolt app over signed HTTP. */
export async function stageOverHttp(options: Partial<SlackOptions> = {}): Promise<Stage> {
  const slack = await startSlack({ manifest: MANIFEST, ...options });
  const receiver = new HTTPReceiver({ signingSecret: slack.env.SLACK_SIGNING_SECRET!, logger: SILENT });
  const app = new App({
    receiver,
    token: slack.env.SLACK_BOT_TOKEN!,
    clientOptions: clientOptions(slack),
    logger: SILENT,
    deferInitialization: true,
  });
  await app.init();
  const server = await receiver.start(0);
  slack.connectBot(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const stop = async () => {
    await receiver.stop();
    await slack.close();
  };
  return { slack, workspace: slack.workspace, app, stop };
}

/** The same over Socket Mode. */
export async function stageOverSocket(options: Partial<SlackOptions> = {}): Promise<Stage> {
  const slack = await startSlack({ manifest: MANIFEST, ...options });
  const receiver = new SocketModeReceiver({
    appToken: slack.socketEnv.SLACK_APP_TOKEN!,
    installerOptions: { clientOptions: clientOptions(slack), port: 0 },
    logger: SILENT,
  });
  const app = new App({
    receiver,
    token: slack.env.SLACK_BOT_TOKEN!,
    clientOptions: clientOptions(slack),
    logger: SILENT,
    deferInitialization: true,
  });
  await app.init();
  await app.start();
  const stop = async () => {
    await app.stop();
    await slack.close();
  };
  return { slack, workspace: slack.workspace, app, stop };
}
