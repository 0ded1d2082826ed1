import { describe, expect, it } from 'vitest';
import { readOptions } from '../bench/options.ts';
import { type Figure, figures, find } from '../bench/report/figures.ts';
import type { Results as Found } from '../bench/report/results.ts';
import { median, percentile } from '../bench/report/statistics.ts';
import { doubtsOf, tableOf } from '../bench/report/table.ts';
import { groups, groupsWith } from '../bench/rows/groups.ts';
import { pairOf } from '../bench/world/identities.ts';
import { Results } from '../bench/world/results.ts';

const measured = (contestant: string, round: number, measures: Record<string, number>) => ({
  round,
  group: 'speed',
  contestant,
  measures,
});
const found: Found = {
  startedAt: '',
  machine: '',
  measured: [
    measured('bare', 1, { 'acks/s': 100, lost: 0 }),
    measured('bot', 1, { 'acks/s': 90, lost: 0 }),
    measured('bare', 2, { 'acks/s': 140, lost: 0 }),
    measured('bot', 2, { 'acks/s': 150, lost: 3 }),
  ],
};
const acks = figures[0] as Figure;

describe('the table of the bench', () => {
  it('divides medians, and keeps the rounds apart', () => {
    expect(find(found, acks)).toEqual({ value: 1, spread: [0.75, 1.25], rounds: 2 });
    expect(tableOf(found)).toContain('| Acks a second, 50 clients | 1.00x | 0.75x – 1.25x | >= 1.0 (1.5) | yes |');
  });

  it('says when a command had no result, and what was not measured', () => {
    expect(doubtsOf(found)).toContain('bot lost: 3');
    expect(tableOf(found)).toContain('| Memory idle | not measured |');
  });

  it('takes each figure from a row that some group measures', () => {
    const names = groups.flatMap(({ rows }) => rows.map(({ name }) => name));
    expect(new Set(names.filter((name) => name !== 'warm-up')).size).toBe(13);
    expect(groupsWith(['acks']).flatMap(({ rows }) => rows.map(({ name }) => name))).toEqual(['warm-up', 'acks']);
    expect(() => groupsWith(['axes'])).toThrow('There is no row "axes"');
  });

  it('writes the page only from a full run', () => {
    expect(() => readOptions(['--quick', '--write'])).toThrow('--write takes a full run');
  });
});

it('medians and percentiles', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(median(hundred)).toBe(50.5);
  expect(percentile(hundred, 0.99)).toBe(99);
});

describe('what arrives at Slack', () => {
  it('belongs to the oldest command of that person in that channel, or to the one it names', async () => {
    const results = new Results();
    const [first, second] = [results.expect(5), results.expect(10_005)];
    expect(pairOf(5)).toBe(pairOf(10_005));
    expect(results.arrivedFor(pairOf(5), 'done')).toBe(true);
    expect(results.arrived(10_005, 'answered')).toBe(true);
    expect((await first).how).toBe('done');
    expect((await second).how).toBe('answered');
    expect(results.arrivedFor(pairOf(5), 'done')).toBe(false);
  });

  it('may never come', async () => {
    const results = new Results();
    const waiting = results.expect(7);
    expect(results.abandon()).toBe(1);
    expect((await waiting).how).toBe('lost');
  });
});
