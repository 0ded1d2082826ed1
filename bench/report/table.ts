import { type Figure, type Found, figures, find, growthFigures } from './figures.ts';
import type { Results } from './results.ts';

/** Two digits that count; a whole number stays one. */
export function figureText(value: number, { kind, unit }: Pick<Figure, 'kind' | 'unit'>): string {
  if (kind === 'ratio') return `${value >= 10 ? value.toFixed(0) : value.toFixed(2)}x`;
  const text = Number.isInteger(value) ? String(value) : value >= 10 ? value.toFixed(0) : value.toFixed(2);
  if (unit === 'x') return `${value.toFixed(2)}x`;
  return unit ? `${text} ${unit}` : text;
}

const spreadText = ({ spread: [least, most], rounds }: Found, figure: Figure): string =>
  rounds < 2 ? '' : `${figureText(least, figure)} – ${figureText(most, figure)}`;

const NOT_MEASURED = 'not measured';

function line(results: Results, figure: Figure, extra: readonly string[]): string {
  const found = find(results, figure);
  const cells = [
    figure.title,
    found ? figureText(found.value, figure) : NOT_MEASURED,
    found ? spreadText(found, figure) : '',
    figure.goal,
    found ? (figure.isMet(found.value) ? 'yes' : 'no') : '',
    ...extra.map((contestant) => {
      const other = find(results, figure, contestant);
      return other ? figureText(other.value, figure) : '';
    }),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** One sentence on what a reader must know before believing the table: commands that were refused, or had no result. */
export function doubtsOf({ measured }: Results): string {
  const counted = new Map<string, number>();
  for (const { contestant, group, measures } of measured) {
    // Where the journal is locked, refusing is what is asked for.
    if (group.endsWith('-locked')) continue;
    for (const [name, count] of Object.entries(measures)) {
      if (name !== 'lost' && !name.endsWith('not taken')) continue;
      const key = `${contestant} ${name}`;
      counted.set(key, (counted.get(key) ?? 0) + count);
    }
  }
  const some = [...counted].filter(([, count]) => count > 0).map(([name, count]) => `${name}: ${count}`);
  return some.length === 0
    ? 'Every command was taken, and had its result, but where the journal was locked: there "not taken, try again" is the answer.'
    : `Commands that were not taken, or had no result within a minute: ${some.join(', ')}.`;
}

/** What `--growth` found, as Markdown. */
export function growthTableOf(results: Results): string {
  const lines = growthFigures.map((figure) => {
    const found = find(results, figure);
    const value = found ? figureText(found.value, figure) : NOT_MEASURED;
    return `| ${figure.title} | ${value} | ${figure.goal} | ${found ? (figure.isMet(found.value) ? 'yes' : 'no') : ''} |`;
  });
  return ['| figure | many to few | goal | met |', '| --- | --- | --- | --- |', ...lines].join('\n');
}

/** The table of goals as Markdown. */
export function tableOf(results: Results): string {
  const extra = ['floor', 'before'].filter((name) => results.measured.some(({ contestant }) => contestant === name));
  const heads = ['figure', 'Bellhop', 'rounds', 'goal', 'met', ...extra];
  return [
    `| ${heads.join(' | ')} |`,
    `| ${heads.map(() => '---').join(' | ')} |`,
    ...figures.map((figure) => line(results, figure, extra)),
  ].join('\n');
}
