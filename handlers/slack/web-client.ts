import {
  LogLevel,
  type WebAPICallResult,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
} from '@slack/web-api';
import { type Dispatcher, request } from 'undici';

/** The methods with large arguments that take them as JSON. Slack takes those of the others as form fields only. */
const TAKES_JSON = /^(chat|views)\./;

/** Form fields for what is set; what is not text is written as JSON. */
function formOf(options: Readonly<Record<string, unknown>>): string {
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries(options)) {
    if (value !== undefined && value !== null)
      fields.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return fields.toString();
}

function parsed(text: string): WebAPICallResult | undefined {
  try {
    const result: unknown = JSON.parse(text);
    return typeof result === 'object' && result !== null ? (result as WebAPICallResult) : undefined;
  } catch {
    return undefined;
  }
}

/** Seconds, as a whole number; a date is not understood. */
const secondsOf = (header: unknown): number | undefined =>
  typeof header === 'string' && /^\s*\d+\s*$/.test(header) ? Number(header) : undefined;

/**
 * Slack's client with its methods and errors, but with one plain request a call, in a pool of ours, within a time limit,
 * and without a second try: order, rate limits and repetition are the post queue's. The original form-encodes, copies and
 * redacts every message, which costs several times the request. A 429 without a wait gets the wait 0, and a web page with
 * status 200 is the 502 that it stands for.
 */
export class PooledClient extends WebClient {
  readonly #pool: Dispatcher;
  readonly #timeoutMs: number;

  constructor(options: { botToken: string; apiUrl: string; pool: Dispatcher; timeoutMs: number }) {
    super(options.botToken, { slackApiUrl: options.apiUrl, logLevel: LogLevel.ERROR });
    this.#pool = options.pool;
    this.#timeoutMs = options.timeoutMs;
  }

  /** Throws the errors of the original, all of which are `SlackError`s. */
  override async apiCall(method: string, options: Record<string, unknown> = {}): Promise<WebAPICallResult> {
    const isJson = TAKES_JSON.test(method);
    let answer: Dispatcher.ResponseData;
    let text: string;
    try {
      answer = await request(`${this.slackApiUrl}${method}`, {
        method: 'POST',
        dispatcher: this.#pool,
        headers: {
          authorization: `Bearer ${this.token}`,
          'content-type': isJson ? 'application/json; charset=utf-8' : 'application/x-www-form-urlencoded',
        },
        body: isJson ? JSON.stringify(options) : formOf(options),
        signal: AbortSignal.timeout(this.#timeoutMs),
      });
      text = await answer.body.text();
    } catch (error) {
      throw new WebAPIRequestError(error instanceof Error ? error : new Error(String(error)));
    }
    const { statusCode, headers } = answer;
    if (statusCode === 429) throw new WebAPIRateLimitedError(secondsOf(headers['retry-after']) ?? 0);
    const result = statusCode === 200 ? parsed(text) : undefined;
    if (!result) throw new WebAPIHTTPError(statusCode === 200 ? 502 : statusCode, '', {});
    if (result.ok) return result;
    const retryAfter = secondsOf(headers['retry-after']);
    const metadata = retryAfter === undefined ? {} : { response_metadata: { ...result.response_metadata, retryAfter } };
    throw new WebAPIPlatformError({
      ...result,
      ...metadata,
      error: String((result as { error?: unknown }).error ?? 'unknown_error'),
    });
  }
}
