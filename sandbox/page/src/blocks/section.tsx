import type { ActionsBlock, ContextBlock, SectionBlock } from '@slack/types';
import type { ReactNode } from 'react';
import { fixedList } from '../fixed-list.tsx';
import { ElementView } from './element.tsx';
import { Picture } from './simple.tsx';
import { Text } from './text.tsx';

export function SectionView({ block }: { block: SectionBlock }): ReactNode {
  const { text, fields, accessory, block_id: blockId = '' } = block;
  return (
    <div className="block-section">
      <div className="section-words">
        {text && (
          <div className="section-text">
            <Text of={text} />
          </div>
        )}
        {fields && (
          <div className="section-fields">
            {fixedList(fields, (field) => (
              <div>
                <Text of={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {accessory && (
        <div className="section-accessory">
          {accessory.type === 'image' ? (
            <Picture image={accessory} className="thumbnail" />
          ) : (
            <ElementView blockId={blockId} element={accessory} dispatches />
          )}
        </div>
      )}
    </div>
  );
}

export function ActionsView({ block }: { block: ActionsBlock }): ReactNode {
  return (
    <div className="block-actions">
      {block.elements.map((element, index) => (
        <ElementView key={element.action_id ?? index} blockId={block.block_id ?? ''} element={element} dispatches />
      ))}
    </div>
  );
}

export function ContextView({ block }: { block: ContextBlock }): ReactNode {
  return (
    <div className="block-context">
      {fixedList(block.elements, (element) =>
        element.type === 'image' ? (
          <Picture image={element} className="context-image" />
        ) : (
          <span>
            <Text of={element} />
          </span>
        ),
      )}
    </div>
  );
}
