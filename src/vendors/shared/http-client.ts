import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { CancelError, got, HTTPError, type OptionsInit, RequestError, type Response, TimeoutError } from 'got';
import pLimit from 'p-limit';
import { OperationError } from '../../errors.ts';
import { type CallOptions, stopIfTakenOver } from './adapter.ts';

/** A vendor's response, not parsed yet. Header names are lower case. */
export interface HttpResponse {
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: string;
  /** The body as data, where it was parsed already; undefined when it is no JSON. */
  json?: unknown;
  /** An earlier try of this call may have been carried out: its answer got lost, or was a server error. */
  mayHaveRun?: boolean;
}

export interface HttpLimits {
  /** Time for the whole call in milliseconds, with waiting for a free place and repeats. */
  timeoutMs: number;
  /** Size limit of a decompressed answer. */
  maxBytes: number;
  /** Calls under way at once. */
  concurrency: number;
}

export const DEFAULT_LIMITS: HttpLimits = { timeoutMs: 10_000, maxBytes: 10 * 1024 * 1024, concurrency: 8 };

/** How long an idle connection is kept; the vendor's own `Keep-Alive: timeout` shortens it. */
const IDLE_MS = 30_000;
/** A call that waited longer for a place gives up: sent in its last moments, a write would only end as "unknown". */
const WAITING_SHARE = 0.5;
/** Slower uploads are given up. */
const UPLOAD_BYTES_PER_SECOND = 256 * 1024;
/** So that a vendor that cannot be reached is told from one that does not answer, before the time is up. */
const CONNECTING_SHARE = 0.4;

const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
/** Node 24 and got together report a refused connection with this code, instead of a RequestError. */
const NEVER_CONNECTED = 'ERR_SOCKET_CLOSED_BEFORE_CONNECTION';
const CONNECTING = new Set(['lookup', 'connect', 'secureConnect']);

/** No byte of a request leaves before its connection, TLS included, is made. */
function wasNotSent(error: unknown): boolean {
  if (error instanceof Error && 'code' in error && error.code === NEVER_CONNECTED) return true;
  if (!(error instanceof RequestError) || error.response) return false;
  if (error instanceof TimeoutError) return CONNECTING.has(error.event);
  const isBetweenTcpAndTls =
    error.options.url instanceof URL &&
    error.options.url.protocol === 'https:' &&
    error.timings?.connect !== undefined &&
    error.timings.secureConnect === undefined;
  const { syscall } = (error.cause ?? {}) as { syscall?: unknown };
  return NOT_SENT.has(error.code) || syscall === 'connect' || isBetweenTcpAndTls;
}

/** The vendor closed an idle connection at the very moment it was used again. */
const wasStale = (error: RequestError): boolean => !error.response && error.request?.reusedSocket === true;

/** The log gets this of a failed call; never the URL, which can hold a key. */
const forLog = (error: unknown): Record<string, unknown> =>
  error instanceof Error ? { name: error.name, code: (error as { code?: unknown }).code } : { name: typeof error };

const noAnswer = (message: string, cause: unknown, more: { outcomeUnknown?: true } = {}): OperationError =>
  new OperationError({ kind: 'unavailable', message, ...more }, forLog(cause));

/** Until a limit ends, in milliseconds, where a vendor names that second (unix time) and sends no Retry-After. */
function untilReset({ response }: RequestError): number {
  const reset = response?.statusCode === 429 ? Number(response.headers['x-ratelimit-reset']) : 0;
  return reset > 0 ? Math.max(1, reset * 1000 - Date.now()) : 0;
}

const toResponse = ({ statusCode, headers, body }: Response<Buffer>, mayHaveRun: boolean): HttpResponse => ({
  status: statusCode,
  headers,
  body: body.toString('utf8'),
  ...(mayHaveRun ? { mayHaveRun } : {}),
});

/** Hands out places; the function rejects with the given error when none becomes free in time. */
function createPlaces(count: number, waitMs: number, noPlace: () => Error) {
  const places = pLimit(count);
  return <T>(work: () => Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      let isWaiting = true;
      const waited = setTimeout(() => {
        isWaiting = false;
        reject(noPlace());
      }, waitMs);
      void places(async () => {
        clearTimeout(waited);
        if (isWaiting) await work().then(resolve, reject);
      });
    });
}

/**
 * Connections are kept for calls that may be sent again; see `createHttpClient`. The others have no limit here: a full agent
 * hands the connection of an answered call to a waiting one, and their number is bounded by the places already.
 */
function createAgents(maxSockets: number) {
  const keep = { keepAlive: true, maxSockets, timeout: IDLE_MS };
  const kept = { http: new HttpAgent(keep), https: new HttpsAgent(keep) };
  const fresh = { http: new HttpAgent(), https: new HttpsAgent() };
  return { kept, fresh };
}

/** A body that passes through from elsewhere and can be read only once. */
export interface Upload {
  /** How much passes through, in bytes: the call gets time for it beside its own. */
  bytes: number;
  /** True once all of it was handed on. The maker of the body guarantees that the vendor cannot act on less. */
  isComplete(): boolean;
  /** Ends what is still being fetched. */
  stop(): void;
}

export type SendOptions = Pick<OptionsInit, 'method' | 'headers' | 'searchParams' | 'json' | 'form' | 'body'> & {
  /** The body's source, where it passes through; such a call is never sent again. */
  upload?: Upload;
};
export type Send = (path: string, options: SendOptions, call: CallOptions) => Promise<HttpResponse>;

