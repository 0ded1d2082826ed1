/**
 * What the page and the sandbox say to each other. The page calls `POST /sandbox/<name>` with JSON and listens to
 * `GET /sandbox/events?as=<user id>` (server-sent events, one `SandboxEvent` each); `GET /sandbox/state?as=<user id>` is
 * the whole picture at once. The end-to-end tests use the same calls through `Workspace`.
 */
import type { KnownBlock, OptionGroup, PlainTextOption, View } from '@slack/types';

export interface Person {
  id: string;
  name: string;
  /** Shown in the "act as" menu: member, admin, guest, or a stranger from another team. */
  kind: 'member' | 'admin' | 'guest' | 'stranger' | 'bot';
  /** One line on who this is. */
  about: string;
  /** Deactivated: works here no more. */
  left?: boolean;
}

/** A user group, which a message can call. */
export interface Group {
  id: string;
  handle: string;
  /** Ids of its people. */
  users: string[];
}

export interface Channel {
  id: string;
  name: string;
  kind: 'public' | 'private' | 'direct';
  botIsMember: boolean;
  topic: string;
  /** Nobody can post here any more. */
  archived?: boolean;
}

export interface Message {
  channel: string;
  ts: string;
  /** Who posted: a person, the bot, or `USLACKBOT` for Slack's own words. */
  user: string;
  text: string;
  blocks?: KnownBlock[];
  threadTs?: string;
  /** Seen by this person only. */
  ephemeralFor?: string;
  edited?: boolean;
}

/** A modal or App Home as one person has it open, with Slack's own ids. */
export type OpenView = View & {
  id: string;
  hash: string;
  rootViewId: string;
  previousViewId?: string;
  /** What every input holds right now: its initial value, or what was typed before the bot updated the view. */
  state: { values: StateValues };
};

/** A file of Slack's, as `files.info` answers and `file_input` reports it. `size` is in bytes. */
export type SlackFile = { id: string; name: string; mimetype: string; size: number } & Record<string, unknown>;

/** Input state: block_id -> action_id -> what Slack would report for that element. */
export type StateValues = Record<string, Record<string, unknown>>;

/** One HTTP (or Socket Mode) request and its answer, for the inspector. Secrets are shown: they are the sandbox's own. */
export interface Exchange {
  id: number;
  /** Milliseconds since 1970. */
  at: number;
  between: 'slack-to-bot' | 'bot-to-slack' | 'bot-to-vendor';
  /** Vendor id, for `bot-to-vendor`. */
  vendor?: string;
  method: string;
  url: string;
  requestHeaders: Record<string, string>;
  requestBody: string;
  status: number;
  responseHeaders: Record<string, string>;
  responseBody: string;
  tookMs: number;
}

export const SWITCH_POSITIONS = {
  normal: 'Works as documented',
  slow: 'Answers after 4 seconds',
  down: 'Refuses connections',
  hangs: 'Accepts and never answers',
  rate_limited: 'Answers 429 with Retry-After',
  failing: 'Answers 500 with an HTML page',
  lying: 'Answers 200 with a failure inside',
  drops_answer: 'Does the work, then drops the connection',
  cuts_off: 'Closes in the middle of the body',
  html: 'Answers 200 with an HTML page',
} as const;
export type SwitchPosition = keyof typeof SWITCH_POSITIONS;

/** One field of a vendor's records that can be changed by hand. */
export interface RecordField {
  name: string;
  label: string;
  /** Absent: any text. */
  choices?: readonly { value: string; label: string }[];
}

/** A kind of records that a vendor keeps: "lead", "leads". */
export interface RecordKind {
  key: string;
  one: string;
  many: string;
  fields: RecordField[];
}

export interface ShownRecord {
  id: string;
  title: string;
  values: Record<string, string>;
}

export interface VendorState {
  id: string;
  name: string;
  url: string;
  position: SwitchPosition;
  /** The records that can be changed by hand. */
  kinds: readonly RecordKind[];
  /** Accepted writes, newest first. */
  writes: { at: number; what: string; detail: unknown }[];
}

export interface SlashCommand {
  command: string;
  description: string;
  usageHint?: string;
  /** Whole lines to try, in place of those that the usage hint gives. */
  examples?: readonly string[];
}
export interface Shortcut {
  type: 'global' | 'message';
  name: string;
  callbackId: string;
  description: string;
}

export interface SandboxState {
  people: Person[];
  groups: Group[];
  channels: Channel[];
  /** Only what the asking person may see. Oldest first. */
  messages: Message[];
  /** The asking person's open modal stack, top last. */
  views: OpenView[];
  home?: OpenView;
  commands: SlashCommand[];
  shortcuts: Shortcut[];
  vendors: VendorState[];
  bot: { running: boolean; mode: 'http' | 'socket'; url?: string };
  /** What Slack's own API is made to answer, e.g. rate limits on demand. */
  slackTrouble: SlackTrouble;
  /** How far the sandbox's clock is ahead of the machine's. */
  clock: { aheadMs: number };
}

/** How the clock is moved; `morning` is nine o'clock tomorrow, `back` the machine's own time. */
export type ClockMove = 'minute' | 'hour' | 'day' | 'morning' | 'back';

