import { emojiFor } from './emoji.ts';
import { type Entity, readEntity, safeUrl, unescapeText } from './mrkdwn-entity.ts';

/** Slack's markup as a tree. Text leaves are plain words: whoever draws them must not read them as HTML. */
export type Node =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic' | 'strike' | 'quote'; children: Node[] }
  | { kind: 'code' | 'pre'; children: Node[] }
  | Entity
  /** A bare `#name`, linked only where names are. */
  | { kind: 'channel-name'; name: string };

export interface Reading {
  /** Bare addresses become links. */
  links: boolean;
  /** Bare `#channel` and `@here` are read as if they had been meant. */
  names: boolean;
}

/** How Slack reads a `mrkdwn` object: everything unless it says `verbatim`. */
export const readingOf = (verbatim = false): Reading => ({ links: !verbatim, names: !verbatim });

/** How Slack reads the `text` of a message without blocks. */
export const MESSAGE_TEXT: Reading = { links: true, names: false };

const MARKS = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
type Mark = keyof typeof MARKS;

const isMark = (char: string): char is Mark => char in MARKS;
const isWord = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}]/u.test(char);
const isSpace = (char: string | undefined): boolean => char === undefined || /\s/.test(char);

/** Reads Slack markup. Never throws; what is not markup stays text. */
export function parseMrkdwn(source: string, reading: Reading = readingOf()): Node[] {
  const nodes: Node[] = [];
  // Odd pieces are what stood between ``` fences.
  source.split(/```((?:(?!```)[\s\S])+)```/).forEach((piece, index) => {
    if (index % 2 === 1) nodes.push({ kind: 'pre', children: readEntities(piece.replace(/^\n|\n$/g, '')) });
    else nodes.push(...readLines(piece, reading));
  });
  return trimAroundBlocks(nodes);
}

const QUOTE = /^(?:>|&gt;) ?/;
const LONG_QUOTE = /^(?:>>>|&gt;&gt;&gt;) ?/;

function readLines(piece: string, reading: Reading): Node[] {
  const nodes: Node[] = [];
  const lines = piece.split('\n');
  for (let at = 0; at < lines.length; ) {
    const start = at;
    const quoted = QUOTE.test(lines[at]!);
    if (LONG_QUOTE.test(lines[at]!)) at = lines.length;
    else while (at < lines.length && QUOTE.test(lines[at]!) === quoted) at++;
    const block = lines.slice(start, at);
    if (!quoted) nodes.push(...readInline(block.join('\n') + (at < lines.length ? '\n' : ''), reading));
    else {
      const bare = LONG_QUOTE.test(block[0]!)
        ? [block[0]!.replace(LONG_QUOTE, ''), ...block.slice(1)]
        : block.map((line) => line.replace(QUOTE, ''));
      nodes.push({ kind: 'quote', children: readInline(bare.join('\n'), reading) });
    }
  }
  return nodes;
}

/** Quotes and fences stand on lines of their own, so the line break beside them is not drawn. */
function trimAroundBlocks(nodes: Node[]): Node[] {
  const isBlock = (node: Node | undefined): boolean => node?.kind === 'quote' || node?.kind === 'pre';
  return nodes.flatMap((node, index): Node[] => {
    if (node.kind !== 'text') return [node];
    let { text } = node;
    if (isBlock(nodes[index - 1])) text = text.replace(/^\n/, '');
    if (isBlock(nodes[index + 1])) text = text.replace(/\n$/, '');
    return text === '' ? [] : [{ kind: 'text', text }];
  });
}

/** Code and fences: entities are read, nothing else is. */
function readEntities(source: string): Node[] {
  const nodes = new Leaves();
  for (let at = 0; at < source.length; ) {
    const entity = source[at] === '<' ? readEntity(source, at) : undefined;
    if (entity) nodes.push(entity.node);
    else nodes.write(source[at]!);
    at = entity?.end ?? at + 1;
  }
  return nodes.done();
}

/** One pass over a run of text. `open` are the marks already open around it: none opens twice. */
function readInline(source: string, reading: Reading, open: readonly Mark[] = []): Node[] {
  const nodes = new Leaves();
  // A mark without a closing one before this place needs no second search: keeps the pass linear.
  const hopelessUntil: Partial<Record<Mark, number>> = {};

  for (let at = 0; at < source.length; ) {
    const char = source[at]!;
    const found = readSpan(source, at) ?? (isWord(source[at - 1]) ? undefined : readBare(source, at, reading));
    if (found) {
      nodes.push(found.node);
      at = found.end;
      continue;
    }
    if (isMark(char) && !open.includes(char) && at >= (hopelessUntil[char] ?? 0) && opens(source, at)) {
      const { end, close } = findClosing(source, at);
      if (close !== undefined) {
        const children = readInline(source.slice(at + 1, close), reading, [...open, char]);
        nodes.push({ kind: MARKS[char], children });
        at = close + 1;
        continue;
      }
      hopelessUntil[char] = end;
    }
    nodes.write(char);
    at++;
  }
  return nodes.done();
}

type Found = { node: Node; end: number };

/** What stands as a whole: an entity in angle brackets, `code`, or an :emoji:. */
function readSpan(source: string, at: number): Found | undefined {
  if (source[at] === '<') return readEntity(source, at);
  if (source[at] === '`') {
    const end = closingTick(source, at);
    return end === undefined
      ? undefined
      : { node: { kind: 'code', children: readEntities(source.slice(at + 1, end)) }, end: end + 1 };
  }
  if (source[at] === ':') {
    const [whole, name] = /^:([a-z0-9_+'-]{1,40}):/.exec(source.slice(at, at + 42)) ?? [];
    const text = name && emojiFor(name);
    return whole && text ? { node: { kind: 'text', text }, end: at + whole.length } : undefined;
  }
  return undefined;
}

function closingTick(source: string, at: number): number | undefined {
  const end = source.indexOf('`', at + 1);
  return end <= at + 1 || source.slice(at, end).includes('\n') ? undefined : end;
}

const BARE_URL = /^https?:\/\/[^\s<>|`]+/;
const BARE_CHANNEL = /^#([\p{Ll}\p{N}_-]{1,80})/u;
const BARE_BROADCAST = /^@(here|channel|everyone)(?![\p{L}\p{N}_])/u;

function readBare(source: string, at: number, { links, names }: Reading): Found | undefined {
  const char = source[at]!;
  if (links && char === 'h') {
    const address = BARE_URL.exec(source.slice(at, at + 3000))?.[0].replace(/(?:&gt;|[.,;:!?)'"*_~])+$/, '');
    const url = address && safeUrl(unescapeText(address));
    if (url) return { node: { kind: 'link', url, text: unescapeText(address) }, end: at + address.length };
  }
  if (names && char === '#') {
    const [whole, name] = BARE_CHANNEL.exec(source.slice(at, at + 82)) ?? [];
    if (whole && name) return { node: { kind: 'channel-name', name }, end: at + whole.length };
  }
  if (names && char === '@') {
    const [whole, range] = BARE_BROADCAST.exec(source.slice(at, at + 12)) ?? [];
    if (whole && range) return { node: { kind: 'broadcast', range }, end: at + whole.length };
  }
  return undefined;
}

/** A mark opens at the edge of a word: nothing wordy before it, something right behind it. */
const opens = (source: string, at: number): boolean =>
  !isWord(source[at - 1]) && !isSpace(source[at + 1]) && source[at + 1] !== source[at];

/** The closing mark on the same line, past entities and code; `end` is how far the search went. */
function findClosing(source: string, at: number): { close?: number; end: number } {
  const mark = source[at]!;
  let end = at + 1;
  while (end < source.length && source[end] !== '\n') {
    const whole = source[end] === '<' ? readEntity(source, end)?.end : undefined;
    const tick = source[end] === '`' ? closingTick(source, end) : undefined;
    if (whole !== undefined) end = whole;
    else if (tick !== undefined) end = tick + 1;
    else if (source[end] === mark && end > at + 1 && !isSpace(source[end - 1]) && !isWord(source[end + 1])) {
      return { close: end, end };
    } else end++;
  }
  return { end };
}

/** Gathers leaves, joining letters into words and resolving the three escapes once. */
class Leaves {
  readonly #nodes: Node[] = [];
  #text = '';

  write(char: string): void {
    this.#text += char;
  }
  push(node: Node): void {
    if (node.kind === 'text') this.#text += node.text;
    else {
      this.#flush();
      this.#nodes.push(node);
    }
  }
  done(): Node[] {
    this.#flush();
    return this.#nodes;
  }
  #flush(): void {
    if (this.#text) this.#nodes.push({ kind: 'text', text: unescapeText(this.#text) });
    this.#text = '';
  }
}
