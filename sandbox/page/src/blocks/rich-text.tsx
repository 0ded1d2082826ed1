import type { RichTextBlock, RichTextBlockElement, RichTextElement } from '@slack/types';
import type { ReactNode } from 'react';
import { emojiFor } from '../emoji.ts';
import { fixedList } from '../fixed-list.tsx';
import { Link } from '../link.tsx';
import { Mention } from '../mention.tsx';
import { safeUrl } from '../mrkdwn-entity.ts';
import { SlackDate } from '../slack-date.tsx';

/** Rich text: already parsed, nothing in its leaves is read as markup. */
export function RichTextView({ block }: { block: RichTextBlock }): ReactNode {
  return (
    <div className="block-rich-text">
      {fixedList(block.elements, (part) => (
        <Part part={part} />
      ))}
    </div>
  );
}

function Part({ part }: { part: RichTextBlockElement }): ReactNode {
  switch (part.type) {
    case 'rich_text_section':
      return (
        <p>
          <Leaves of={part.elements} />
        </p>
      );
    case 'rich_text_quote':
      return (
        <blockquote>
          <Leaves of={part.elements} />
        </blockquote>
      );
    case 'rich_text_preformatted':
      return (
        <pre>
          <Leaves of={part.elements} />
        </pre>
      );
    case 'rich_text_list': {
      const Tag = part.style === 'ordered' ? 'ol' : 'ul';
      return (
        <Tag style={{ '--indent': part.indent ?? 0 }}>
          {fixedList(part.elements, (section) => (
            <li>
              <Leaves of={section.elements} />
            </li>
          ))}
        </Tag>
      );
    }
  }
}

function Leaves({ of }: { of: readonly RichTextElement[] }): ReactNode {
  return fixedList(of, styled);
}

function styled(leaf: RichTextElement): ReactNode {
  let drawn = words(leaf);
  const { bold, italic, strike, code, underline } = leaf.style ?? {};
  if (code) drawn = <code>{drawn}</code>;
  if (underline) drawn = <u>{drawn}</u>;
  if (strike) drawn = <s>{drawn}</s>;
  if (italic) drawn = <i>{drawn}</i>;
  return bold ? <b>{drawn}</b> : drawn;
}

function words(leaf: RichTextElement): ReactNode {
  switch (leaf.type) {
    case 'text':
      return leaf.text;
    case 'link': {
      const url = safeUrl(leaf.url);
      return url ? <Link url={url}>{leaf.text ?? leaf.url}</Link> : (leaf.text ?? leaf.url);
    }
    case 'emoji':
      return emojiFor(leaf.name) ?? `:${leaf.name}:`;
    case 'user':
      return <Mention of={{ kind: 'user', id: leaf.user_id }} />;
    case 'channel':
      return <Mention of={{ kind: 'channel', id: leaf.channel_id }} />;
    case 'usergroup':
      return <Mention of={{ kind: 'usergroup', id: leaf.usergroup_id }} />;
    case 'broadcast':
      return <Mention of={{ kind: 'broadcast', range: leaf.range }} />;
    case 'date':
      return (
        <SlackDate
          epoch={leaf.timestamp}
          format={leaf.format}
          fallback={leaf.fallback ?? ''}
          {...(leaf.url && { url: leaf.url })}
        />
      );
    case 'color':
      return leaf.value;
    case 'team':
      return leaf.team_id;
  }
}
