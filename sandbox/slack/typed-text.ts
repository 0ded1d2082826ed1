import type { RichTextBlock, RichTextElement } from '@slack/types';
import type { Directory } from './directory.ts';

/** A stretch of what a person typed, as Slack's composer understands it. */
export type Segment =
  | { kind: 'text'; text: string }
  | { kind: 'user'; id: string; name: string }
  | { kind: 'channel'; id: string; name: string; isPrivate: boolean }
  | { kind: 'group'; id: string; name: string }
  | { kind: 'broadcast'; range: 'here' | 'channel' | 'everyone' }
  | { kind: 'link'; url: string; text: string };

const TOP_LEVELS = 'com|net|org|io|dev|app|eu|dk|se|no|de|uk|nl|fi|co';

/** What the composer turns into something else, wherever no word runs into it. */
const SPECIAL = new RegExp(
  [
    String.raw`(?<url>https?://[^\s<>]+)`,
    String.raw`(?<email>(?<![\w.+@-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)`,
    String.raw`(?<phone>(?<![\w+])\+\d{1,3}(?:[ -]?\d{2,4}){2,4}(?!\w)|(?<![\w-])\d{3}-\d{3}-\d{4}(?![\w-]))`,
    String.raw`(?<![\w.@])@(?<at>[a-z0-9](?:[\w.-]*\w)?)`,
    String.raw`(?<![\w&#])#(?<hash>[\p{L}\d][\p{L}\d_-]*)`,
    String.raw`(?<host>(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:${TOP_LEVELS})(?![\w.-]*\w@|[\w-])(?:/[^\s<>]*)?)`,
  ].join('|'),
  'giu',
);

function mention(handle: string, directory: Directory): Segment | undefined {
  if (handle === 'here' || handle === 'channel' || handle === 'everyone') return { kind: 'broadcast', range: handle };
  if (handle === directory.group.handle) return { kind: 'group', id: directory.group.id, name: handle };
  const person = directory.person(handle);
  return person?.handle === handle ? { kind: 'user', id: person.id, name: handle } : undefined;
}

function channelNamed(name: string, directory: Directory, typedBy: string): Segment | undefined {
  const channel = directory.channel(name);
  if (channel?.name !== name || !directory.canSee(typedBy, channel.id)) return undefined;
  return { kind: 'channel', id: channel.id, name, isPrivate: channel.kind === 'private' };
}

function special(groups: Record<string, string | undefined>, directory: Directory, typedBy: string) {
  const { url, email, phone, at, hash, host } = groups;
  if (url) return { kind: 'link', url, text: url } as const;
  if (email) return { kind: 'link', url: `mailto:${email}`, text: email } as const;
  if (phone) return { kind: 'link', url: `tel:${phone.replace(/[ -]/g, '')}`, text: phone } as const;
  if (host) return { kind: 'link', url: `http://${host}`, text: host } as const;
  return at ? mention(at.toLowerCase(), directory) : channelNamed((hash ?? '').toLowerCase(), directory, typedBy);
}

/** Splits what `typedBy` typed. A name nobody carries, or a channel they cannot see, stays plain text. */
export function segmentsOf(typed: string, directory: Directory, typedBy: string): Segment[] {
  const segments: Segment[] = [];
  let from = 0;
  for (const match of typed.matchAll(SPECIAL)) {
    const groups = { ...match.groups };
    // The full stop after an address ends the sentence, not the address.
    const trailing = groups.url || groups.host ? (/[.,;:!?)'"]+$/.exec(match[0])?.[0].length ?? 0) : 0;
    const whole = trailing > 0 ? match[0].slice(0, -trailing) : match[0];
    if (groups.url) groups.url = whole;
    if (groups.host) groups.host = whole;
    const segment = special(groups, directory, typedBy);
    if (!segment) continue;
    if (match.index > from) segments.push({ kind: 'text', text: typed.slice(from, match.index) });
    segments.push(segment);
    from = match.index + whole.length;
  }
  if (from < typed.length) segments.push({ kind: 'text', text: typed.slice(from) });
  return segments;
}

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function escaped(segment: Segment, withNames: boolean): string {
  switch (segment.kind) {
    case 'text':
      return escapeText(segment.text);
    case 'user':
      return withNames ? `<@${segment.id}|${segment.name}>` : `<@${segment.id}>`;
    case 'channel':
      return `<#${segment.id}|${segment.isPrivate ? '' : segment.name}>`;
    case 'group':
      return `<!subteam^${segment.id}|@${segment.name}>`;
    case 'broadcast':
      return `<!${segment.range}>`;
    case 'link': {
      const [url, text] = [escapeText(segment.url), escapeText(segment.text)];
      return url === text ? `<${url}>` : `<${url}|${text}>`;
    }
  }
}

/** As a command with `should_escape: true` carries it; the text of a message goes without the names of people. */
export const escapedText = (segments: readonly Segment[], withNames = true): string =>
  segments.map((segment) => escaped(segment, withNames)).join('');

function richElement(segment: Segment): RichTextElement {
  switch (segment.kind) {
    case 'text':
      return { type: 'text', text: segment.text };
    case 'user':
      return { type: 'user', user_id: segment.id };
    case 'channel':
      return { type: 'channel', channel_id: segment.id };
    case 'group':
      return { type: 'usergroup', usergroup_id: segment.id };
    case 'broadcast':
      return { type: 'broadcast', range: segment.range };
    case 'link':
      return { type: 'link', url: segment.url, text: segment.text };
  }
}

/** As a person's message carries it beside its text; leaves are not escaped. */
export const richTextOf = (segments: readonly Segment[], blockId: string): RichTextBlock => ({
  type: 'rich_text',
  block_id: blockId,
  elements: [{ type: 'rich_text_section', elements: segments.map(richElement) }],
});
