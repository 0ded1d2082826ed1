import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { startSandboxServer } from '../../sandbox/server.ts';
import { type SlackSimulator, startSlack } from '../../sandbox/slack/index.ts';
import { type PuppetBot, startPuppetBot } from './puppet-bot.ts';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const manifest = {
  display_information: { name: 'Bellhop' },
  features: {
    app_home: { home_tab_enabled: true },
    bot_user: { display_name: 'bellhop' },
    slash_commands: [
      {
        command: '/sink',
        description: 'Shows every block',
        usage_hint: 'show everything | add [what]',
        should_escape: true,
      },
      { command: '/form', description: 'Asks for everything', should_escape: true },
    ],
    shortcuts: [
      { type: 'global', name: 'Ask for it', callback_id: 'ask', description: 'Opens a form' },
      { type: 'message', name: 'Use this message', callback_id: 'use', description: 'Starts from this message' },
    ],
  },
  oauth_config: { scopes: { bot: ['chat:write', 'commands', 'files:read'] } },
  settings: {
    interactivity: { is_enabled: true, message_menu_options_url: 'http://127.0.0.1/' },
    event_subscriptions: { bot_events: ['app_home_opened'] },
  },
};

export interface Stage {
  url: string;
  slack: SlackSimulator;
  bot: PuppetBot;
  /** A page of its own, ready to be used as Ada. */
  open(options?: BrowserContextOptions & { hash?: string }): Promise<Page>;
  close(): Promise<void>;
}

/** The built page over the real Slack simulator, with a bot on strings. */
export async function setStage(): Promise<Stage> {
  execFileSync(process.execPath, [fileURLToPath(new URL('../../scripts/build-page.mjs', import.meta.url))]);
  const slack = await startSlack({ manifest, ackMs: 1500 });
  const bot = await startPuppetBot({ url: slack.env.SLACK_API_URL!, token: slack.env.SLACK_BOT_TOKEN! });
  slack.connectBot(bot.url);
  const pageDir = fileURLToPath(new URL('../../dist/sandbox/page/', import.meta.url));
  const server = startSandboxServer({ slack, vendors: [], pageDir });
  const browser: Browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET });
  return {
    url: server.url,
    slack,
    bot,
    async open({ hash = '', ...options } = {}) {
      const context = await browser.newContext({ timezoneId: 'Europe/Copenhagen', locale: 'en-GB', ...options });
      const page = await context.newPage();
      page.setDefaultTimeout(5000);
      await page.goto(`${server.url}/${hash}`);
      await page.locator('[data-ready]').waitFor();
      return page;
    },
    async close() {
      await browser.close();
      server.close();
      bot.close();
      await slack.close();
    },
  };
}