/** The error for a call without an answer. */
function failureOf(
  vendorName: string,
  error: unknown,
  overdueMs: number | undefined,
  upload: Upload | undefined,
): OperationError {
  if (error instanceof RequestError && error.cause instanceof OperationError) return error.cause;
  if (wasNotSent(error)) return noAnswer(`${vendorName} cannot be reached.`, error);
  const words = overdueMs
    ? `did not answer within ${overdueMs / 1000} seconds`
    : error instanceof CancelError
      ? 'sent an answer that is too large'
      : 'broke off the connection';
  return noAnswer(`${vendorName} ${words}.`, error, upload?.isComplete() === false ? {} : { outcomeUnknown: true });
}

/**
 * One configured connection to a vendor: keep-alive, no redirects (a key in the URL would follow them), limits of time,
 * size and concurrency. Repeats a call on 429, 5xx and network errors only when it is repeatable, else only when it is
 * certain that it never left; obeys Retry-After within the time limit. Any answer is returned, whatever its status.
 * Throws an OperationError `unavailable` when there is none, with `outcomeUnknown` when the request may have arrived;
 * where a body that passes through fails with an OperationError, that one.
 *
 * A call that must not be repeated gets its own connection: a vendor may close a kept one at that very moment, and then
 * nobody knows if the request arrived.
 */
export function createHttpClient(
  vendorName: string,
  defaults: Pick<OptionsInit, 'prefixUrl' | 'headers' | 'searchParams'>,
  { timeoutMs, maxBytes, concurrency }: HttpLimits,
): Send {
  const agents = createAgents(concurrency);
  const connectingMs = Math.min(5_000, timeoutMs * CONNECTING_SHARE);
  const client = got.extend({
    ...defaults,
    followRedirect: false,
    timeout: { lookup: connectingMs, connect: connectingMs, secureConnect: connectingMs },
  });
  const withPlace = createPlaces(concurrency, timeoutMs * WAITING_SHARE, () =>
    noAnswer(`${vendorName} is busy with earlier requests.`, undefined),
  );

  async function attempt(
    path: string,
    { upload, ...options }: SendOptions,
    call: CallOptions,
    deadline: number,
    signal: AbortSignal,
  ) {
    let mayHaveRun = call.mayHaveRun === true;
    const request = client(path, {
      ...options,
      signal,
      agent: call.repeatable ? agents.kept : agents.fresh,
      responseType: 'buffer',
      hooks: { beforeRetry: [() => stopIfTakenOver(call)] },
      retry: {
        limit: upload ? 0 : 2,
        methods: ['GET', 'POST', 'PUT', 'DELETE'],
        statusCodes: [429, 500, 502, 503, 504],
        calculateDelay: ({ error, computedValue, retryAfter = 0 }) => {
          if (computedValue <= 0 || !(call.repeatable || wasNotSent(error))) return 0;
          const delay = wasStale(error) ? 1 : retryAfter || untilReset(error) || computedValue;
          if (performance.now() + delay >= deadline) return 0;
          if (!wasNotSent(error) && error.response?.statusCode !== 429) mayHaveRun = true;
          return delay;
        },
      },
    });
    // Told once before the first byte, with the length the vendor announced, and then as bytes arrive, unpacked.
    request.on('downloadProgress', ({ transferred, total = 0 }) => {
      if (Math.max(transferred, total) > maxBytes) request.cancel();
    });
    try {
      return toResponse(await request, mayHaveRun);
    } catch (error) {
      if (error instanceof HTTPError) return toResponse(error.response as Response<Buffer>, mayHaveRun);
      // The last try never left, but one before it did.
      if (mayHaveRun && wasNotSent(error)) {
        throw noAnswer(`${vendorName} cannot be reached.`, error, { outcomeUnknown: true });
      }
      throw error;
    }
  }

  /** On Node 24 a refused connection passes got's own repeats by, so these are made here. */
  async function connecting(
    send: () => Promise<HttpResponse>,
    isRepeated: boolean,
    deadline: number,
    call: CallOptions,
  ): Promise<HttpResponse> {
    for (let tries = 1; ; tries++) {
      try {
        return await send();
      } catch (error) {
        const isRefused = (error as { code?: unknown }).code === NEVER_CONNECTED;
        const delay = 1000 * tries;
        if (!isRefused || !isRepeated || tries > 2 || performance.now() + delay >= deadline) throw error;
        await pause(delay);
        await stopIfTakenOver(call);
      }
    }
  }

  return async (path, options, call) => {
    const { upload } = options;
    const patienceMs = timeoutMs + 1000 * Math.ceil((upload?.bytes ?? 0) / UPLOAD_BYTES_PER_SECOND);
    const deadline = performance.now() + patienceMs;
    const alarm = new AbortController();
    const ring = setTimeout(() => alarm.abort(), patienceMs);
    try {
      const send = () => attempt(path, options, call, deadline, alarm.signal);
      return await withPlace(() => connecting(send, upload === undefined, deadline, call));
    } catch (error) {
      if (error instanceof OperationError) throw error;
      throw failureOf(vendorName, error, alarm.signal.aborted ? patienceMs : undefined, upload);
    } finally {
      clearTimeout(ring);
      upload?.stop();
    }
  };
}
