import { OperationError } from '../errors.ts';
import type { Answer } from '../http.ts';

/** The answer as JSON, or undefined when it is something else (an HTML page, nothing, half an object). */
export function jsonOf(answer: Answer): unknown {
  try {
    return JSON.parse(answer.body.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Vendor words fit for a person: no markup, no control characters, one line, at most `limit` characters. */
export const cleaned = (words: unknown, limit = 300): string =>
  (typeof words === 'string' ? words : '')
    .slice(0, 10_000)
    .replace(/<[^>]*>/g, ' ')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
    .replace(/[\u0000-\u001f\u007f]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, limit);

/** `Retry-After` in seconds (a number or an HTTP date), if the vendor sent a sensible one. */
export function retryAfterOf(answer: Answer): number | undefined {
  const header = answer.headers['retry-after'];
  if (typeof header !== 'string') return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - Date.now()) / 1000);
  return Number.isFinite(seconds) && seconds > 0 && seconds < 86_400 ? seconds : undefined;
}

/** The vendor answered, and the answer is no. */
export const refused = (message: string, more: { fields?: Record<string, string>; vendorReference?: string } = {}) =>
  new OperationError({ kind: 'refused', message, ...more });

/**
 * What every vendor's client says of an answer that is not the vendor's application speaking: limits, outages, redirects,
 * wrong keys, pages of HTML. Undefined when the status is none of these and the client must judge by itself.
 */
export function troubleOf(vendorName: string, answer: Answer): OperationError | undefined {
  const { status } = answer;
  if (status === 429) {
    const seconds = retryAfterOf(answer);
    return new OperationError({
      kind: 'unavailable',
      message: `${vendorName} is limiting requests.`,
      ...(seconds === undefined ? {} : { retryAfterSeconds: seconds }),
    });
  }
  if (status >= 500) return unclear(`${vendorName} has a problem of its own (HTTP ${status}).`);
  if (status >= 300 && status < 400) return unavailable(`${vendorName} sent the request elsewhere, which is not allowed.`);
  return undefined;
}

/** An answer from which nobody can tell whether the work was done. */
export const unclear = (message: string): OperationError =>
  new OperationError({ kind: 'unavailable', message, outcomeUnknown: true });

export const unavailable = (message: string): OperationError => new OperationError({ kind: 'unavailable', message });

/** A wrong or missing key: only the bot's administrator can mend it, and trying again does not help. */
export const badKey = (vendorName: string, words = ''): OperationError =>
  unavailable(
    `${vendorName} does not accept the bot's key${words ? ` ("${words}")` : ''}. The administrator has to check it.`,
  );
