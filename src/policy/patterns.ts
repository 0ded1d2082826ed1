/** `*` stands for one whole word, `**` at the end for all that follows; anything else for itself. */
function matches(pattern: readonly string[], id: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return id.length === 0;
  if (first === '**' && rest.length === 0) return id.length > 0;
  return id.length > 0 && (first === '*' || first === id[0]) && matches(rest, id.slice(1));
}

/** The ids that a pattern such as `pmp.*.delete`, `jumptech.**` or `pmp.lead.get` stands for. */
export const expand = (pattern: string, ids: readonly string[]): string[] =>
  ids.filter((id) => matches(pattern.split('.'), id.split('.')));
