import { expect, it } from 'vitest';
import { createMovedClock } from '../../sandbox/clock.ts';

const COPENHAGEN = 'Europe/Copenhagen';

function clockAt(iso: string) {
  const clock = createMovedClock(() => Date.parse(iso));
  return { ...clock, shows: () => new Date(clock.now()).toISOString() };
}

it('shows the time of the machine until it is moved, and goes back to it', () => {
  const clock = clockAt('2026-11-25T20:30:00Z');
  expect(clock.shows()).toBe('2026-11-25T20:30:00.000Z');
  clock.move('hour', COPENHAGEN);
  clock.move('day', COPENHAGEN);
  clock.move('minute', COPENHAGEN);
  expect(clock.shows()).toBe('2026-11-26T21:31:00.000Z');
  expect(clock.aheadMs()).toBe((25 * 60 + 1) * 60_000);
  clock.move('back', COPENHAGEN);
  expect(clock.aheadMs()).toBe(0);
});

it('moves to nine tomorrow where the person lives, also over a change to summer time', () => {
  const clock = clockAt('2027-03-27T23:30:00Z');
  clock.move('morning', COPENHAGEN);
  // It is past midnight there already, so tomorrow is the 29th.
  expect(clock.shows()).toBe('2027-03-29T07:00:00.000Z');
  const earlier = clockAt('2027-03-27T20:00:00Z');
  earlier.move('morning', COPENHAGEN);
  expect(earlier.shows()).toBe('2027-03-28T07:00:00.000Z');
});

it('says how far it is ahead after each move', () => {
  const clock = clockAt('2026-11-25T20:30:00Z');
  const heard: number[] = [];
  clock.onMove((aheadMs) => heard.push(aheadMs));
  clock.move('hour', COPENHAGEN);
  clock.move('back', COPENHAGEN);
  expect(heard).toEqual([3_600_000, 0]);
});
