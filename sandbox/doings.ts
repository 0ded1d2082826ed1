import type { Answered, CallName, Failed, SandboxCalls } from './api.ts';
import type { BotProcess } from './bot-process.ts';
import type { MovedClock } from './clock.ts';
import type { EventStreams } from './event-stream.ts';
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

export const failed = (error: string): Failed => ({ ok: false, error });
const NOT_OWN = 'The bot runs outside the sandbox; start and stop it there.';

const NO_CLOCK = 'The bot runs outside the sandbox, by a clock of its own.';
const noVendor = (id: string): Failed => failed(`There is no vendor ${id}.`);
const NO_RECORD = failed('There is no such record.');

type Doing<Name extends CallName> = (call: SandboxCalls[Name]) => Promise<Answered<Name>>;
type Doings = { [Name in CallName]: Doing<Name> };
type VendorCall = 'records' | 'change_record' | 'add_record' | 'remove_record' | 'change_records';

/** What somebody at a vendor does with its records. */
function vendorDoings(vendors: SandboxOptions['vendors']): Pick<Doings, VendorCall> {
  const editorOf = (id: string) => vendors.find((one) => one.id === id)?.editor;
  return {
    async records({ vendor, kind, find }) {
      const found = editorOf(vendor)?.list(kind, find);
      return found ? { ok: true, ...found } : NO_RECORD;
    },
    async change_record({ vendor, kind, id, values }) {
      return editorOf(vendor)?.change(kind, id, values) ? { ok: true } : NO_RECORD;
    },
    async add_record({ vendor, kind, values }) {
      const id = editorOf(vendor)?.add(kind, values);
      return id ? { ok: true, id } : NO_RECORD;
    },
    async remove_record({ vendor, kind, id }) {
      return editorOf(vendor)?.remove(kind, id) ? { ok: true } : NO_RECORD;
    },
    async change_records({ vendor, kind, count }) {
      const changed = editorOf(vendor)?.changeMany(kind, count);
      return changed ? { ok: true, changed } : NO_RECORD;
    },
  };
}

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
    ...vendorDoings(vendors),
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
