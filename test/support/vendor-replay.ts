import { readFileSync } from 'node:fs';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { VendorSettings } from '../../src/config.ts';
import { callVendor } from '../../src/engine/call-vendor.ts';
import type { Entry, State } from '../../src/journal/intent.ts';
import { type Operation, wordsOf } from '../../src/operations/operation.ts';
import { createClients } from '../../src/vendors/clients.ts';
import { DEFAULT_LIMITS } from '../../src/vendors/shared/http-client.ts';
import { expectSoundOffers } from './offers.ts';

/** One request with its answer, as a vendor's document shows them. */
export interface Exchange {
  request: { method: string; path: string; query?: Record<string, string>; body?: unknown };
  answer: { status: number; headers?: Record<string, string>; body: unknown };
}

/** Keeps the network out, and fails a test whose expected requests did not all leave. */
export function withoutNetwork(): void {
  beforeAll(() => nock.disableNetConnect());
  afterEach(() => {
    const pending = nock.pendingMocks();
    nock.cleanAll();
    expect(pending).toEqual([]);
  });
  afterAll(() => nock.enableNetConnect());
}

/** The recorded exchanges of an operation: `test/fixtures/<vendor>/<resource>.<verb>.json`. */
export function recorded(operation: Operation): Exchange[] {
  const { vendor, resource, verb } = wordsOf(operation.id);
  const file = new URL(`../fixtures/${vendor}/${resource}.${verb}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Exchange[];
}

/** A body as it must have left: text as it stands, data as JSON. */
const written = (body: unknown): string => (typeof body === 'string' ? body : (JSON.stringify(body) ?? ''));

/** Answers exactly these requests, bodies compared byte by byte. `sent` grows as requests leave. */
export function replay(base: string, exchanges: readonly Exchange[], reqheaders: Record<string, string> = {}) {
  const sent: string[] = [];
  const { origin, pathname } = new URL(base);
  for (const { request, answer } of exchanges) {
    const scope = nock(origin, { reqheaders })
      .intercept(`${pathname.replace(/\/$/, '')}${request.path}`, request.method)
      .query(request.query ?? {})
      .reply(answer.status, answer.body as nock.Body, { 'content-type': 'application/json', ...answer.headers });
    scope.on('request', (_, __, body: string) => {
      sent.push(body);
      expect(body).toBe(written(request.body));
    });
  }
  return sent;
}

/** Runs operations the real way, policy left aside. Too little time is given for pauses between repeats. */
export function performing(settings: VendorSettings, timeoutMs = 900) {
  const making = createClients(settings, { limits: { ...DEFAULT_LIMITS, timeoutMs } });
  return async (operation: Operation, input: Record<string, unknown>, state: State = 'accepted') => {
    const entry: Entry = {
      key: 'test',
      reference: 'r-1',
      operation: operation.id,
      input: operation.input.parse(input),
      actor: { id: 'U1', team: 'T1' },
      origin: { door: 'command', private: false, replyTo: null },
      state,
      acceptedAt: 0,
    };
    const called = await callVendor(entry, operation, await making);
    if (called.outcome.card) expectSoundOffers(called.outcome.card);
    return called;
  };
}
