import { momentText, type Names } from './unescape.ts';

export type Part = Readonly<Record<string, unknown>>;

export const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null;
export const partsOf = (value: unknown): Part[] => (Array.isArray(value) ? value.filter(isPart) : []);
export const stringOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** An emoji by its character if Slack sends it along, else by its name. */
function emoji({ name, unicode }: Part): string {
  const points = stringOf(unicode)
    .split('-')
    .map((point) => Number.parseInt(point, 16));
  return points.every((point) => point > 0 && point <= 0x10ffff) ? String.fromCodePoint(...points) : `:${name}:`;
}

/** One leaf of rich text. Leaves are not escaped. */
function leaf(part: Part, names: Names): string {
  const named = (sign: string, id: unknown): string => sign + (names.get(stringOf(id)) ?? stringOf(id));
  switch (part.type) {
    case 'user':
      return named('@', part.user_id);
    case 'usergroup':
      return named('@', part.usergroup_id);
    case 'channel':
      return named('#', part.channel_id);
    case 'broadcast':
      return `@${stringOf(part.range)}`;
    case 'emoji':
      return emoji(part);
    case 'link':
      return stringOf(part.text) || stringOf(part.url).replace(/^(mailto|tel):/, '');
    case 'date':
      return stringOf(part.fallback) || momentText(Number(part.timestamp));
    case 'color':
      return stringOf(part.value);
    default:
      return stringOf(part.text);
  }
}

const leaves = ({ elements }: Part, names: Names): string =>
  partsOf(elements)
    .map((part) => leaf(part, names))
    .join('');

function list(part: Part, names: Names): string {
  const { elements, style, indent, offset } = part;
  const before = '  '.repeat(Number(indent) || 0);
  const first = (Number(offset) || 0) + 1;
  return partsOf(elements)
    .map((item, index) => `${before}${style === 'ordered' ? `${first + index}.` : '•'} ${leaves(item, names)}`)
    .join('\n');
}

/** A `rich_text` block as people read it, its formatting left out. */
export const richText = ({ elements }: Part, names: Names): string =>
  partsOf(elements)
    .map((part) => (part.type === 'rich_text_list' ? list(part, names) : leaves(part, names).replace(/\n$/, '')))
    .join('\n');
