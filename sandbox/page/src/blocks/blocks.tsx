import type { KnownBlock } from '@slack/types';
import { memo, type ReactNode } from 'react';
import { ChartView } from './chart.tsx';
import type { DataVisualizationBlock } from './chart-shapes.ts';
import { DataTableView } from './data-table.tsx';
import { InputView } from './input.tsx';
import { MarkdownView } from './markdown.tsx';
import { RichTextView } from './rich-text.tsx';
import { ActionsView, ContextView, SectionView } from './section.tsx';
import { AlertView, ContainerView, ImageView } from './simple.tsx';
import { TableView } from './table.tsx';
import { Text } from './text.tsx';

/** Blocks as Slack draws them. Must stand on a surface (see surface.tsx). */
export const Blocks = memo(function Blocks({ blocks }: { blocks: readonly KnownBlock[] }): ReactNode {
  return (
    <div className="blocks">
      {blocks.map((block) => (
        <BlockView key={block.block_id} block={block} />
      ))}
    </div>
  );
});

function BlockView({ block }: { block: KnownBlock | DataVisualizationBlock }): ReactNode {
  switch (block.type) {
    case 'section':
      return <SectionView block={block} />;
    case 'header':
      return (
        <h3 className="block-header">
          <Text of={block.text} />
        </h3>
      );
    case 'context':
      return <ContextView block={block} />;
    case 'divider':
      return <hr className="block-divider" />;
    case 'actions':
      return <ActionsView block={block} />;
    case 'input':
      return <InputView block={block} />;
    case 'image':
      return <ImageView block={block} />;
    case 'rich_text':
      return <RichTextView block={block} />;
    case 'markdown':
      return <MarkdownView text={block.text} />;
    case 'table':
      return <TableView block={block} />;
    case 'data_table':
      return <DataTableView block={block} />;
    case 'data_visualization':
      return <ChartView block={block} />;
    case 'alert':
      return <AlertView block={block} />;
    case 'container':
      return <ContainerView block={block} draw={(blocks) => <Blocks blocks={blocks} />} />;
    default:
      return <p className="block-unknown">A “{block.type}” block stands here. The sandbox does not draw these.</p>;
  }
}
