import type { KnownBlock } from '@slack/types';
import { cut } from './limits.ts';

/** Slack's types do not have this block yet. Lengths and counts are those of its page. */
export interface ChartBlock {
  type: 'data_visualization';
  title: string;
  chart: {
    type: 'bar';
    series: { name: string; data: { label: string; value: number }[] }[];
    axis_config: { categories: string[] };
  };
}

const TITLE_LENGTH = 50;
const LABEL_LENGTH = 20;
export const MOST_POINTS = 20;
const MOST_SERIES = 6;

/** One bar for each label and series; every series has as many values as there are labels. */
export function barChart(
  title: string,
  labels: readonly string[],
  series: readonly { name: string; values: readonly number[] }[],
): KnownBlock {
  const categories = labels.slice(-MOST_POINTS).map((label) => cut(label, LABEL_LENGTH));
  const block: ChartBlock = {
    type: 'data_visualization',
    title: cut(title, TITLE_LENGTH),
    chart: {
      type: 'bar',
      series: series.slice(0, MOST_SERIES).map(({ name, values }) => ({
        name: cut(name, LABEL_LENGTH),
        data: values.slice(-MOST_POINTS).map((value, index) => ({ label: categories[index] ?? '', value })),
      })),
      axis_config: { categories },
    },
  };
  return block as unknown as KnownBlock;
}

const NEW_BLOCKS = new Set(['data_table', 'data_visualization']);

/** Blocks that not every workspace takes yet. */
export const isNewBlock = ({ type }: { type: string }): boolean => NEW_BLOCKS.has(type);
