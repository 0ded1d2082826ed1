import { expect, it } from 'vitest';
import { csvLine } from '../scripts/csv.ts';

it('writes cells as RFC 4180 has them', () => {
  expect(csvLine(['plain', 'with, comma', 'with "quotes"', 'two\nlines', undefined])).toBe(
    'plain,"with, comma","with ""quotes""","two\nlines",\r\n',
  );
});

it('never lets a cell run as a formula', () => {
  expect(csvLine(['=1+1', '+45', '-1', '@here'])).toBe("'=1+1,'+45,'-1,'@here\r\n");
});
