import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BOT_TOKEN, pairIn, SIGNING_SECRET, TEAM } from './identities.ts';
import { readBody } from './read-body.ts';
import type { Results } from './results.ts';

/** A result shows ten leads in about 8 kB; what is shorter is an error, or the notice that something takes longer. */
const RESULT_BYTES = 3_000;
const NOTICE = /working%20on|working\+on|working on/i;

export type SlackTrouble = 'none' | 'rate limits' | 'errors';

export interface SlackStandIn {
  /** Ends without a slash. */
  origin: string;
  environment: Readonly<Record<string, string>>;
  /** How often each method was called, `response_url` among them. */
  calls: Map<string, number>;
  /** How posts are answered from now on; look-ups go on as ever. */
  trouble(kind: SlackTrouble): void;
  close(): Promise<void>;
}

const json = (response: ServerResponse, body: string): void => {
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
};

const SELF = JSON.stringify({
  ok: true,
  url: 'https://bench.slack.com/',
  team: 'Bench',
  user: 'bellhop',
  team_id: TEAM,
  user_id: 'U0BELLHOP',
  bot_id: 'B0BELLHOP',
  is_enterprise_install: false,
});

const userObject = (id: string): string =>
  JSON.stringify({
    ok: true,
    user: {
      id,
      team_id: TEAM,
      name: id.toLowerCase(),
      deleted: false,
      is_bot: false,
      tz: 'Europe/London',
      profile: {},
    },
  });

/** Slack echoes a message with all its blocks, so the stand-in sends as many bytes back. */
const postedMessage = (channel: string, ts: string, echo: string): string =>
  `{"ok":true,"channel":"${channel}","ts":"${ts}","message":{"type":"message","user":"U0BELLHOP","ts":"${ts}","text":"","blocks":${echo}}}`;

/** Slack's Web API and response URLs as far as the contestants need them, with as little work as possible. */
export async function startSlackStandIn(results: Results, echo: unknown): Promise<SlackStandIn> {
  const calls = new Map<string, number>();
  const count = (name: string) => calls.set(name, (calls.get(name) ?? 0) + 1);
  const echoed = JSON.stringify(echo);
  let posted = 0;
  let trouble: SlackTrouble = 'none';

  function answerMethod(method: string, body: string, response: ServerResponse): void {
    count(method);
    if (method.startsWith('chat.')) answerChat(method, body, response);
    else if (method === 'auth.test') json(response, SELF);
    else if (method === 'users.info') json(response, userObject(/U0BENCH\d{4}/.exec(body)?.[0] ?? 'U0NOBODY'));
    else json(response, '{"ok":true}');
  }

  function answerChat(method: string, body: string, response: ServerResponse): void {
    if (trouble === 'rate limits') {
      response.writeHead(429, { 'retry-after': '1', 'content-length': 0 }).end();
      return;
    }
    if (trouble === 'errors') {
      response.writeHead(503, { 'content-length': 0 }).end();
      return;
    }
    const pair = pairIn(body);
    if (body.length >= RESULT_BYTES) results.arrivedFor(pair, 'done');
    else if (method === 'chat.postEphemeral' || !NOTICE.test(body)) results.arrivedFor(pair, 'answered');
    posted += 1;
    const ts = `1700000000.${String(posted).padStart(6, '0')}`;
    json(response, postedMessage(pair?.slice(0, 11) ?? 'C0BENCH0000', ts, echoed));
  }

  function serve(request: IncomingMessage, response: ServerResponse): void {
    readBody(request, (body) => {
      const [, kind, name = ''] = (request.url ?? '/').split('?', 1)[0]!.split('/');
      if (kind === 'api') {
        answerMethod(name, body, response);
        return;
      }
      count('response_url');
      if (body.length >= RESULT_BYTES) results.arrived(Number(name), 'done');
      else if (!NOTICE.test(body)) results.arrived(Number(name), 'answered');
      response.writeHead(200, { 'content-type': 'text/html', 'content-length': 2 }).end('ok');
    });
  }

  const server: Server = createServer({ keepAliveTimeout: 120_000 }, serve);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 4096, resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    environment: {
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_API_URL: `${origin}/api/`,
    },
    calls,
    trouble(kind) {
      trouble = kind;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
