import { Agent, request } from 'undici';
import type { Clock } from './clock.ts';
import { type ExchangeLog, flatHeaders } from './exchanges.ts';
import { jsonOrText } from './http.ts';
import { sign } from './signing.ts';
import { type Answer, type Delivery, noAnswer, type Transport } from './transport.ts';

interface Options {
  clock: Clock;
  exchanges: ExchangeLog;
  signingSecret: string;
  timeoutMs: number;
}

/** How a body is written: commands are a form, interactions a form with one field, events JSON. */
function encode({ type, payload }: Delivery): { contentType: string; body: string } {
  if (type === 'events_api') return { contentType: 'application/json', body: JSON.stringify(payload) };
  const fields = type === 'interactive' ? { payload: JSON.stringify(payload) } : (payload as Record<string, string>);
  return { contentType: 'application/x-www-form-urlencoded', body: new URLSearchParams(fields).toString() };
}

/** Signed HTTP, one connection per request so that a restarted bot never meets an old one. */
export class HttpTransport implements Transport {
  readonly #options: Options;
  readonly #agent = new Agent({ pipelining: 0 });
  #url: string | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Origin of the bot; letters go to `/slack/events` there. */
  connect(url: string): void {
    this.#url = url.replace(/\/$/, '');
  }

  get url(): string | undefined {
    return this.#url;
  }

  async deliver(delivery: Delivery): Promise<Answer> {
    if (!this.#url) return noAnswer('dispatch_failed', 'connection_failed');
    const { contentType, body } = encode(delivery);
    return this.#send(`${this.#url}/slack/events`, body, {
      ...this.#headers(contentType, body),
      ...(delivery.retry
        ? { 'x-slack-retry-num': String(delivery.retry.number), 'x-slack-retry-reason': delivery.retry.reason }
        : {}),
    });
  }

  /** What Slack does when a request URL is set: both probes must be answered. Returns what is wrong, if anything. */
  async probe(): Promise<string | undefined> {
    const challenge = sign(this.#options.signingSecret, this.#options.clock.now(), 'challenge');
    const verification = { type: 'url_verification', token: 'sandbox', challenge };
    const answer = await this.deliver({ type: 'events_api', payload: verification });
    if (!answer.ok) return `url_verification: ${answer.error}`;
    const echoed = (answer.body as { challenge?: unknown } | undefined)?.challenge ?? answer.body;
    return echoed === challenge ? undefined : 'url_verification: the challenge did not come back';
  }

  close(): Promise<void> {
    return this.#agent.destroy();
  }

  #headers(contentType: string, body: string): Record<string, string> {
    // The machine's clock, wherever the workspace's has moved: the bot's listener knows no other.
    const timestamp = Math.floor(Date.now() / 1000);
    return {
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      accept: 'application/json,*/*',
      'content-type': contentType,
      'x-slack-signature': sign(this.#options.signingSecret, timestamp, body),
      'x-slack-request-timestamp': String(timestamp),
    };
  }

  async #send(url: string, body: string, headers: Record<string, string>): Promise<Answer> {
    const { exchanges, timeoutMs } = this.#options;
    const record = exchanges.begin({
      between: 'slack-to-bot',
      method: 'POST',
      url,
      requestHeaders: headers,
      requestBody: body,
    });
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const response = await request(url, { method: 'POST', headers, body, signal, dispatcher: this.#agent });
      const text = await response.body.text();
      const { statusCode: status } = response;
      record({ status, responseHeaders: flatHeaders(response.headers), responseBody: text });
      const isFinal = response.headers['x-slack-no-retry'] === '1';
      return status >= 200 && status < 300
        ? { ok: true, body: jsonOrText(text) }
        : noAnswer('dispatch_failed', 'http_error', isFinal);
    } catch (error) {
      record({ status: 0, responseHeaders: {}, responseBody: `(no answer: ${String(error)})` });
      return error instanceof Error && error.name === 'TimeoutError'
        ? noAnswer('operation_timeout', 'http_timeout')
        : noAnswer('dispatch_failed', 'connection_failed');
    }
  }
}
