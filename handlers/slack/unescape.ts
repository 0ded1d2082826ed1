/** `<https://x.dk|x.dk>`, `<mailto:a@b.dk|a@b.dk>`, `<@U1|ada>`, `<#C1|general>`, `<!here>`: never nested. */
const ENTITY = /<([^<>\n]+)>/g;

/** What people read for ids of people, groups and channels, without `@` and `#`. */
export type Names = ReadonlyMap<string, string>;

/** A moment of Slack, in seconds since 1970; nothing for what is none. */
export function momentText(seconds: number): string {
  const moment = new Date(seconds * 1000);
  return Number.isNaN(moment.getTime()) ? '' : `${moment.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** `<!date^1795600000^{date_short}^https://x.dk|Nov 25>` shows its text; without one, the moment in UTC. */
const dateText = (target: string, label: string): string => label || momentText(Number(target.split('^')[1]));

function asTyped(inside: string, names: Names): string {
  const bar = inside.indexOf('|');
  const [target, label] = bar === -1 ? [inside, ''] : [inside.slice(0, bar), inside.slice(bar + 1)];
  if (target.startsWith('@') || target.startsWith('#'))
    return target.charAt(0) + (label || (names.get(target.slice(1)) ?? target.slice(1)));
  if (target.startsWith('!date^')) return dateText(target, label);
  if (target.startsWith('!')) {
    const [kind = '', id = ''] = target.slice(1).split('^');
    return `@${label.replace(/^@/, '') || (names.get(id) ?? (id || kind))}`;
  }
  // Slack links what merely looks like an address; the label is what was typed.
  return label || target.replace(/^(mailto|tel):/, '');
}

/** `@U1`, `#C1`, `!here`, `!subteam^S1`, `!date^...`; not `!DOCTYPE`. */
const MENTION = /^(?:[@#][A-Z][A-Z0-9]+|!(?:here|channel|everyone|subteam\^[^|]*|date\^[^|]*))(?:\||$)/;

/** The same for mentions and dates only, in text that Slack did not escape. */
export const withNames = (text: string, names: Names): string =>
  text.replace(ENTITY, (whole, inside: string) => (MENTION.test(inside) ? asTyped(inside, names) : whole));

const NO_NAMES: Names = new Map();

/** Undoes what Slack does to typed text: links, mentions, dates and the three escaped characters. */
export const unescapeSlack = (text: string, names: Names = NO_NAMES): string =>
  text
    .replace(ENTITY, (_, inside: string) => asTyped(inside, names))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
