import type { MrkdwnElement, PlainTextElement } from '@slack/types';
import { clean, cleanLine, cut, LIMITS } from './limits.ts';

declare const safe: unique symbol;
/** Slack markup in which everything foreign was escaped and disarmed. Made only by the functions of this file. */
export type Mrkdwn = string & { readonly [safe]: true };

/** Shown where Slack insists on a text and there is none. */
const NOTHING = '–';

/** Foreign or own words where Slack parses nothing: the safest carrier there is. Never empty. */
export const plain = (text: string, limit: number = LIMITS.sectionText): PlainTextElement => ({
  type: 'plain_text',
  text: cut(clean(text) || NOTHING, limit),
  emoji: false,
});

/** A text object for markup. `verbatim` keeps Slack from turning bare names and addresses into mentions and links. */
export const mrkdwn = (text: Mrkdwn): MrkdwnElement => ({ type: 'mrkdwn', text: text || NOTHING, verbatim: true });

/** Writes our own words around safe pieces: md`*Note:* ${line(text)}`. A raw string does not compile. */
export const md = (strings: TemplateStringsArray, ...values: readonly (Mrkdwn | number)[]): Mrkdwn =>
  String.raw({ raw: strings }, ...values) as Mrkdwn;

const LOOKALIKE: ReadonlyMap<string, string> = new Map([
  ['*', '∗'],
  ['＊', '∗'],
  ['_', 'ˍ'],
  ['＿', 'ˍ'],
  ['~', '∼'],
  ['`', 'ˋ'],
  ['｀', 'ˋ'],
]);
/** Backticks always; the others unless inside a word (`file_name`) or between spaces (`5 * 3`), where Slack leaves them alone. */
const FORMATTING = /[`｀]|(?!(?<=[\p{L}\p{N}]).[\p{L}\p{N}]|(?<=\s).\s)[*＊_＿~]/gu;
const QUOTE = /^( *)[>＞]/gm;

/** A colon that would make an emoji of the name behind it (`:tada:`, also `::skin-tone-2:`); a time of day is none. */
const EMOJI_COLON = /:(?=[\p{L}\p{M}\p{N}_'’+.&-]{1,100}:)(?!(?<=\d:)\d\d:\d\d(?!\d))/gu;
const WEB_ADDRESS = /\bhttps?:\/\/[^\s<>"]+/giu;
/** Looks the same and is no colon to Slack. */
const COLON_TWIN = '∶';

/** In an address a twin would lead elsewhere, so there the colon gets the spelling that addresses have for it. */
const withoutEmoji = (text: string): string =>
  text.includes(':')
    ? text.replace(WEB_ADDRESS, (address) => address.replace(EMOJI_COLON, '%3A')).replace(EMOJI_COLON, COLON_TWIN)
    : text;

/**
 * Slack has no escape for its formatting characters. What could format is swapped for a twin that looks the same, since
 * an invisible character beside it would survive copying unseen.
 */
const disarm = (text: string): string =>
  withoutEmoji(text)
    .replace(FORMATTING, (character) => LOOKALIKE.get(character) ?? character)
    .replace(QUOTE, '$1›');

const entities = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const RIGHT_TO_LEFT = /[\u0590-\u08FF\u200F\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** Foreign text as markup that shows exactly these words and does nothing. Line breaks stay. */
export const words = (text: string, limit: number = LIMITS.sectionText): Mrkdwn =>
  cut(disarm(clean(text)), limit, entities) as Mrkdwn;

/** The same on one line; right-to-left words are set apart so that they do not turn their neighbours round. */
export function line(text: string, limit: number = LIMITS.sectionText): Mrkdwn {
  const one = disarm(cleanLine(text));
  return (
    RIGHT_TO_LEFT.test(one) ? `\u2068${cut(one, limit - 2, entities)}\u2069` : cut(one, limit, entities)
  ) as Mrkdwn;
}

export function bold(text: string, limit: number = LIMITS.sectionText): Mrkdwn {
  const one = line(text, limit - 2);
  return one === '' ? one : md`*${one}*`;
}

/** Fixed width, for ids and references. Inside nothing else formats, so only backticks are swapped. */
export function code(text: string, limit: number = LIMITS.sectionText): Mrkdwn {
  const one = cut(cleanLine(text).replace(/[`｀]/g, 'ˋ'), limit - 2, entities) as Mrkdwn;
  return one === '' ? one : md`\`${one}\``;
}

/** Whole pieces only: those from the first that no longer fits are left out, with an ellipsis in their place. */
export function joined(parts: readonly Mrkdwn[], separator: string, limit: number = LIMITS.sectionText): Mrkdwn {
  const present = parts.filter((part) => part !== '');
  const whole = present.join(separator);
  if (whole.length <= limit) return whole as Mrkdwn;
  let kept = '';
  for (const part of present) {
    const next = kept === '' ? part : kept + separator + part;
    if (next.length + separator.length + 1 > limit) break;
    kept = next;
  }
  return (kept === '' ? '…' : `${kept}${separator}…`) as Mrkdwn;
}

/** A person by id; anything that is not a user id is shown as the words it is. */
export const mention = (user: string): Mrkdwn =>
  /^[UW][A-Z0-9]{1,30}$/.test(user) ? (`<@${user}>` as Mrkdwn) : line(user, 40);

/** A channel by id, drawn with its name for those who may see it. */
export const channelMention = (channel: string): Mrkdwn =>
  /^[CDG][A-Z0-9]{1,30}$/.test(channel) ? (`<#${channel}>` as Mrkdwn) : line(channel, 40);

/** A user group by id, as code: its mention would call everybody in it. */
export const groupMention = (group: string): Mrkdwn => code(group, 40);

/** Calls everybody in a user group, by id: for those who are asked to do something. */
export const callGroup = (group: string): Mrkdwn =>
  /^S[A-Z0-9]{1,30}$/.test(group) ? (`<!subteam^${group}>` as Mrkdwn) : line(group, 40);

const LINK_SCHEMES = new Set(['http:', 'https:', 'mailto:']);

function safeUrl(url: string): string | undefined {
  const typed = cleanLine(url);
  if (!URL.canParse(typed)) return undefined;
  const parsed = new URL(typed);
  if (!LINK_SCHEMES.has(parsed.protocol)) return undefined;
  parsed.username = '';
  parsed.password = '';
  return entities(parsed.href.replace(/[|<>\s`]/g, encodeURIComponent));
}

/** In less room than this no label says anything. */
const LABEL_ROOM = 8;

/** A link to the web or an address; any other scheme, or one too long, is shown as words. */
export function link(url: string, label: string, limit: number = LIMITS.sectionText): Mrkdwn {
  const target = safeUrl(url);
  const room = limit - (target?.length ?? 0) - 3;
  if (target === undefined || room < LABEL_ROOM) return line(cleanLine(label) || url, limit);
  return `<${target}|${line((cleanLine(label) || url).replace(/\|/g, '/'), room)}>` as Mrkdwn;
}
