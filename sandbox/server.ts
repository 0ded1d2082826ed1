import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CallName, SandboxState, SlashCommand } from './api.ts';
import { CALLS, isCall } from './calls.ts';
import { failed } from './doing.ts';
import { makeDoings, type SandboxOptions } from './doings.ts';
import { EventStreams } from './event-stream.ts';
import { refusal } from './local-requests.ts';
import { pageFile } from './page-files.ts';
import { jsonOrText, readBody, sendReply } from './slack/http.ts';
import { jsonReply, type Reply } from './slack/web-api/index.ts';

export interface SandboxServer {
  /** Where a person opens the sandbox: the simulator's own address. */
  url: string;
  /** Ends the listening pages; the simulators are their owner's to close. */
  close(): void;
}

/** Of a call with a file of about 30 MB in Base64, in bytes. */
const UPLOAD_LIMIT = 40 * 1024 * 1024;

/** Serves the page and its API on the simulator's own address, so that a person has one to open. */
export function startSandboxServer(options: SandboxOptions): SandboxServer {
  const { slack, vendors, pageDir, bot, clock, welcomeLines } = options;
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
    clock: { aheadMs: clock?.aheadMs() ?? 0 },
  });
  const sendToBot = () => streams.send({ type: 'bot', bot: botState() });

  const quiet = workspace.onEvent((event, isFor) => streams.send(event, isFor));
  slack.onConnection(sendToBot);
  bot?.onChange(sendToBot);
  clock?.onMove((aheadMs) => streams.send({ type: 'clock', clock: { aheadMs } }));
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
