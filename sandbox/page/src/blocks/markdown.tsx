import { lexer, type Token, type Tokens } from 'marked';
import { type ReactNode, useMemo } from 'react';
import { withEmoji } from '../emoji.ts';
import { fixedList } from '../fixed-list.tsx';
import { Link } from '../link.tsx';
import { safeUrl } from '../mrkdwn-entity.ts';

/** Real Markdown, read by `marked` and drawn as elements: its own HTML output is never used, and HTML inside is shown as words. */
export function MarkdownView({ text }: { text: string }): ReactNode {
  const tokens = useMemo(() => lexer(text), [text]);
  return (
    <div className="block-markdown">
      <Drawn tokens={tokens} />
    </div>
  );
}

function Drawn({ tokens = [] }: { tokens?: Token[] | undefined }): ReactNode {
  return fixedList(tokens, drawn);
}

const TAGS: Record<string, 'p' | 'b' | 'i' | 's' | 'blockquote' | 'h4'> = {
  paragraph: 'p',
  strong: 'b',
  em: 'i',
  del: 's',
  blockquote: 'blockquote',
  heading: 'h4',
};

function drawn(token: Token): ReactNode {
  const Tag = TAGS[token.type];
  const inside = 'tokens' in token ? <Drawn tokens={token.tokens} /> : undefined;
  if (Tag) return <Tag>{inside}</Tag>;
  switch (token.type) {
    case 'space':
      return null;
    case 'br':
      return <br />;
    case 'hr':
      return <hr className="block-divider" />;
    case 'codespan':
      return <code>{token.text}</code>;
    case 'code':
      return <pre>{token.text}</pre>;
    case 'link':
    case 'image': {
      const url = safeUrl(token.href);
      return url ? <Link url={url}>{inside ?? token.text}</Link> : token.raw;
    }
    case 'list': {
      const { ordered, start, items } = token as Tokens.List;
      const rows = fixedList(items, (item) => (
        <li>
          <Drawn tokens={item.tokens} />
        </li>
      ));
      return ordered ? <ol start={start || 1}>{rows}</ol> : <ul>{rows}</ul>;
    }
    case 'table':
      return <MarkdownTable token={token as Tokens.Table} />;
    case 'text':
      return inside ?? withEmoji(token.text);
    case 'escape':
      return token.text;
    default:
      return token.raw;
  }
}

function MarkdownTable({ token: { header, rows } }: { token: Tokens.Table }): ReactNode {
  const cells = (row: Tokens.TableCell[], Tag: 'td' | 'th'): ReactNode =>
    fixedList(row, (cell) => (
      <Tag data-align={cell.align ?? 'left'}>
        <Drawn tokens={cell.tokens} />
      </Tag>
    ));
  return (
    <div className="block-table">
      <table>
        <thead>
          <tr>{cells(header, 'th')}</tr>
        </thead>
        <tbody>
          {fixedList(rows, (row) => (
            <tr>{cells(row, 'td')}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
