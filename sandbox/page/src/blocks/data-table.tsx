import type { DataTableBlock } from '@slack/types';
import { type ReactNode, useState } from 'react';
import { fixedList } from '../fixed-list.tsx';
import { CellView, columnsOfNumbers } from './table.tsx';
import { type Cell, cellWords, chosenRows, nextSorting, type Sorting } from './table-rows.ts';

const PAGE_SIZE = 5;
/** From here on a search is worth its place. */
const SEARCH_FROM = 6;

/** A table that the reader sorts, searches and pages. */
export function DataTableView({ block }: { block: DataTableBlock }): ReactNode {
  const { caption, page_size: pageSize = PAGE_SIZE, row_header_column_index: rowHeader } = block;
  const [head = [], ...body] = block.rows as Cell[][];
  const [sorting, setSorting] = useState<Sorting>();
  const [find, setFind] = useState('');
  const [wanted, setPage] = useState(0);

  const isNumber = columnsOfNumbers(head, body);
  const rows = chosenRows(body, find, sorting);
  const pages = Math.max(1, Math.ceil(rows.length / pageSize));
  const page = Math.min(wanted, pages - 1);
  const shown = rows.slice(page * pageSize, (page + 1) * pageSize);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than its message must scroll by keys too.
    <section className="block-table data-table" tabIndex={0} aria-label={caption}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {fixedList(head, (cell, column) => (
              <th
                scope="col"
                data-align={isNumber[column] ? 'right' : 'left'}
                aria-sort={sorting?.column === column ? sorting.order : undefined}
              >
                <button type="button" className="sort" onClick={() => setSorting(nextSorting(sorting, column))}>
                  {cellWords(cell)}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {fixedList(shown, (row) => (
            <tr>
              {fixedList(row, (content, column) => (
                <CellView
                  content={content}
                  isNumber={isNumber[column] ?? false}
                  heads={column === rowHeader ? 'row' : undefined}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {(body.length >= SEARCH_FROM || pages > 1) && (
        <footer className="table-foot">
          <input
            className="field"
            type="search"
            aria-label={`Search ${caption}`}
            placeholder="Search"
            value={find}
            onChange={({ target }) => setFind(target.value)}
          />
          <span>
            {rows.length === 0
              ? 'No rows'
              : `${page * pageSize + 1}–${page * pageSize + shown.length} of ${rows.length}`}
          </span>
          <button type="button" className="button" disabled={page === 0} onClick={() => setPage(page - 1)}>
            Previous rows
          </button>
          <button type="button" className="button" disabled={page === pages - 1} onClick={() => setPage(page + 1)}>
            Next rows
          </button>
        </footer>
      )}
    </section>
  );
}
