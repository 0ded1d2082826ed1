/** What Slack writes in angle brackets: links, mentions, dates. */
export type Entity =
  | { kind: 'link'; url: string; text: string }
  | { kind: 'user'; id: string; label?: string }
  | { kind: 'channel'; id: string; label?: string }
  | { kind: 'usergroup'; id: string; label?: string }
  | { kind: 'broadcast'; range: string }
  | { kind: 'date'; epoch: number; format: string; fallback: string; url?: string };

const ESCAPES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** Slack escapes exactly three characters, once. */
export const unescapeText = (text: string): string => text.replace(/&(?:amp|lt|gt);/g, (escaped) => ESCAPES[escaped]!);

/** The address itself when a browser may follow it; nothing for `javascript:` and the like. */
export function safeUrl(address: string): string | undefined {
  if (!/^(?:https?:\/\/|mailto:|tel:)/i.test(address)) return undefined;
  return URL.canParse(address) ? address : undefined;
}

/** The entity that begins at `at` (a `<`), or nothing when it is only a bracket. `end` is the place behind it. */
export function readEntity(source: string, at: number): { node: Entity; end: number } | undefined {
  const close = source.indexOf('>', at);
  const inner = close < 0 ? '' : source.slice(at + 1, close);
  if (inner === '' || /[<\n]/.test(inner)) return undefined;
  const node = inner.startsWith('!') ? special(inner) : (mention(inner) ?? link(inner));
  return node && { node, end: close + 1 };
}

function mention(inner: string): Entity | undefined {
  const [, sigil, id, label] = /^([@#])([A-Z0-9]+)(?:\|(.*))?$/.exec(inner) ?? [];
  if (!sigil || !id) return undefined;
  return { kind: sigil === '@' ? 'user' : 'channel', id, ...(label && { label: unescapeText(label) }) };
}

function special(inner: string): Entity | undefined {
  const [, range] = /^!(here|channel|everyone)(?:\|.*)?$/.exec(inner) ?? [];
  if (range) return { kind: 'broadcast', range };
  const [, group, groupLabel] = /^!subteam\^([A-Z0-9]+)(?:\|(.*))?$/.exec(inner) ?? [];
  if (group) return { kind: 'usergroup', id: group, ...(groupLabel && { label: unescapeText(groupLabel) }) };
  const [, epoch, format, address, fallback] = /^!date\^(\d{1,12})\^([^^|]*)(?:\^([^|]*))?\|(.*)$/.exec(inner) ?? [];
  if (!epoch || !format || fallback === undefined) return undefined;
  const url = address && safeUrl(unescapeText(address));
  return {
    kind: 'date',
    epoch: Number(epoch),
    format: unescapeText(format),
    fallback: unescapeText(fallback),
    ...(url && { url }),
  };
}

function link(inner: string): Entity | undefined {
  const bar = inner.indexOf('|');
  const url = safeUrl(unescapeText(bar < 0 ? inner : inner.slice(0, bar)));
  const label = bar < 0 ? '' : inner.slice(bar + 1);
  return url === undefined
    ? undefined
    : { kind: 'link', url, text: unescapeText(label) || url.replace(/^(?:mailto|tel):/i, '') };
}
