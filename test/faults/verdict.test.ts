import { describe, expect, it } from 'vitest';
import type { Trail } from './board.ts';
import type { Row } from './ledger.ts';
import { type Evidence, verdictOn } from './verdict.ts';

const AT = 1_700_000_000_000;

const TRAIL: Trail = {
  intent: {
    operation: 'telecomx.subscription.create',
    vendor: 'telecomx',
    kind: 'once',
    door: 'command',
    typed: '/telecomx subscription create m0001x000000',
    marker: 'm0001x000000',
    lead: 1,
    project: 'p',
    ticket: 't',
    flow: 'NEW',
    subscription: 's',
    index: 1,
    channel: '#operations',
    person: 'ada',
    startAfterMs: 0,
    faults: {},
  },
  delivered: [],
  reached: [],
  refusedPosts: [],
  did: [],
  vendorFaultsLeft: 0,
  vendorSpared: 0,
  slackFaultsLeft: 0,
};

const BROKEN_OFF = 'TelecomX broke off the connection.';

/** A write that ended unknown and of which no request was read; the outage, if any, lasted from 1,000 to 1,300. */
function promisesBroken({ endedAt, tookMs, vendor }: { endedAt: number; tookMs: number; vendor?: string }): string[] {
  const row: Row = {
    reference: 'BH-AAAAAA',
    operation: TRAIL.intent.operation,
    input: '{}',
    state: 'unknown',
    outcome: { state: 'unknown', failure: { kind: 'unavailable', message: BROKEN_OFF, outcomeUnknown: true }, tookMs },
    acceptedAt: AT,
    endedAt: AT + endedAt,
  };
  const evidence: Evidence = {
    trail: TRAIL,
    rows: [row],
    notifications: [{ at: AT + endedAt, reference: row.reference, notified: 'unknown', where: 'C1', words: '' }],
    notices: [],
    questions: new Set(),
    overwrites: [],
    done: 0,
    stillStands: false,
    left: [],
    outages: vendor ? [{ vendor, from: AT + 1_000, to: AT + 1_300 }] : [],
    deadline: { ms: 30_000, moreMs: 0 },
  };
  return verdictOn(evidence).violations.map(({ promise }) => promise);
}

describe('an unknown end of a request that the vendor never read', () => {
  it('is a guess where nothing was broken', () => {
    expect(promisesBroken({ endedAt: 1_200, tookMs: 300 })).toEqual(['guessed']);
    expect(promisesBroken({ endedAt: 1_200, tookMs: 300, vendor: 'pmp' })).toEqual(['guessed']);
  });

  it('is none where an outage broke its connection, however late a busy bot saw that', () => {
    expect(promisesBroken({ endedAt: 1_200, tookMs: 300, vendor: 'telecomx' })).toEqual([]);
    expect(promisesBroken({ endedAt: 3_900, tookMs: 3_000, vendor: 'telecomx' })).toEqual([]);
    expect(promisesBroken({ endedAt: 3_100, tookMs: 1_500, vendor: 'telecomx' })).toEqual([]);
  });

  it('is a guess where the call ended before the outage, or began long after it', () => {
    expect(promisesBroken({ endedAt: 900, tookMs: 300, vendor: 'telecomx' })).toEqual(['guessed']);
    expect(promisesBroken({ endedAt: 6_000, tookMs: 100, vendor: 'telecomx' })).toEqual(['guessed']);
  });
});
