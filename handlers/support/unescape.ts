/** `<https://x.dk|x.dk>`, `<mailto:a@b.dk|a@b.dk>`, `<@U1|ada>`, `<#C1|general>`, `<!here>`: never nested. */
const ENTITY = /<([^<>\n]+)>/g;

function asTyped(inside: string): string {
  const [target = '', label = ''] = inside.split('|', 2);
  if (target.startsWith('@') || target.startsWith('#')) return target.charAt(0) + (label || target.slice(1));
  if (target.startsWith('!')) return `@${label.replace(/^@/, '') || target.slice(1).split('^')[0]}`;
  // Slack links what merely looks like an address; the label is what was typed.
  return label || target.replace(/^(mailto|tel):/, '');
}

/** Undoes what Slack does to typed command text: links, mentions and the three escaped characters. */
export const unescapeSlack = (text: string): string =>
  text
    .replace(ENTITY, (_, inside: string) => asTyped(inside))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
