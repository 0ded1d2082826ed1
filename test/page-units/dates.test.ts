import { describe, expect, it } from 'vitest';
import { ago, dayHeading, fillDateTemplate, type Reader, timeOf } from '../../sandbox/page/src/dates.ts';

const at = (iso: string): number => Date.parse(iso);
const inCopenhagen: Reader = { now: at('2026-11-14T12:00:00Z'), timeZone: 'Europe/Copenhagen', hour12: false };
const inNewYork: Reader = { ...inCopenhagen, timeZone: 'America/New_York', hour12: true };
const fill = (template: string, iso: string, reader = inCopenhagen): string =>
  fillDateTemplate(template, at(iso) / 1000, 'fallback', reader);

describe('date templates', () => {
  it.each([
    ['{date_num}', '2026-11-14'],
    ['{date}', 'November 14th'],
    ['{date_short}', 'Nov 14'],
    ['{date_long}', 'Saturday, November 14th, 2026'],
    ['{date_pretty}', 'today'],
    ['{date_short_pretty} at {time}', 'today at 00:30'],
    ['{time_secs}', '00:30:05'],
    ['{ago}', '12 hours ago'],
    ['Posted on a day', 'Posted on a day'],
  ])('fills %s in the reader’s zone', (template, words) => {
    expect(fill(template, '2026-11-13T23:30:05Z')).toBe(words);
  });

  it('reads the same moment as another day elsewhere', () => {
    expect(fill('{date_short_pretty} {time}', '2026-11-13T23:30:05Z', inNewYork)).toBe('yesterday 6:30 PM');
  });

  it('names the year of what is far away', () => {
    expect(fill('{date}', '2024-02-02T12:00:00Z')).toBe('February 2nd, 2024');
    expect(fill('{date_short}', '2027-11-23T12:00:00Z')).toBe('Nov 23, 2027');
  });

  it('shows the fallback for a token or a moment that does not exist', () => {
    expect(fill('{date} {nosuch}', '2026-11-13T23:30:05Z')).toBe('fallback');
    expect(fill('{constructor}', '2026-11-13T23:30:05Z')).toBe('fallback');
    expect(fillDateTemplate('{date}', 10_000_000_000_000, 'fallback', inCopenhagen)).toBe('fallback');
  });
});

it('writes the time of day as the reader does', () => {
  expect(timeOf(at('2026-11-14T12:05:00Z'), inCopenhagen)).toBe('13:05');
  expect(timeOf(at('2026-11-14T18:05:00Z'), inNewYork)).toBe('1:05 PM');
});

it('heads a day by its distance', () => {
  expect(dayHeading(at('2026-11-14T08:00:00Z'), inCopenhagen)).toBe('Today');
  expect(dayHeading(at('2026-11-13T08:00:00Z'), inCopenhagen)).toBe('Yesterday');
  expect(dayHeading(at('2026-11-11T08:00:00Z'), inCopenhagen)).toBe('Wednesday, November 11th, 2026');
});

it('counts how long ago in the largest whole unit', () => {
  expect(ago(0, 30_000)).toBe('30 seconds ago');
  expect(ago(0, 119_000)).toBe('1 minute ago');
  expect(ago(0, 90_000_000)).toBe('yesterday');
});
