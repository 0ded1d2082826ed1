import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { type RunningBot, startBot } from '../../handlers/app.ts';
import type { Message, OpenView } from '../../sandbox/api.ts';
import { type SlackSimulator, startSlack } from '../../sandbox/slack/index.ts';
import { startVendors } from '../../sandbox/vendors/index.ts';
import type { VendorSimulator } from '../../sandbox/vendors/simulator.ts';
import { appManifest } from '../../scripts/manifest.ts';
import { loadConfig } from '../../src/config.ts';
import type { CoreOptions } from '../../src/core.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { openStores, type Stores } from '../../src/stores.ts';
import { ownSchema } from './postgres.ts';

/** The whole thing: a simulated workspace, simulated vendors, and the real bot between them over real HTTP. */
export interface Stage {
  slack: SlackSimulator;
  bot: RunningBot;
  /** Where the bot keeps its journal. */
  dataDir: string;
  /** Where it keeps it instead, when the stage runs on PostgreSQL. */
  databaseUrl: string | undefined;
  vendor(id: string): VendorSimulator;
  /** Everything the bot keeps, on its disk and in its database, as text. */
  kept(): Promise<string>;
  /** Everything the bot logged, one JSON line each. */
  logged(): string;
  /** Types a command as somebody, in a channel. */
  type(text: string, as?: string, channel?: string): Promise<void>;
  /** What stands there now is old: `sees` finds only what comes after. */
  mark(as?: string, channel?: string): void;
  /** Presses a button by its label. */
  press(message: Message | OpenView, label: string, as?: string): Promise<void>;
  /** Waits for a message, new or changed since the last thing somebody did, that this person sees and that says so. */
  sees(words: string | RegExp, as?: string, channel?: string): Promise<Message>;
  /** Waits for a modal with this title. */
  opens(title: string, as?: string): Promise<OpenView>;
  /** Everything this person could see in a channel, as text. */
  transcript(as?: string, channel?: string): string;
  restartBot(): Promise<void>;
  /** The bot's database as another process has it, which counts as dead after a second. */
  storesOf(owner: string): Promise<Stores>;
  /** The journal in it. */
  journalOf(owner: string): Promise<Journal>;
  close(): Promise<void>;
}

/** Every string a person can read in a message or view. */
export const wordsIn = (part: unknown): string => {
  if (typeof part === 'string') return '';
  if (Array.isArray(part)) return part.map(wordsIn).join('\n');
  if (typeof part !== 'object' || part === null) return '';
  return Object.entries(part)
    .map(([key, value]) => (key === 'text' && typeof value === 'string' ? value : wordsIn(value)))
    .filter(Boolean)
    .join('\n');
};

const says = (message: Message, words: string | RegExp): boolean => {
  const text = `${message.text}\n${wordsIn(message.blocks)}`;
  return typeof words === 'string' ? text.includes(words) : words.test(text);
};

export async function raise(
  options: {
    environment?: Record<string, string>;
    socket?: boolean;
    /** Files in forms are on. */
    files?: boolean;
    vendors?: Parameters<typeof startVendors>[0];
    bot?: CoreOptions;
  } = {},
): Promise<Stage> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bellhop-test-'));
  const slack = await startSlack({ manifest: appManifest(undefined, { files: options.files === true }) });
  const vendors = await startVendors({ delayMs: { slow: 2_000 }, ...options.vendors });
  // With this set (see vitest.pg.config.ts) the whole bot runs on PostgreSQL instead of SQLite.
  const server = process.env.STAGE_DATABASE_URL;
  const schema = server ? await ownSchema(server) : undefined;
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const environment = {
    ...(options.socket ? slack.socketEnv : slack.env),
    ...Object.assign({}, ...vendors.map(({ env }) => env)),
    PORT: '0',
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    VENDOR_TIMEOUT_SECONDS: '3',
    SLACK_FILES: options.files ? 'on' : 'off',
    ...(schema ? { DATABASE_URL: schema.url } : {}),
    ...options.environment,
  };
  const config = loadConfig(environment);
  if (!config.slack) throw new Error('The stage needs Slack names.');
  const start = async (): Promise<RunningBot> => {
    // Also on PostgreSQL, whose own clock no test can move.
    const now = () => Date.now();
    const bot = await startBot({ ...config, slack: config.slack! }, log, { now, inThread: false, ...options.bot });
    slack.connectBot(`http://127.0.0.1:${bot.port}`);
    return bot;
  };
  let bot = await start();
  const opened: Stores[] = [];
  const { workspace } = slack;
  /** What stood in the workspace before the last thing somebody did. */
  let before = new Set<string>();
  const seen = (as: string, channel: string) =>
    workspace.messages(as, channel).map((message) => JSON.stringify(message));
  const mark = (as = 'ada', channel = '#operations'): void => {
    before = new Set(seen(as, channel));
  };

  const stage: Stage = {
    slack,
    dataDir,
    databaseUrl: schema?.url,
    get bot() {
      return bot;
    },
    vendor(id) {
      const found = vendors.find((one) => one.id === id);
      if (!found) throw new Error(`No vendor "${id}".`);
      return found;
    },
    async kept() {
      const files = readdirSync(dataDir, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
      return [...files, (await schema?.contents()) ?? ''].join('\n');
    },
    logged: () => lines.join(''),
    mark,
    async type(text, as = 'ada', channel = '#operations') {
      mark(as, channel);
      const done = await workspace.command({
        as: workspace.person(as)!.id,
        channel: workspace.channel(channel)!.id,
        text,
      });
      if (!done.ok) throw new Error(done.error);
    },
    async press(message, label, as = 'ada') {
      mark(as, 'channel' in message ? message.channel : '#operations');
      const done = await workspace.press(as, message, label);
      if (!done.ok) throw new Error(done.error);
    },
    sees: (words, as = 'ada', channel = '#operations') =>
      workspace.waitFor(
        () =>
          workspace
            .messages(as, channel)
            .findLast((message) => !before.has(JSON.stringify(message)) && says(message, words)),
        8_000,
      ),
    opens: (title, as = 'ada') =>
      workspace.waitFor(
        () => workspace.views(as).findLast((view) => (view as { title?: { text: string } }).title?.text === title),
        5_000,
      ),
    transcript: (as = 'ada', channel = '#operations') =>
      workspace
        .messages(as, channel)
        .map((message) => `${message.text}\n${wordsIn(message.blocks)}`)
        .join('\n---\n'),
    async storesOf(owner) {
      const stores = await openStores({
        dataDir,
        owner,
        leaseMs: 1_000,
        ...(schema ? { databaseUrl: schema.url } : {}),
      });
      opened.push(stores);
      return stores;
    },
    async journalOf(owner) {
      return (await stage.storesOf(owner)).journal;
    },
    async restartBot() {
      await bot.stop();
      bot = await start();
    },
    async close() {
      await bot.stop().catch(() => {});
      for (const stores of opened) await stores.close();
      await slack.close();
      await Promise.all(vendors.map((vendor) => vendor.close()));
      await schema?.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return stage;
}
