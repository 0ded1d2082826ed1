import { type ReactNode, useMemo } from 'react';
import { fixedList } from './fixed-list.tsx';
import { Link } from './link.tsx';
import { Mention } from './mention.tsx';
import { MESSAGE_TEXT, type Node, parseMrkdwn, type Reading } from './mrkdwn.ts';
import { SlackDate } from './slack-date.tsx';

const TAGS = { bold: 'b', italic: 'i', strike: 's', quote: 'blockquote', code: 'code', pre: 'pre' } as const;

/** Slack markup, drawn. The tree holds plain words only, so React writes them as words. */
export function Mrkdwn({ text, reading = MESSAGE_TEXT }: { text: string; reading?: Reading }): ReactNode {
  const nodes = useMemo(() => parseMrkdwn(text, reading), [text, reading]);
  return <Nodes nodes={nodes} />;
}

function Nodes({ nodes }: { nodes: readonly Node[] }): ReactNode {
  return fixedList(nodes, drawn);
}

function drawn(node: Node): ReactNode {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'link':
      return <Link url={node.url}>{node.text}</Link>;
    case 'date':
      return <SlackDate {...node} />;
    case 'user':
    case 'channel':
    case 'usergroup':
    case 'broadcast':
    case 'channel-name':
      return <Mention of={node} />;
    default: {
      const Tag = TAGS[node.kind];
      return (
        <Tag>
          <Nodes nodes={node.children} />
        </Tag>
      );
    }
  }
}
