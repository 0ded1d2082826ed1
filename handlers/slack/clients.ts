import type { WebClient } from '@slack/web-api';
import { Agent, fetch as pooledFetch, request } from 'undici';
import { PooledClient } from './web-client.ts';

/** Everything the bot says to Slack goes through this one keep-alive pool, with time limits. */
export interface SlackOut {
  /** For what a person waits for (views, look-ups): 2 seconds. */
  interactive: WebClient;
  /** For messages: 10 seconds. The queue in front of it waits for rate limits and for an ailing Slack. */
  background: WebClient;
  /** One POST to a response URL. Rejects when it is spent, expired, refused or not answering. */
  respond(responseUrl: string, body: Record<string, unknown>): Promise<void>;
  /**
   * The content of a file of Slack's, as it arrives. Rejects when the address is not Slack's own (the bot's token goes
   * along), or when it answers with anything but the file, a redirect included.
   */
  download(address: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
  fetch: typeof globalThis.fetch;
  close(): Promise<void>;
}

const RESPOND_TIMEOUT_MS = 5_000;
/** Until a download begins, and between any two pieces of it. */
const DOWNLOAD_PAUSE_MS = 10_000;

/** A response URL says "ok", or nothing. A web page, an error code (`used_url`) or `ok: false` means not posted. */
function isRefusal(answer: string): boolean {
  const text = answer.trim();
  if (text.startsWith('{')) return /"ok"\s*:\s*false/.test(text);
  return text.startsWith('<') || /^[a-z]+(_[a-z]+)+$/.test(text);
}

/** Whether the bot's token may go there: Slack over https, or the very server whose API the bot was told to use. */
export function isSlacksOwn(address: string, apiUrl: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, port, origin } = new URL(address);
  return origin === new URL(apiUrl).origin || (protocol === 'https:' && port === '' && /\.slack\.com$/.test(hostname));
}

/** `apiUrl` ends with a slash. The token is sent there, and for downloads to Slack's own addresses. */
export function createSlackOut(options: { botToken: string; apiUrl: string }): SlackOut {
  const agent = new Agent({ connections: 16, keepAliveTimeout: 30_000, connect: { timeout: 3_000 } });
  // undici's own types differ from Node's only in name.
  const fetch = ((input: string, init?: object) =>
    pooledFetch(input, { ...init, dispatcher: agent })) as typeof globalThis.fetch;
  const client = (timeoutMs: number) => new PooledClient({ ...options, pool: agent, timeoutMs });
  return {
    interactive: client(2_000),
    background: client(10_000),
    async respond(responseUrl, body) {
      const { statusCode, body: answered } = await request(responseUrl, {
        method: 'POST',
        dispatcher: agent,
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(RESPOND_TIMEOUT_MS),
      });
      const answer = await answered.text();
      if (statusCode < 200 || statusCode > 299) throw new Error(`The response URL answered ${statusCode}.`);
      if (isRefusal(answer)) throw new Error('The response URL refused the message.');
    },
    async download(address, signal) {
      if (!isSlacksOwn(address, options.apiUrl)) throw new Error('The address of the file is not one of Slack.');
      const { statusCode, body } = await request(address, {
        dispatcher: agent,
        headers: { authorization: `Bearer ${options.botToken}` },
        headersTimeout: DOWNLOAD_PAUSE_MS,
        bodyTimeout: DOWNLOAD_PAUSE_MS,
        signal,
      });
      if (statusCode === 200) return body;
      await body.dump();
      throw new Error(`The address of the file answered ${statusCode}.`);
    },
    fetch,
    close: () => agent.close(),
  };
}
