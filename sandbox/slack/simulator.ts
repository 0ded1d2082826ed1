import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SandboxState } from '../api.ts';
import { answerDownload } from './downloads.ts';
import { flatHeaders } from './exchanges.ts';
import { readBody, sendReply } from './http.ts';
import { readManifest } from './manifest.ts';
import { answerResponseUrl } from './responses.ts';
import { callMethod, type Reply } from './web-api/index.ts';
import { Workspace } from './workspace.ts';
import { makeWorld, type World } from './world.ts';

export interface SlackOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  host?: string;
  /** The app's manifest, already parsed. */
  manifest: unknown;
  /** Milliseconds since 1970; decides about triggers, response URLs and time stamps. */
  now?: () => number;
  /** How long the bot may take to acknowledge; Slack's 3000 ms without. */
  ackMs?: number;
  /** Waits before the redeliveries of an event in ms; Slack's without. */
  redeliveryMs?: readonly number[];
}

/** Serves what is not Slack's own on the same address; says whether it did. */
export type Mounted = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

export interface SlackSimulator {
  /** Origin. */
  url: string;
  /** What the bot's environment needs for HTTP. */
  env: Record<string, string>;
  /** The same for Socket Mode. */
  socketEnv: Record<string, string>;
  /** Where to deliver over HTTP. Socket Mode connections take precedence. */
  connectBot(url: string): void;
  /** What Slack does when a request URL is entered; resolves with what is wrong with the answer, if anything. */
  probeBot(): Promise<string | undefined>;
  /** How the bot is reached right now. */
  connection(): Pick<SandboxState['bot'], 'mode' | 'url'>;
  onConnection(listener: () => void): void;
  /** Ends the Socket Mode connections, as Slack does every few hours; they stay open for `leaveOpenMs` (0). */
  disconnectSockets(reason?: 'warning' | 'refresh_requested' | 'link_disabled', leaveOpenMs?: number): void;
  /** The Socket Mode connections stay open and say nothing any more. */
  silenceSockets(): void;
  workspace: Workspace;
  mount(handler: Mounted): void;
  close(): Promise<void>;
}

const SLACKS_PATH = /^\/(?:api\/(?<method>[\w.]+)|(?<file>files-pri)\/.+|(?:commands|actions|app)\/.+)$/;

/** Answers what is Slack's own, and records it. */
async function serveSlack(world: World, origin: string, request: IncomingMessage, path: string): Promise<Reply> {
  const body = await readBody(request);
  const record = world.exchanges.begin({
    between: 'bot-to-slack',
    method: request.method ?? '',
    url: origin + path,
    requestHeaders: flatHeaders(request.headers),
    requestBody: body,
  });
  const { method, file } = SLACKS_PATH.exec(path)?.groups ?? {};
  const { authorization = '', 'content-type': contentType = '' } = request.headers;
  const reply = method
    ? await callMethod(world, method, { authorization, contentType, body })
    : file
      ? await answerDownload(world, path, authorization)
      : await answerResponseUrl(world, path, body);
  const responseBody = typeof reply.body === 'string' ? reply.body : `(${reply.body.length} bytes)`;
  record({ status: reply.status, responseHeaders: reply.headers, responseBody });
  return reply;
}

/** Starts a Slack workspace on the loopback: Web API, response URLs, Socket Mode and deliveries to the bot. */
export async function startSlack(options: SlackOptions): Promise<SlackSimulator> {
  const { port = 0, host = '127.0.0.1', now, ackMs, redeliveryMs } = options;
  let origin = '';
  const world = makeWorld({
    manifest: readManifest(options.manifest),
    origin: () => origin,
    now,
    ackMs,
    redeliveryMs,
  });
  const mounted: Mounted[] = [];

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = new URL(request.url ?? '/', origin).pathname;
    if (SLACKS_PATH.test(path)) return sendReply(response, await serveSlack(world, origin, request, path));
    for (const handler of mounted) if (await handler(request, response)) return;
    sendReply(response, { status: 404, headers: { 'content-type': 'text/plain' }, body: 'Not found' });
  };
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(error instanceof Error ? error.message : 'The simulator failed.');
    });
  });
  server.on('upgrade', (request, stream, head) => world.link.upgrade(request, stream, head));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  origin = `http://${host}:${(server.address() as AddressInfo).port}`;

  const { botToken, signingSecret, appToken } = world.secrets;
  const env = { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret, SLACK_API_URL: `${origin}/api/` };
  return {
    url: origin,
    env,
    socketEnv: { ...env, SLACK_APP_TOKEN: appToken },
    workspace: new Workspace(world),
    connectBot: (url) => world.link.connect(url),
    probeBot: () => world.link.probe(),
    connection: () => world.link.connection(),
    onConnection: (listener) => world.link.onChange(listener),
    disconnectSockets: (reason = 'refresh_requested', leaveOpenMs = 0) =>
      world.link.disconnectSockets(reason, leaveOpenMs),
    silenceSockets: () => world.link.silenceSockets(),
    mount: (handler) => void mounted.push(handler),
    async close() {
      world.events.close();
      server.closeAllConnections();
      await Promise.all([world.link.close(), new Promise((resolve) => server.close(resolve))]);
    },
  };
}
