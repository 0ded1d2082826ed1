import type { Failed } from './api.ts';
import type { BotProcess } from './bot-process.ts';
import type { MovedClock } from './clock.ts';
import { type Doings, failed } from './doing.ts';
import type { EventStreams } from './event-stream.ts';
import { recordDoings } from './record-doings.ts';
import type { SlackSimulator } from './slack/index.ts';
import type { VendorSimulator } from './vendors/simulator.ts';
import { createWebhookSender } from './webhook-sender.ts';

export interface SandboxOptions {
  slack: SlackSimulator;
  vendors: readonly VendorSimulator[];
  /** Folder of the built page: index.html, app.js, app.css. */
  pageDir: string;
  /** The bot's process, where the sandbox owns it. */
  bot?: Pick<BotProcess, 'kill' | 'stop' | 'start' | 'isRunning' | 'onChange'>;
  /** The clock of Slack, the vendors and the bot, where they have one together. */
  clock?: MovedClock;
  /** Puts everything back to fresh, where the sandbox owns it all. */
  reset?: () => Promise<void>;
  /** Lines to try, per command. */
  welcomeLines?: Readonly<Record<string, readonly string[]>>;
}

const NOT_OWN = 'The bot runs outside the sandbox; start and stop it there.';

const NO_CLOCK = 'The bot runs outside the sandbox, by a clock of its own.';
const noVendor = (id: string): Failed => failed(`There is no vendor ${id}.`);

/** What the sandbox can be asked to do, by the name of the call. */
export function makeDoings({ slack, vendors, bot, clock, reset }: SandboxOptions, streams: EventStreams): Doings {
  const { workspace } = slack;
  const sendWebhook = createWebhookSender(() => slack.connection().url);
  const { say, command, action, options, submit, close, shortcut, openHome } = workspace;
  return {
    say,
    command,
    action,
    options,
    submit,
    close,
    shortcut,
    upload: ({ as, name, type, content }) =>
      workspace.upload(as, { name, type, content: Buffer.from(content, 'base64') }),
    open_home: ({ as }) => openHome(as),
    ...recordDoings(vendors, sendWebhook),
    async vendor_switch({ vendor: id, position }) {
      const vendor = vendors.find((one) => one.id === id);
      if (!vendor) return noVendor(id);
      vendor.setSwitch(position);
      return { ok: true };
    },
    async slack_trouble({ trouble }) {
      workspace.slackTrouble(trouble);
      return { ok: true };
    },
    async clock({ as, move }) {
      if (!clock) return failed(NO_CLOCK);
      clock.move(move, workspace.zoneOf(as));
      return { ok: true };
    },
    channel: async ({ channel, do: what }) => workspace.changeChannel(channel, what),
    person: async ({ person, do: what }) => workspace.changePerson(person, what),
    webhook: sendWebhook,
    async bot({ do: what }) {
      if (!bot) return failed(NOT_OWN);
      await bot[what]();
      return { ok: true };
    },
    async reset() {
      if (!reset) return failed(NOT_OWN);
      await reset();
      streams.send({ type: 'reset' });
      return { ok: true };
    },
  };
}
