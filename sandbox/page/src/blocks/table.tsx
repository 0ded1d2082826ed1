import type { TableBlock } from '@slack/types';
import type { ReactNode } from 'react';
import { fixedList } from '../fixed-list.tsx';
import { RichTextView } from './rich-text.tsx';
import type { Cell } from './table-rows.ts';

interface CellProps {
  content: Cell;
  settings?: NonNullable<TableBlock['column_settings']>[number] | undefined;
  /** Its column holds nothing but numbers. */
  isNumber: boolean;
  heads?: 'row' | 'col' | undefined;
}

/** One cell of either kind of table. */
export function CellView({ content, settings, isNumber, heads }: CellProps): ReactNode {
  const Tag = heads ? 'th' : 'td';
  return (
    <Tag
      scope={heads}
      data-align={settings?.align ?? (isNumber ? 'right' : 'left')}
      data-wrapped={settings?.is_wrapped || undefined}
    >
      {content.type === 'rich_text' ? <RichTextView block={content} /> : content.text}
    </Tag>
  );
}

export const columnsOfNumbers = (head: readonly Cell[], body: readonly Cell[][]): boolean[] =>
  head.map((_, column) => body.every((row) => row[column]?.type === 'raw_number'));

/** A plain table: all its rows, as they were sent. */
export function TableView({ block: { rows, column_settings: settings = [] } }: { block: TableBlock }): ReactNode {
  const [head = [], ...body] = rows;
  const isNumber = columnsOfNumbers(head, body);
  const cell = (content: Cell, column: number, heads?: 'col'): ReactNode => (
    <CellView
      content={content}
      settings={settings[column] ?? undefined}
      isNumber={isNumber[column] ?? false}
      heads={heads}
    />
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than its message must scroll by keys too.
    <section className="block-table" tabIndex={0} aria-label="Table">
      <table>
        <thead>
          <tr>{fixedList(head, (content, column) => cell(content, column, 'col'))}</tr>
        </thead>
        <tbody>
          {fixedList(body, (row) => (
            <tr>{fixedList(row, (content, column) => cell(content, column))}</tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
