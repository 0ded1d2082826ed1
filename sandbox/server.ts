import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answered, CallName, Failed, SandboxCalls, SandboxState, SlashCommand } from './api.ts';
import type { BotProcess } from './bot-process.ts';
import { CALLS, isCall } from './calls.ts';
import { EventStreams } from './event-stream.ts';
import { refusal } from './local-requests.ts';
import { pageFile } from './page-files.ts';
import { jsonOrText, readBody, sendReply } from './slack/http.ts';
import type { SlackSimulator } from './slack/index.ts';
import { jsonReply, type Reply } from './slack/web-api/index.ts';
import type { VendorSimulator } from './vendors/simulator.ts';

export interface SandboxOptions {
  slack: SlackSimulator;
  vendors: readonly VendorSimulator[];
  /** Folder of the built page: index.html, app.js, app.css. */
  pageDir: string;
  /** The bot's process, where the sandbox owns it. */
  bot?: Pick<BotProcess, 'kill' | 'stop' | 'start' | 'isRunning' | 'onChange'>;
  /** Puts everything back to fresh, where the sandbox owns it all. */
  reset?: () => Promise<void>;
  /** Lines to try, per command. */
  welcomeLines?: Readonly<Record<string, readonly string[]>>;
}

export interface SandboxServer {
  /** Where a person opens the sandbox: the simulator's own address. */
  url: string;
  /** Ends the listening pages; the simulators are their owner's to close. */
  close(): void;
}

/** Of a call with a file of about 30 MB in Base64, in bytes. */
const UPLOAD_LIMIT = 40 * 1024 * 1024;

const failed = (error: string): Failed => ({ ok: false, error });
const NOT_OWN = 'The bot runs outside the sandbox; start and stop it there.';

/** What the sandbox can be asked to do, by the name of the call. */
function makeDoings(
  { slack, vendors, bot, reset }: SandboxOptions,
  streams: EventStreams,
): {
  [Name in CallName]: (call: SandboxCalls[Name]) => Promise<Answered<Name>>;
} {
  const { workspace } = slack;
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
    async vendor_switch({ vendor: id, position }) {
      const vendor = vendors.find((one) => one.id === id);
      if (!vendor) return failed(`There is no vendor ${id}.`);
      vendor.setSwitch(position);
      return { ok: true };
    },
    async slack_trouble({ trouble }) {
      workspace.slackTrouble(trouble);
      return { ok: true };
    },
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

/** Serves the page and its API on the simulator's own address, so that a person has one to open. */
export function startSandboxServer(options: SandboxOptions): SandboxServer {
  const { slack, vendors, pageDir, bot, welcomeLines } = options;
  const { workspace } = slack;
  const streams = new EventStreams();
  const doings = makeDoings(options, streams);

  const botState = (): SandboxState['bot'] => {
    const { mode, url } = slack.connection();
    const running = bot ? bot.isRunning() : mode === 'socket' || url !== undefined;
    return { running, mode, ...(url ? { url } : {}) };
  };
  const withLines = (command: SlashCommand): SlashCommand => {
    const examples = welcomeLines?.[command.command];
    return examples ? { ...command, examples } : command;
  };
  const slackState = (as: string) => {
    const state = workspace.state(as);
    return { ...state, commands: state.commands.map(withLines) };
  };
  const state = (as: string): SandboxState => ({
    ...slackState(as),
    vendors: vendors.map((vendor) => vendor.state()),
    bot: botState(),
  });
  const sendToBot = () => streams.send({ type: 'bot', bot: botState() });

  const quiet = workspace.onEvent((event, isFor) => streams.send(event, isFor));
  slack.onConnection(sendToBot);
  bot?.onChange(sendToBot);
  for (const vendor of vendors) {
    vendor.onExchange((exchange) => workspace.record(exchange));
    vendor.onChange((changed) => streams.send({ type: 'vendor', vendor: changed }));
  }

  const doCall = async <Name extends CallName>(name: Name, body: string): Promise<Reply> => {
    const parsed = CALLS[name].safeParse(jsonOrText(body));
    return parsed.success ? jsonReply(await doings[name](parsed.data)) : jsonReply(failed(parsed.error.message), 400);
  };

  const answer = async (request: IncomingMessage, { pathname, searchParams }: URL): Promise<Reply | undefined> => {
    if (request.method === 'GET') {
      if (pathname === '/sandbox/state') return jsonReply(state(searchParams.get('as') ?? ''));
      if (pathname === '/sandbox/exchanges') return jsonReply(workspace.exchanges());
      return pageFile(pageDir, pathname);
    }
    const name = /^\/sandbox\/(\w+)$/.exec(pathname)?.[1] ?? '';
    if (request.method !== 'POST' || !isCall(name)) return undefined;
    return doCall(name, await readBody(request, name === 'upload' ? UPLOAD_LIMIT : undefined));
  };

  slack.mount(async (request: IncomingMessage, response: ServerResponse) => {
    const why = refusal(request);
    if (why) {
      sendReply(response, jsonReply(failed(why), 403));
      return true;
    }
    const url = new URL(request.url ?? '/', slack.url);
    if (request.method === 'GET' && url.pathname === '/sandbox/events') {
      streams.add(response, url.searchParams.get('as') ?? '');
      return true;
    }
    const reply = await answer(request, url);
    if (reply) sendReply(response, reply);
    return reply !== undefined;
  });

  return {
    url: slack.url,
    close() {
      quiet();
      streams.close();
    },
  };
}
