import { describe, expect, it } from 'vitest';
import type { Intent } from '../../src/journal/intent.ts';
import { readApproval, readOrigin, toStoredOrigin } from '../../src/journal/rows.ts';
import { newIntent } from './places.ts';

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('a stored origin', () => {
  it.each<[string, Partial<Intent>]>([
    ['alone', {}],
    ['of a door that has nothing to remember', { origin: { door: 'terminal', private: true, replyTo: null } }],
    ['with what the person saw', { etag: 'etag', interpretedDates: ['Due: Fri 27 Nov, in 2 days'] }],
  ])('is read as it was written: %s', (_, more) => {
    const { origin, etag, interpretedDates } = { ...newIntent(), ...more };
    expect(readOrigin(throughJson(toStoredOrigin({ ...newIntent(), ...more })))).toEqual({
      origin,
      ...(etag && { etag }),
      ...(interpretedDates && { interpretedDates }),
    });
  });

  it('of an older version has its places at the top level', () => {
    const place = {
      team: 'T1',
      channel: 'C1',
      thread: '1.1',
      inThread: true,
      responseUrl: 'https://slack.example.com',
    };
    const seen = { seen: 'etag', understood: ['Due: Fri 27 Nov, in 2 days'] };
    expect(readOrigin({ door: 'form', private: true, ...place, ...seen })).toEqual({
      origin: { door: 'form', private: true, replyTo: place },
      etag: 'etag',
      interpretedDates: ['Due: Fri 27 Nov, in 2 days'],
    });
  });
});

describe('a stored approval request', () => {
  const request = { users: ['U7'], groups: [], needed: 1, expiresAt: 1 };

  it('is read as it was written', () => {
    const written = { ...request, askedIn: 'C2', etag: 'etag' };
    expect(readApproval(JSON.stringify(written))).toEqual(written);
  });

  it('of an older version names a channel and what was seen', () => {
    const older = JSON.stringify({ ...request, channel: 'C2', seen: 'etag' });
    expect(readApproval(older)).toEqual({ ...request, askedIn: 'C2', etag: 'etag' });
  });
});
