import { describe, expect, it } from 'vitest';
import { heightOf, PLANE, piePath, scaleTo, slot } from '../../sandbox/page/src/blocks/chart-shapes.ts';
import { type Cell, cellWords, chosenRows, nextSorting } from '../../sandbox/page/src/blocks/table-rows.ts';
import { aheadWords } from '../../sandbox/page/src/clock-words.ts';

const words = (text: string): Cell => ({ type: 'raw_text', text }) as Cell;
const number = (value: number): Cell => ({ type: 'raw_number', value, text: `${value} €` }) as Cell;
const rich = (text: string): Cell =>
  ({
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
  }) as Cell;
const rows = [
  [words('Lead 10'), number(2), rich('won')],
  [words('Lead 9'), number(100), rich('lost')],
  [words('Lead 11'), number(30), rich('new')],
];
const firsts = (chosen: readonly Cell[][]) => chosen.map(([first]) => cellWords(first));

describe('a table that the reader sorts', () => {
  it('keeps the order it was sent in until then', () => {
    expect(firsts(chosenRows(rows, '', undefined))).toEqual(['Lead 10', 'Lead 9', 'Lead 11']);
  });
  it('sorts numbers by value and words as people count', () => {
    expect(firsts(chosenRows(rows, '', { column: 1, order: 'descending' }))).toEqual(['Lead 9', 'Lead 11', 'Lead 10']);
    expect(firsts(chosenRows(rows, '', { column: 0, order: 'ascending' }))).toEqual(['Lead 9', 'Lead 10', 'Lead 11']);
  });
  it('finds words in any cell', () => {
    expect(firsts(chosenRows(rows, 'LOST', undefined))).toEqual(['Lead 9']);
    expect(chosenRows(rows, 'nowhere', undefined)).toEqual([]);
  });
  it('goes up, down and back with each press', () => {
    const up = nextSorting(undefined, 1);
    const down = nextSorting(up, 1);
    expect([up, down, nextSorting(down, 1), nextSorting(down, 2)]).toEqual([
      { column: 1, order: 'ascending' },
      { column: 1, order: 'descending' },
      undefined,
      { column: 2, order: 'ascending' },
    ]);
  });
});

describe('a chart', () => {
  it('has a round scale over all values, and bars as high as their share of it', () => {
    expect([scaleTo([3]), scaleTo([12, 7]), scaleTo([100]), scaleTo([]), scaleTo([0])]).toEqual([4, 20, 100, 2, 2]);
    expect(heightOf(5, 10)).toBe((PLANE.bottom - PLANE.top) / 2);
    expect(heightOf(-5, 10)).toBe(0);
  });
  it('gives each category the same room', () => {
    expect(slot(1, 2).from).toBe(slot(0, 2).from + slot(0, 2).width);
    expect(slot(1, 2).from + slot(1, 2).width).toBe(PLANE.right);
  });
  it('draws a whole circle as one', () => {
    expect(piePath(0, 1)).toContain('A1 1 0 1 1');
    expect(piePath(0, 0.25)).toContain('A1 1 0 0 1');
  });
});

it('says how far the clock is ahead', () => {
  const minute = 60_000;
  expect([0, minute, 61 * minute, 1440 * minute, 1505 * minute].map(aheadWords)).toEqual([
    '',
    '+1 min',
    '+1 h 1 min',
    '+1 d',
    '+1 d 1 h',
  ]);
});
