import { format } from 'date-fns';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseDate } from '../../src/operations/dates.ts';

const sunday = new Date(2026, 10, 22);

it.each([
  ['2026-12-24', '2026-12-24'],
  ['24/12/2026', '2026-12-24'],
  ['4.1.2027', '2027-01-04'],
  ['24 Dec 2026', '2026-12-24'],
  ['December 24th, 2026', '2026-12-24'],
  ['24 dec', '2026-12-24'],
  ['Today', '2026-11-22'],
  ['tomorrow', '2026-11-23'],
  ['in 2 weeks', '2026-12-06'],
  ['3 days', '2026-11-25'],
  ['wednesday', '2026-11-25'],
  ['next sun', '2026-11-29'],
])('reads %s as %s', (typed, iso) => {
  expect(parseDate(typed, sunday)).toBe(iso);
});

it.each(['', 'soon', '31/02/2026', '01/02/26', '2026-13-01', '99999', '1e9 days'])(
  'does not guess at "%s"',
  (typed) => {
    expect(parseDate(typed, sunday)).toBeUndefined();
  },
);

it('reads every date back from the usual ways to write it', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date(1950, 0, 1), max: new Date(2099, 11, 31), noInvalidDate: true }),
      fc.constantFrom('yyyy-MM-dd', 'dd/MM/yyyy', 'd.M.yyyy', 'd MMM yyyy', 'MMMM d, yyyy'),
      (date, pattern) => {
        expect(parseDate(format(date, pattern), sunday)).toBe(format(date, 'yyyy-MM-dd'));
      },
    ),
  );
});

it('waits eight years for 29 February where a century has none, and knows every year from 1900 on', () => {
  expect(parseDate('29 Feb', new Date(2096, 2, 1))).toBe('2104-02-29');
  expect(parseDate('1/1/1900', sunday)).toBe('1900-01-01');
  expect(parseDate('31/12/1899', sunday)).toBeUndefined();
});
