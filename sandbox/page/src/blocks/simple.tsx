import type { AlertBlock, ContainerBlock, ImageBlock, ImageElement, KnownBlock } from '@slack/types';
import type { ReactNode } from 'react';
import { Icon } from '../icons.tsx';
import { safeUrl } from '../mrkdwn-entity.ts';
import { RichTextView } from './rich-text.tsx';
import { Text } from './text.tsx';
import { withBlockIds } from './values.ts';

/** Where an image object points, when a browser may load it. */
const sourceOf = (image: ImageBlock | ImageElement): string | undefined => {
  if ('image_url' in image) return safeUrl(image.image_url);
  return 'url' in image.slack_file ? safeUrl(image.slack_file.url) : undefined;
};

export function Picture({ image, className }: { image: ImageBlock | ImageElement; className: string }): ReactNode {
  const source = sourceOf(image);
  if (!source) return <span className={`${className} image-missing`}>{image.alt_text}</span>;
  return <img className={className} src={source} alt={image.alt_text} loading="lazy" />;
}

export function ImageView({ block }: { block: ImageBlock }): ReactNode {
  return (
    <figure className="block-image">
      {block.title && (
        <figcaption>
          <Text of={block.title} />
        </figcaption>
      )}
      <Picture image={block} className="image" />
    </figure>
  );
}

export function AlertView({ block }: { block: AlertBlock }): ReactNode {
  return (
    <div className="block-alert" data-level={block.level ?? 'default'}>
      <Icon name="alert" />
      <div>
        <Text of={block.text} />
      </div>
    </div>
  );
}

interface ContainerProps {
  block: ContainerBlock;
  draw(blocks: KnownBlock[]): ReactNode;
}

export function ContainerView({ block, draw }: ContainerProps): ReactNode {
  const title = block.title ? (
    <Text of={block.title} />
  ) : (
    block.rich_text_title && <RichTextView block={block.rich_text_title} />
  );
  return (
    <details className="block-container" open={!block.default_collapsed}>
      <summary>
        {title}
        {block.subtitle && (
          <small>
            <Text of={block.subtitle} />
          </small>
        )}
      </summary>
      {draw(withBlockIds(block.child_blocks))}
    </details>
  );
}
