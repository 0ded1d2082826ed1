import type { DataTableBlock, TableBlock } from '@slack/types';
import type { ReactNode } from 'react';
import { fixedList } from '../fixed-list.tsx';
import { RichTextView } from './rich-text.tsx';

type Cell = TableBlock['rows'][number][number];

interface Props {
  rows: Cell[][];
  caption?: string;
  settings?: TableBlock['column_settings'];
  rowHeader?: number | undefined;
}

export const TableView = ({ block }: { block: TableBlock }): ReactNode => (
  <Table rows={block.rows} settings={block.column_settings ?? []} />
);

export const DataTableView = ({ block }: { block: DataTableBlock }): ReactNode => (
  <Table rows={block.rows} caption={block.caption} rowHeader={block.row_header_column_index} />
);

function Table({ rows, caption, settings = [], rowHeader }: Props): ReactNode {
  const [head = [], ...body] = rows;
  const holdsNumbers = head.map((_, column) => body.every((row) => row[column]?.type === 'raw_number'));
  const cell = (content: Cell, column: number, Tag: 'td' | 'th', scope?: 'row' | 'col'): ReactNode => (
    <Tag
      scope={scope}
      data-align={settings[column]?.align ?? (holdsNumbers[column] ? 'right' : 'left')}
      data-wrapped={settings[column]?.is_wrapped || undefined}
    >
      {content.type === 'rich_text' ? <RichTextView block={content} /> : content.text}
    </Tag>
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than its message must scroll by keys too.
    <section className="block-table" tabIndex={0} aria-label={caption ?? 'Table'}>
      <table>
        {caption && <caption>{caption}</caption>}
        <thead>
          <tr>{fixedList(head, (content, column) => cell(content, column, 'th', 'col'))}</tr>
        </thead>
        <tbody>
          {fixedList(body, (row) => (
            <tr>
              {fixedList(row, (content, column) =>
                column === rowHeader ? cell(content, column, 'th', 'row') : cell(content, column, 'td'),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
