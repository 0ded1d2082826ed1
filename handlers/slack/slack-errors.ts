import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';

/** The codes that pass by themselves. Any other code, known or new, stays however often the call is repeated. */
const TEMPORARY = new Set([
  'ratelimited',
  'rate_limited',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
]);

const TEMPORARY_STATUS = new Set([408, 425, 429]);

/** Slack's error code; empty when the call failed in another way. */
export const slackCode = (error: unknown): string =>
  error instanceof WebAPIPlatformError ? String(error.data.error ?? '') : '';

/** Whether the same call may succeed later. An error that is not Slack's is a bug, which no repetition mends. */
export function isTemporary(error: unknown): boolean {
  if (error instanceof WebAPIRateLimitedError || error instanceof WebAPIRequestError) return true;
  if (error instanceof WebAPIHTTPError) return error.statusCode >= 500 || TEMPORARY_STATUS.has(error.statusCode);
  return TEMPORARY.has(slackCode(error));
}

/** For the log: an error of the web client holds the whole answer, so only these parts of it are logged. */
export const forLog = (error: unknown): { error: string; slack?: string } => {
  const slack = slackCode(error).slice(0, 100);
  return { error: error instanceof Error ? error.message.slice(0, 300) : typeof error, ...(slack ? { slack } : {}) };
};

/** How long Slack asks to wait, in milliseconds; undefined when it does not say. */
export function statedWaitMs(error: unknown): number | undefined {
  const seconds =
    error instanceof WebAPIRateLimitedError
      ? error.retryAfter
      : error instanceof WebAPIPlatformError
        ? error.data.response_metadata?.retryAfter
        : undefined;
  return seconds !== undefined && seconds > 0 ? seconds * 1000 : undefined;
}
