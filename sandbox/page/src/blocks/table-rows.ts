import type { RichTextBlock, TableBlock } from '@slack/types';

export type Cell = TableBlock['rows'][number][number];

export interface Sorting {
  column: number;
  order: 'ascending' | 'descending';
}

/** All words of rich text, whatever they are nested in. */
function wordsIn(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordsIn).join(' ');
  if (typeof value !== 'object' || value === null) return '';
  const { text, elements } = value as { text?: unknown; elements?: unknown };
  return typeof text === 'string' ? text : wordsIn(elements);
}

/** A cell as plain words. */
export const cellWords = (cell: Cell | undefined): string =>
  cell === undefined ? '' : cell.type === 'rich_text' ? wordsIn(cell as RichTextBlock) : cell.text;

const compared = (one: Cell | undefined, other: Cell | undefined): number =>
  one?.type === 'raw_number' && other?.type === 'raw_number'
    ? one.value - other.value
    : cellWords(one).localeCompare(cellWords(other), 'en', { numeric: true });

/** The rows that hold the words, in the order that the reader chose; without one as they were sent. */
export function chosenRows(rows: readonly Cell[][], find: string, sorting: Sorting | undefined): Cell[][] {
  const wanted = find.trim().toLowerCase();
  const found = rows.filter((row) => row.some((cell) => cellWords(cell).toLowerCase().includes(wanted)));
  if (!sorting) return found;
  const { column, order } = sorting;
  const sign = order === 'ascending' ? 1 : -1;
  return found.toSorted((one, other) => sign * compared(one[column], other[column]));
}

/** What a press on the head of a column leads to: up, down, as sent. */
export function nextSorting(now: Sorting | undefined, column: number): Sorting | undefined {
  if (now?.column !== column) return { column, order: 'ascending' };
  return now.order === 'ascending' ? { column, order: 'descending' } : undefined;
}
