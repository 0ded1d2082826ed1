import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { figures, growthFigures } from '../bench/report/figures.ts';
import { figuresOn, wrongQuotes } from '../bench/report/page.ts';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const page = read('docs/performance.md');

describe('figures about speed', () => {
  it('docs/performance.md has a row for every goal', () => {
    const titles = [...figures, ...growthFigures].map(({ title }) => title);
    expect(titles.length).toBeGreaterThan(30);
    expect([...figuresOn(page).keys()]).toEqual(titles);
  });

  it('README quotes only what stands there', () => {
    expect(wrongQuotes(read('README.md'), page)).toEqual([]);
  });

  it('a figure that changed, or that was never measured, is found', () => {
    const measured = '| Acks a second, 50 clients | 1.20x | | >= 1.0 |\n| Memory idle | 0.90x | | <= 1.1 |';
    expect(wrongQuotes('Acks a second, 50 clients: 1.20x', measured)).toEqual([]);
    expect(wrongQuotes('Acks a second, 50 clients: 0.90x', measured)).toHaveLength(1);
    expect(wrongQuotes('It is 3x as fast.', measured)).toEqual(['It is 3x as fast.']);
  });
});
