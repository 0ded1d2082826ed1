import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestBefore } from '../../src/watches/digest.ts';
import { dueAt } from '../../src/watches/due.ts';
import { isQuiet } from '../../src/watches/quiet.ts';
import { wallTimeAt, weekdayOf } from '../../src/watches/wall-clock.ts';
import type { WatchSettings } from '../../src/watches/watch.ts';

type Times = Pick<WatchSettings, 'mode' | 'digest' | 'quiet' | 'zone'>;

const HOUR = 60 * 60_000;
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'America/St_Johns',
];

const quietAt = (from: string, to: string, zone = 'Europe/Berlin'): Times => ({
  mode: 'message',
  quiet: { from, to },
  zone,
});
const digestAt = (at: string[], days: number[] = [], zone = 'Europe/Berlin'): Times => ({
  mode: 'digest',
  digest: { at, days },
  zone,
});
const due = (times: Times, now: string, critical = false) =>
  new Date(dueAt(times, Date.parse(now), critical)).toISOString().replace('.000Z', 'Z');

describe('quiet hours', () => {
  it('hold back until they are over, over midnight too', () => {
    const night = quietAt('22:00', '07:00');
    expect(due(night, '2026-11-25T20:59:59Z')).toBe('2026-11-25T20:59:59Z');
    expect(due(night, '2026-11-25T21:00:00Z')).toBe('2026-11-26T06:00:00Z');
    expect(due(night, '2026-11-26T05:59:00Z')).toBe('2026-11-26T06:00:00Z');
    expect(due(night, '2026-11-26T06:00:00Z')).toBe('2026-11-26T06:00:00Z');
    expect(due(quietAt('12:00', '13:30'), '2026-11-25T11:45:00Z')).toBe('2026-11-25T12:30:00Z');
  });

  it('never hold back what is critical, and are none if they end when they begin', () => {
    expect(due(quietAt('22:00', '07:00'), '2026-11-25T23:00:00Z', true)).toBe('2026-11-25T23:00:00Z');
    expect(due(quietAt('07:00', '07:00'), '2026-11-25T23:00:00Z')).toBe('2026-11-25T23:00:00Z');
  });

  it('end by the clock on the wall while clocks are set', () => {
    // Berlin, 29 March 2026: 02:00 becomes 03:00. 25 October 2026: 03:00 becomes 02:00.
    expect(due(quietAt('22:00', '07:00'), '2026-03-28T23:00:00Z')).toBe('2026-03-29T05:00:00Z');
    expect(due(quietAt('22:00', '02:30'), '2026-03-28T23:00:00Z')).toBe('2026-03-29T01:00:00Z');
    expect(due(quietAt('22:00', '02:30'), '2026-10-24T22:00:00Z')).toBe('2026-10-25T00:30:00Z');
    expect(due(quietAt('22:00', '02:30'), '2026-10-25T01:10:00Z')).toBe('2026-10-25T01:30:00Z');
  });

  it('are over at the time they give, which is less than 27 hours ahead', () => {
    fc.assert(
      fc.property(anyTime, anyTime, fc.constantFrom(...ZONES), anyMoment, (from, to, zone, now) => {
        const times = quietAt(from, to, zone);
        const at = dueAt(times, now, false);
        expect(at - now).toBeLessThan(27 * HOUR);
        if (isQuiet({ from, to }, zone, now)) {
          expect(at).toBeGreaterThan(now);
          expect(isQuiet({ from, to }, zone, at)).toBe(false);
        } else expect(at).toBe(now);
      }),
      { numRuns: 400 },
    );
  });
});

describe('a digest', () => {
  it('comes at its next time, several times a day and only on its days', () => {
    const twice = digestAt(['09:00', '16:30']);
    expect(due(twice, '2026-11-25T07:00:00Z')).toBe('2026-11-25T08:00:00Z');
    expect(due(twice, '2026-11-25T08:00:00Z')).toBe('2026-11-25T15:30:00Z');
    expect(due(twice, '2026-11-25T16:00:00Z')).toBe('2026-11-26T08:00:00Z');
    const mondays = digestAt(['09:00'], [1]);
    expect(due(mondays, '2026-11-25T07:00:00Z')).toBe('2026-11-30T08:00:00Z');
    expect(due(mondays, '2026-11-30T08:00:00Z')).toBe('2026-12-07T08:00:00Z');
  });

  it('beats quiet hours, and what is critical beats it', () => {
    const early = { ...digestAt(['06:00']), quiet: { from: '22:00', to: '07:00' } };
    expect(due(early, '2026-11-25T22:00:00Z')).toBe('2026-11-26T05:00:00Z');
    expect(due(early, '2026-11-25T22:00:00Z', true)).toBe('2026-11-25T22:00:00Z');
  });

  it('comes once on a day whose hour comes twice, and when clocks are set forward over its hour', () => {
    expect(due(digestAt(['02:30']), '2026-10-25T00:30:00Z')).toBe('2026-10-26T01:30:00Z');
    expect(due(digestAt(['02:30']), '2026-03-28T12:00:00Z')).toBe('2026-03-29T01:00:00Z');
  });

  it('comes in a zone that the machine does not know', () => {
    expect(due(digestAt(['09:00'], [], 'Mars/Olympus'), '2026-11-25T07:00:00Z')).toBe('2026-11-25T09:00:00Z');
  });

  it('comes within its week, on a day and at a time that was asked for, and knows the one before it', () => {
    const days = fc.uniqueArray(fc.integer({ min: 1, max: 7 }));
    const several = fc.array(anyTime, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(several, days, fc.constantFrom(...ZONES), anyMoment, (at, on, zone, now) => {
        const times = { at, days: on };
        const next = dueAt({ mode: 'digest', digest: times, zone }, now, false);
        expect(next).toBeGreaterThan(now);
        expect(next - now).toBeLessThan(8.2 * 24 * HOUR);
        const { day } = wallTimeAt(next, zone);
        if (on.length > 0) expect(on).toContain(weekdayOf(day));
        const before = digestBefore(times, zone, next);
        expect(before).toBeLessThan(next);
        expect(dueAt({ mode: 'digest', digest: times, zone }, before, false)).toBe(next);
      }),
      { numRuns: 400 },
    );
  });
});

const two = (value: number) => String(value).padStart(2, '0');
const anyTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hours, minutes]) => `${two(hours)}:${two(minutes)}`);
const anyMoment = fc.oneof(
  fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2028, 0) }),
  // Around the changes of Berlin and of Lord Howe, where clocks are set by half an hour.
  fc.integer({ min: -30 * HOUR, max: 30 * HOUR }).map((ms) => Date.UTC(2026, 9, 25, 1) + ms),
  fc.integer({ min: -30 * HOUR, max: 30 * HOUR }).map((ms) => Date.UTC(2026, 2, 29, 1) + ms),
  fc.integer({ min: -30 * HOUR, max: 30 * HOUR }).map((ms) => Date.UTC(2026, 3, 4, 15) + ms),
);
