import { writeFileSync } from 'node:fs';
import { performancePage } from '../places.ts';
import { figures, growthFigures } from './figures.ts';
import { type Results, readResults } from './results.ts';
import { doubtsOf, growthTableOf, tableOf } from './table.ts';

const NOTHING: Results = { startedAt: '', machine: '', measured: [] };

const roundsOf = ({ measured }: Results): number => Math.max(...measured.map(({ round }) => round));

const provenance = (results: Results, command: string): string =>
  results.measured.length === 0
    ? `Not measured yet; \`${command}\` on a quiet machine makes this table.`
    : `Made by \`${command}\` on ${results.startedAt.slice(0, 10)}: ${results.machine}, ${roundsOf(results)} rounds.`;

/** The page about how fast the bot is, from the last full runs. */
export function pageOf(results: Results, growth: Results): string {
  return `# Performance

Bellhop beside a [hand-written app](../bench/contestants/bare.ts) that does the same job in eighty lines: bare Bolt, got and zod;
it searches PMP and shows the same ten leads. Bellhop also checks rights and keeps its journal on disk, synced, as in
production. The floor is [\`node:http\`](../bench/contestants/floor.ts) alone. How it is measured: [bench/README.md](../bench/README.md).

${provenance(results, 'npm run bench -- --write')}

A figure with an x is Bellhop's median divided by that of the hand-written app in the same run, so that machines can be compared;
what has a goal of its own is given as it is. In brackets is the next goal. "Rounds" shows the lowest and the highest round.

${tableOf(results)}
${results.measured.length > 0 ? `\n${doubtsOf(results)}\n` : ''}
## What grows

${provenance(growth, 'npm run bench -- --growth --write')}

Each figure is the cost with many divided by the cost with few: 1,000,000 intents in the journal to 1,000, processes on one
PostgreSQL to one, 1,000 operations to 51.

${growthTableOf(growth)}
`;
}

/** Writes the page from the last full runs. Returns its path. */
export function writePage(): string {
  writeFileSync(performancePage, pageOf(readResults('full') ?? NOTHING, readResults('growth') ?? NOTHING));
  return performancePage;
}

/** The figure that a page gives for each title; undefined for a title that has no row. */
export function figuresOn(page: string): Map<string, string> {
  const titles = new Set([...figures, ...growthFigures].map(({ title }) => title));
  const rows = page.split('\n').flatMap((line) => {
    const [, title = '', figure = ''] = line.split('|').map((cell) => cell.trim());
    return titles.has(title) ? ([[title, figure]] as const) : [];
  });
  return new Map(rows);
}

const RATIO = /\d+(?:\.\d+)?x\b/g;

/** What a text says about speed that the page does not: a ratio that is none of its figures, or another one for a title. */
export function wrongQuotes(text: string, page: string): string[] {
  const known = figuresOn(page);
  const values = new Set(known.values());
  return text.split('\n').flatMap((line) => {
    const title = [...known.keys()].filter((one) => line.includes(one)).sort((a, b) => b.length - a.length)[0];
    const isOther = title !== undefined && /\d/.test(line.replace(title, '')) && !line.includes(known.get(title)!);
    const strange = (line.match(RATIO) ?? []).filter((ratio) => !values.has(ratio));
    return isOther || strange.length > 0 ? [line.trim()] : [];
  });
}
