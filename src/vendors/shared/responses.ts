import { decodeHTMLStrict } from 'entities/decode';
import { OperationError } from '../../errors.ts';
import type { HttpResponse } from './http-client.ts';
import { parseJson } from './parse-json.ts';

/** Parses the body of an answer, a long one in slices. What was parsed already stays as it is. */
export const withJson = async (response: HttpResponse): Promise<HttpResponse> =>
  'json' in response ? response : { ...response, json: await parseJson(response.body) };

/** The answer as JSON, or undefined when it is something else (an HTML page, nothing, half an object). */
export function jsonOf(response: Pick<HttpResponse, 'body' | 'json'>): unknown {
  if ('json' in response) return response.json;
  try {
    return JSON.parse(response.body.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A status inside an answer; NaN for what is neither a number nor text. */
export const statusIn = (value: unknown): number =>
  typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;

/** `Marks &amp; Sons` as people read it. For showing and comparing only: what a vendor stored goes back as it is. */
export const decoded = (stored: string): string => (stored.includes('&') ? decodeHTMLStrict(stored) : stored);

/** Vendor words fit for a person: no markup, no control characters, one line, at most `limit` characters. */
export function cleaned(words: unknown, limit = 300): string {
  const line = decoded((typeof words === 'string' ? words.slice(0, 10_000) : '').replace(/<[^<>]*>/g, ' '))
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  // Half of a character outside the basic plane is not text.
  return line.length <= limit ? line : `${line.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** Where vendors put the reason of a failure, the most telling place first. */
const REASONS = [
  'message',
  'Message',
  'error',
  'error_description',
  'detail',
  'description',
  'title',
  'reason',
  'code',
];

/** The reason in an answer, wherever it is and however it is nested; '' when there is none. */
export function reasonIn(body: unknown, depth = 0): string {
  if (typeof body === 'string') return cleaned(body);
  if (depth > 3 || typeof body !== 'object' || body === null) return '';
  if (Array.isArray(body)) {
    const all = body.slice(0, 10).map((one) => reasonIn(one, depth + 1));
    return cleaned(all.filter(Boolean).join(' '));
  }
  for (const name of [...REASONS, 'errors', 'data']) {
    const words = Object.hasOwn(body, name) ? reasonIn((body as Record<string, unknown>)[name], depth + 1) : '';
    if (words) return words;
  }
  return '';
}

/** Words that mean "too many requests", whatever the status beside them says. */
const RATE_WORDS = /\b(rate|request|call|api)s?[ _-]?limit|too many (requests|calls|attempts)|throttl/i;
/** So does this beside a refusal of the key; beside a refused value it is about that value. */
const TIME_WORDS =
  /\b(time|hourly|daily|minute|usage) limit\b|\b(api|requests?|calls?|usage) quota\b|\b(limit|number) of (requests|calls|attempts)\b|\brate exceeded\b|\bslow down\b/i;
const REFUSED_VALUE = new Set([400, 409, 422]);

const isLimit = (status: number, words: string): boolean =>
  RATE_WORDS.test(words) || (TIME_WORDS.test(words) && !REFUSED_VALUE.has(status));

/** When to ask again, in seconds: from `Retry-After` (a number or an HTTP date), else from the second a limit ends. */
export function retryAfterOf({ headers }: Pick<HttpResponse, 'headers'>): number | undefined {
  const { 'retry-after': after, 'x-ratelimit-reset': reset } = headers;
  const until = (moment: number) => Math.ceil((moment - Date.now()) / 1000);
  let seconds = until(Number(reset) * 1000);
  if (typeof after === 'string') seconds = /^\d+$/.test(after) ? Number(after) : until(Date.parse(after));
  return seconds > 0 && seconds < 86_400 ? seconds : undefined;
}

/** The vendor answered, and the answer is no. */
export const refused = (message: string, more: { fields?: Record<string, string>; vendorReference?: string } = {}) =>
  new OperationError({ kind: 'refused', message, ...more });

/** Nothing was done, and it is not the person's fault; where that is in doubt use `unclear`. */
export const unavailable = (message: string): OperationError => new OperationError({ kind: 'unavailable', message });

/** The same where trying again does not help until the administrator has mended something. */
export const unavailableUntilMended = (message: string): OperationError =>
  new OperationError({ kind: 'unavailable', message, permanent: true });

/** An answer from which nobody can tell whether the work was done. */
export const unclear = (message: string): OperationError =>
  new OperationError({ kind: 'unavailable', message, outcomeUnknown: true });

/** Too many requests: nothing was done, and it says how long to wait if the vendor did. */
export function limiting(vendorName: string, response: Pick<HttpResponse, 'headers'>): OperationError {
  const seconds = retryAfterOf(response);
  return new OperationError({
    kind: 'unavailable',
    message: `${vendorName} is limiting requests.`,
    ...(seconds === undefined ? {} : { retryAfterSeconds: seconds }),
  });
}

/** A wrong or missing key: only the bot's administrator can mend it, and trying again does not help. */
export const badKey = (vendorName: string, words = ''): OperationError =>
  unavailableUntilMended(
    `${vendorName} does not accept the bot's key${words ? ` ("${words}")` : ''}. The administrator has to check it.`,
  );

/** Redirects that say "the thing lives elsewhere"; the others may follow work that was done. */
const MOVED = new Set([301, 307, 308]);

/**
 * The error for a response that does not come from the vendor's application itself: limits, outages and
 * redirects. Undefined when it is none of these and the vendor's own rules decide. `words` is the vendor's reason:
 * some refuse the key with it when they mean a limit.
 */
export function troubleOf(vendorName: string, response: HttpResponse, words = ''): OperationError | undefined {
  const { status } = response;
  if (status === 429 || (status >= 400 && status < 500 && isLimit(status, words)))
    return limiting(vendorName, response);
  if (status >= 500) return unclear(`${vendorName} has a problem of its own (HTTP ${status}).`);
  if (status >= 300 && status < 400) {
    const words = `${vendorName} sent the request elsewhere, which is not allowed.`;
    return MOVED.has(status) ? unavailable(words) : unclear(words);
  }
  return undefined;
}

/** Said of what a look-up found: the vendor gives no other sign of what was sent. */
export const FOUND_BY_NAME = 'It was found by its name. Check that it is the one you sent.';
