import { LogLevel, WebClient } from '@slack/web-api';
import { Agent, fetch as pooledFetch } from 'undici';

/** Everything the bot says to Slack goes through this one keep-alive pool, with time limits. */
export interface SlackOut {
  /** For what a person waits for (views, look-ups): 2 seconds, no second try, no waiting for rate limits. */
  quick: WebClient;
  /** For messages: tries again when Slack stumbles. Rate limits are waited out by the queue in front of it. */
  patient: WebClient;
  /** One POST to a response URL. Rejects when it is spent, expired or not answering. */
  respond(responseUrl: string, body: Record<string, unknown>): Promise<void>;
  fetch: typeof globalThis.fetch;
  close(): Promise<void>;
}

const RESPOND_TIMEOUT_MS = 5_000;

/** `apiUrl` ends with a slash. The token is sent to that address only. */
export function createSlackOut(options: { botToken: string; apiUrl: string }): SlackOut {
  const agent = new Agent({ connections: 16, keepAliveTimeout: 30_000, connect: { timeout: 3_000 } });
  // undici's own types differ from Node's only in name.
  const fetch = ((input: string, init?: object) =>
    pooledFetch(input, { ...init, dispatcher: agent })) as typeof globalThis.fetch;
  const shared = { slackApiUrl: options.apiUrl, fetch, logLevel: LogLevel.ERROR };
  return {
    quick: new WebClient(options.botToken, {
      ...shared,
      timeout: 2_000,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    }),
    patient: new WebClient(options.botToken, {
      ...shared,
      timeout: 10_000,
      // The queue in front waits for one channel; the client would make all of them wait.
      rejectRateLimitedCalls: true,
      retryConfig: { retries: 5, factor: 2, minTimeout: 500, randomize: true },
    }),
    async respond(responseUrl, body) {
      const response = await fetch(responseUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(RESPOND_TIMEOUT_MS),
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`The response URL answered ${response.status}.`);
    },
    fetch,
    close: () => agent.close(),
  };
}