export type SlackTrouble =
  | 'none'
  | 'rate_limited'
  | 'rate_limited_unstated'
  | 'rate_limited_in_body'
  | 'failing'
  | 'html'
  | 'slow';

export type SandboxEvent =
  | { type: 'message'; message: Message }
  | { type: 'message_deleted'; channel: string; ts: string }
  | { type: 'views'; views: OpenView[] }
  | { type: 'home'; view: OpenView }
  | { type: 'exchange'; exchange: Exchange }
  | { type: 'vendor'; vendor: VendorState }
  | { type: 'bot'; bot: SandboxState['bot'] }
  | { type: 'clock'; clock: SandboxState['clock'] }
  | { type: 'channel'; channel: Channel }
  | { type: 'people'; people: Person[] }
  /** Everything is back to fresh: load the whole state again. */
  | { type: 'reset' };

/** Request bodies of `POST /sandbox/<name>`; each is answered with `{ ok: true, ... }` or `{ ok: false, error }`. */
export interface SandboxCalls {
  /** Plain words by a person into a channel (text starting with `/` goes to `command`). */
  say: { as: string; channel: string; text: string; threadTs?: string };
  command: { as: string; channel: string; text: string };
  /** A press or a choice in a message. */
  action: {
    as: string;
    channel?: string;
    ts?: string;
    viewId?: string;
    blockId: string;
    actionId: string;
    /** The element as Slack would report it beside `action_id`: `value`, `selected_option`, ... */
    element: Record<string, unknown>;
    state?: StateValues;
  };
  /** Type-ahead of an external select; answered with `options` or `option_groups`. */
  options: {
    as: string;
    viewId?: string;
    channel?: string;
    ts?: string;
    blockId: string;
    actionId: string;
    value: string;
  };
  /** Answered with `errors` (block_id -> text) when the bot refused the input. */
  submit: { as: string; viewId: string; state: StateValues };
  close: { as: string; viewId: string; all?: boolean };
  /** A file picked for a `file_input`; its `content` in Base64, `type` its media type. Answered with what to report. */
  upload: { as: string; name: string; type: string; content: string };
  shortcut: { as: string; callbackId: string; channel?: string; ts?: string };
  open_home: { as: string };
  vendor_switch: { vendor: string; position: SwitchPosition };
  slack_trouble: { trouble: SlackTrouble };
  /** Moves the clock of Slack, the vendors and the bot; `as`: in whose zone it has to be morning. */
  clock: { as: string; move: ClockMove };
  /** The newest records of a vendor that hold the words. */
  records: { vendor: string; kind: string; find: string };
  /** Somebody at the vendor itself changes, adds or deletes a record, or changes several. `byWebhook`: PMP sends its webhook. */
  change_record: { vendor: string; kind: string; id: string; values: Record<string, string>; byWebhook?: boolean };
  add_record: { vendor: string; kind: string; values: Record<string, string>; byWebhook?: boolean };
  remove_record: { vendor: string; kind: string; id: string; byWebhook?: boolean };
  change_records: { vendor: string; kind: string; count: number };
  /** What people do with a channel. */
  channel: { channel: string; do: 'archive' | 'unarchive' | 'remove_bot' | 'invite_bot' };
  /** Deactivates a person, or undoes that. */
  person: { person: string; do: 'leave' | 'return' };
  /** Sends a webhook to the bot, signed. `again`: the last delivery of this hook once more. */
  webhook: { hook: WebhookName; body: string; spoil: boolean; again: boolean };
  /** Only where the sandbox owns the bot's process. */
  bot: { do: 'kill' | 'stop' | 'start' };
  /** Vendors, workspace and the bot's data back to fresh. Only where the sandbox owns the bot's process. */
  reset: Record<never, never>;
}

/** What each call is answered with beside `ok: true`. A person who cannot do it at all gets `ok: false` and why. */
export interface SandboxAnswers {
  say: { ts: string };
  command: Record<never, never>;
  action: Record<never, never>;
  /** Exactly one of the two. */
  options: { options?: PlainTextOption[]; option_groups?: OptionGroup[] };
  /** `errors`: block_id -> text, from the bot or, before it is asked, from Slack's own checks. */
  submit: { errors?: Record<string, string> };
  close: Record<never, never>;
  upload: { file: SlackFile };
  shortcut: Record<never, never>;
  open_home: Record<never, never>;
  vendor_switch: Record<never, never>;
  slack_trouble: Record<never, never>;
  clock: Record<never, never>;
  records: { records: readonly ShownRecord[]; total: number };
  change_record: Record<never, never>;
  add_record: { id: string };
  remove_record: Record<never, never>;
  change_records: { changed: number };
  channel: Record<never, never>;
  person: Record<never, never>;
  /** What the bot answered. */
  webhook: { status: number; answer: string };
  bot: Record<never, never>;
  reset: Record<never, never>;
}

/** The webhooks that the sandbox's bot takes: one of anybody's script, one of a PMP of version 3. */
export type WebhookName = 'deploys' | 'pmp';

export type CallName = keyof SandboxCalls & keyof SandboxAnswers;
export type Failed = { ok: false; error: string };
export type Answered<Name extends CallName> = ({ ok: true } & SandboxAnswers[Name]) | Failed;
