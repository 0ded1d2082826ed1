import { memoryGroup, memoryIdleRow } from './memory.ts';
import type { Group } from './row.ts';
import { acksRow, callsRow, longListsRow, overheadRow, searchesRow, startUpRow, warmUp } from './speed.ts';
import { troubleGroups } from './trouble.ts';

/** All rows, in the order in which one start of a contestant goes through them. */
export const groups: readonly Group[] = [
  {
    name: 'speed',
    contestants: 'all',
    rounds: (asked) => asked,
    rows: [startUpRow, memoryIdleRow, warmUp, acksRow, searchesRow, overheadRow, longListsRow, callsRow],
  },
  ...troubleGroups(warmUp),
  memoryGroup,
];

const ALWAYS = new Set([warmUp.name]);

/** The groups with only these rows, and what they need to be fair. Throws a RangeError for an unknown name. */
export function groupsWith(names: readonly string[]): Group[] {
  if (names.length === 0) return [...groups];
  const known = groups.flatMap(({ rows }) => rows.map(({ name }) => name));
  const unknown = names.find((name) => !known.includes(name));
  if (unknown) throw new RangeError(`There is no row "${unknown}". Rows: ${known.join(', ')}.`);
  return groups
    .filter(({ rows }) => rows.some(({ name }) => names.includes(name)))
    .map((group) => ({
      ...group,
      rows: group.rows.filter(({ name }) => names.includes(name) || ALWAYS.has(name)),
    }));
}
