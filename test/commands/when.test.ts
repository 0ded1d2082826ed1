import { describe, expect, it } from 'vitest';
import { isZone, nowIn, whenWords } from '../../src/commands/when.ts';
import { parseDate } from '../../src/operations/dates.ts';
import { kindOf } from '../../src/operations/field-kinds.ts';
import type { Field } from '../../src/operations/fields.ts';

const at = Date.parse('2026-11-25T12:30:00Z');
const ZONES = { Auckland: 'Pacific/Auckland', London: 'Europe/London', Honolulu: 'Pacific/Honolulu' };
const moment: Field = { name: 'time', label: 'Time', kind: 'datetime', required: false, aliases: [] };
const time = (typed: string, zone: string) => kindOf(moment).read(typed, moment, nowIn(zone, at));

describe('a typed day is the day where the person is', () => {
  it.each([
    ['today', '2026-11-26', '2026-11-25', '2026-11-25'],
    ['tomorrow', '2026-11-27', '2026-11-26', '2026-11-26'],
    ['yesterday', '2026-11-25', '2026-11-24', '2026-11-24'],
    ['thursday', '2026-12-03', '2026-11-26', '2026-11-26'],
    ['in 2 weeks', '2026-12-10', '2026-12-09', '2026-12-09'],
    ['26 Nov', '2026-11-26', '2026-11-26', '2026-11-26'],
    ['25 Nov', '2027-11-25', '2026-11-25', '2026-11-25'],
    ['2026-12-24', '2026-12-24', '2026-12-24', '2026-12-24'],
  ])('%s', (typed, auckland, london, honolulu) => {
    expect(parseDate(typed, nowIn(ZONES.Auckland, at))).toBe(auckland);
    expect(parseDate(typed, nowIn(ZONES.London, at))).toBe(london);
    expect(parseDate(typed, nowIn(ZONES.Honolulu, at))).toBe(honolulu);
  });

  it('changes at midnight there, not here', () => {
    expect(parseDate('today', nowIn('Asia/Tokyo', Date.parse('2026-12-31T14:59:59Z')))).toBe('2026-12-31');
    expect(parseDate('today', nowIn('Asia/Tokyo', Date.parse('2026-12-31T15:00:00Z')))).toBe('2027-01-01');
  });
});

describe('a day without its year', () => {
  it.each([
    ['24 Jan', '2027-01-24', '2026-01-24'],
    ['January 24th', '2027-01-24', '2026-01-24'],
    ['24 Dec', '2026-12-24', '2025-12-24'],
    ['25 Nov', '2026-11-25', '2026-11-25'],
    ['24 nov', '2027-11-24', '2026-11-24'],
    ['29 Feb', '2028-02-29', '2024-02-29'],
  ])('%s is the coming one, or the last one where what is asked for lies behind', (typed, coming, past) => {
    const now = nowIn('Europe/London', at);
    expect(parseDate(typed, now)).toBe(coming);
    expect(parseDate(typed, now, 'past')).toBe(past);
  });
});

describe('a typed time is the time where the person is', () => {
  it.each([
    ['2026-12-24 14:30', 'Europe/Copenhagen', '2026-12-24T13:30:00.000Z'],
    ['2026-12-24 14:30', 'Pacific/Auckland', '2026-12-24T01:30:00.000Z'],
    ['2026-07-24 14:30', 'Europe/Copenhagen', '2026-07-24T12:30:00.000Z'],
    ['2026-12-24T14:30:15', 'America/New_York', '2026-12-24T19:30:15.000Z'],
    ['today 9:05', 'Pacific/Auckland', '2026-11-25T20:05:00.000Z'],
    ['24 Jan 09:00', 'Asia/Kathmandu', '2027-01-24T03:15:00.000Z'],
    ['2026-12-24 14:30Z', 'Europe/Copenhagen', '2026-12-24T14:30:00.000Z'],
    ['2026-12-24T14:30+05:30', 'Europe/Copenhagen', '2026-12-24T09:00:00.000Z'],
    ['2026-12-24', 'Europe/Copenhagen', '2026-12-23T23:00:00.000Z'],
    ['2026-10-25 02:30+02:00', 'Europe/Copenhagen', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25 01:59', 'Europe/Copenhagen', '2026-10-24T23:59:00.000Z'],
    ['2026-10-25 03:30', 'Europe/Copenhagen', '2026-10-25T02:30:00.000Z'],
    ['2027-03-28 03:00', 'Europe/Copenhagen', '2027-03-28T01:00:00.000Z'],
  ])('%s in %s', (typed, zone, moment) => {
    expect(time(typed, zone)).toEqual({ value: moment });
  });

  it('that the clocks leave out is asked about', () => {
    const wrong = { error: 'There is no 02:30 on that day: the clocks go forward. Give another time.' };
    expect(time('2027-03-28 02:30', 'Europe/Copenhagen')).toEqual(wrong);
    expect(time('2027-03-14 02:30', 'America/New_York')).toEqual(wrong);
    expect(time('2027-03-28 02:30', 'UTC')).toEqual({ value: '2027-03-28T02:30:00.000Z' });
  });

  it('that the clocks show twice is asked about', () => {
    expect(time('2026-10-25 02:30', 'Europe/Copenhagen')).toEqual({
      error: '02:30 comes twice on that day: the clocks go back. Add which one: 02:30+02:00.',
    });
  });

  it.each(['2026-12-24 25:00', '2026-12-24 12:75', 'noon', '31/02/2026 12:00', '14:30'])(
    'is not guessed: %s',
    (typed) => {
      expect(time(typed, 'Europe/London')).toEqual({ error: 'Give a date and a time, for example 2026-12-24 14:30.' });
    },
  );
});

describe('what was understood is shown with weekday and distance', () => {
  it.each([
    ['2026-11-27', 'Fri 27 Nov, in 2 days'],
    ['2026-11-25', 'Wed 25 Nov, today'],
    ['2026-11-26', 'Thu 26 Nov, tomorrow'],
    ['2026-11-24', 'Tue 24 Nov, yesterday'],
    ['2026-11-01', 'Sun 1 Nov, 24 days ago'],
    ['2027-01-24', 'Sun 24 Jan 2027, in 60 days'],
    ['2028-02-29', 'Tue 29 Feb 2028, in 1 year'],
    ['2026-12-24T13:30:00.000Z', 'Thu 24 Dec, 14:30 (Europe/Copenhagen), in 29 days'],
  ])('%s', (iso, words) => {
    expect(whenWords(iso, nowIn('Europe/Copenhagen', at))).toBe(words);
  });

  it('counts the days of the person, also across a change of the clocks', () => {
    expect(whenWords('2026-11-26', nowIn('Pacific/Auckland', at))).toBe('Thu 26 Nov, today');
    expect(whenWords('2027-03-29', nowIn('Europe/Copenhagen', Date.parse('2027-03-27T12:00:00Z')))).toBe(
      'Mon 29 Mar, in 2 days',
    );
  });

  it('is nothing for what is no date', () => {
    expect(whenWords('soon', nowIn('UTC', at))).toBeUndefined();
  });
});

it('knows a time zone from a word', () => {
  expect([isZone('Europe/Copenhagen'), isZone('Mars/Olympus'), isZone(''), isZone(undefined)]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
